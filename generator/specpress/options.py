"""What the command line says, and the project that it is said in. Cheap to import."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

from specpress import resources

CONFIGURATION: Final = "specpress.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options that decide what is made. `document` empty: what `configuration` says.

    `configuration` is that of the project the command runs in, None where a document was named.
    None and empty values leave the choice to it, or to the defaults.
    """

    document: str = ""
    configuration: Path | None = None
    output: Path | None = None
    targets: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    validation: Literal["strict", "tolerant"] | None = None
    pagination: Literal["configured", "auto"] | None = None
    name: str = ""
    allow_remote: bool = False
    roots: tuple[str, ...] = ()
    """Folders beside the document's own that references may lead to."""

    def identity(self) -> str:
        """What is asked for, and in which folder, as text."""
        return json.dumps([str(Path.cwd()), asdict(self)], default=str)

    @property
    def cache(self) -> Path:
        """The folder for what can be made again: the user's (XDG Base Directory Specification, 0.8).

        Not the project's: what lies there came with the project, perhaps from somebody who is not trusted.
        """
        stated = os.environ.get("XDG_CACHE_HOME", "")
        folder = stated if os.path.isabs(stated) else os.path.expanduser("~/.cache")
        # Where there is no home, nothing can be kept below a device either.
        return Path(os.devnull if folder.startswith("~") else folder, "specpress")


def find_configuration(start: Path) -> Path | None:
    """The configuration of the project that a folder lies in: `specpress.yaml`, or that in `spec/`."""
    for folder in (start, *start.parents):
        for file in (folder / CONFIGURATION, folder / "spec" / CONFIGURATION):
            if file.is_file():
                return file
    return None


def is_client_name(name: str) -> bool:
    """Whether clients may have this name, by what the configuration may say of it."""
    schema = json.loads(resources.configuration_schema())
    rules = schema["properties"]["client"]["properties"]["name"]
    reserved, more = schema["$defs"]["python_words"], schema["$defs"]["words"]["anyOf"][1]
    fits = re.fullmatch(rules["pattern"], name) is not None and len(name) <= rules["maxLength"]
    return fits and name not in (*reserved["enum"], *more["enum"])
