"""What others say of two generated clients: griffe of the Python ones, the TypeScript compiler of a consumer.

Neither knows anything of `specpress diff`, so that they can witness against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import griffe
import nodetools
from specpress import resources
from specpress.config import configured
from specpress.diagnostics import Diagnostics
from specpress.document.versions import normalise
from specpress.lower.api import lower
from specpress.lower.names import name_operations
from specpress.lower.type_names import with_names
from specpress.options import Options
from specpress.pipeline import read
from specpress.registry import manual, target
from specpress.rendering import renderer
from specpress.targets.base import Class, Export, Module, Page, Surface
from specpress.watch import Watch

LANGUAGES = ("python", "typescript")


@dataclass(frozen=True, slots=True)
class Pressed:
    """What is made of a document, by target: files as they are before they are laid out."""

    trees: Mapping[str, Mapping[PurePosixPath, bytes]]
    surfaces: Mapping[str, Surface]


def pressed(document: Path) -> Pressed | None:
    """All that is made of a document, without layout and validation; None where it cannot be read."""
    diagnostics = Diagnostics()
    options = Options(document=str(document), targets=(*LANGUAGES, "reference"), validation="tolerant")
    config = configured(options, diagnostics)
    source = read(config, diagnostics, Watch()) if config else None
    if config is None or source is None:
        return None
    normal = normalise(source, diagnostics)
    calls = name_operations(normal.cursor(), config.naming, diagnostics)
    lowering = with_names(normal.cursor(), config.lowering, config.name, config.stem)
    api = lower(normal, calls, lowering, diagnostics)
    if diagnostics.failed:
        return None
    surfaces = {output.target: target(output.target).surface(api, output.config) for output in config.outputs}
    trees: dict[str, dict[PurePosixPath, bytes]] = {}
    for output in config.outputs:
        maker = target(output.target)
        surface = surfaces[output.target]
        pages = maker.pages(api, surface, output.config)
        trees[output.target] = {**_rendered(pages), **maker.runtime(surface)}
    for output in config.manuals:
        trees[output.target] = _rendered(manual(output.target).pages(api, surfaces, output.config))
    return Pressed(trees, surfaces)


def _rendered(pages: Iterable[Page]) -> dict[PurePosixPath, bytes]:
    render = renderer(resources.templates())
    return {page.path: render(page).encode() for page in pages}


def write(files: Mapping[PurePosixPath, bytes], folder: Path) -> None:
    """Write a tree."""
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


# --- griffe

_TOLD_OTHERWISE = re.compile(r"\._runtime\.|WithRawResponse|WithStreamingResponse|\._version\.")


def griffe_breaks(old: Path, new: Path, package: str) -> list[str]:
    """What griffe takes for breaks between two folders that hold a package.

    A changed value of a name is none to it alone: it cannot tell an alias that admits more from another one.
    Nor is it one that an asynchronous method is derived no longer from the synchronous one: overloads are
    written out, and the method is called as before. What it takes griffe sees in the synchronous one.
    """
    before, after = (
        griffe.load(package, search_paths=[str(folder)], allow_inspection=False) for folder in (old, new)
    )
    found: list[str] = []
    for breakage in griffe.find_breaking_changes(before, after):
        if breakage.kind is griffe.BreakageKind.OBJECT_CHANGED_KIND and _is_derived(
            before, after, breakage.obj
        ):
            continue
        text = f"{breakage.kind.value}: {breakage.obj.path}: {breakage.old_value} -> {breakage.new_value}"
        if breakage.kind is not griffe.BreakageKind.ATTRIBUTE_CHANGED_VALUE and not _TOLD_OTHERWISE.search(
            text
        ):
            found.append(text)
    return found


def _is_derived(before: griffe.Module, after: griffe.Module, method: griffe.Object) -> bool:
    """Whether a method is derived (`get = asynchronous(Pets.get)`) on one side, and written out on one."""
    sides = [package[method.path.partition(".")[2]] for package in (before, after)]
    derived = [str(side.value).startswith("asynchronous(") if side.is_attribute else False for side in sides]
    return any(derived) and any(side.is_function for side in sides)


# --- tsc

_SETTINGS = """{
  "compilerOptions": {
    "target": "ES2022", "module": "ESNext", "moduleResolution": "Bundler", "types": [], "noEmit": true,
    "lib": ["ES2022", "DOM", "DOM.Iterable", "DOM.AsyncIterable"], "strict": true,
    "paths": {"#runtime/*": ["./runtime/*"]}
  },
  "include": ["*/consumer.ts"]
}
"""


def consumer(surface: Surface, old: str, new: str) -> str:
    """A program against the client of a Surface: it names every type, and calls every method of the new one
    with what the old one takes, for what the old one gives.

    Parameters:
      old: The folder of the old client's sources, as an import spells it.
      new: That of the new one.
    """
    lines: list[str] = []
    for index, module in enumerate(surface.modules):
        path = module.path.removeprefix(surface.package).strip("/") or "index"
        lines.append(f"import type * as O{index} from '{old}/{path}.js';")
        lines.append(f"import type * as N{index} from '{new}/{path}.js';")
    for index, module in enumerate(surface.modules):
        lines.extend(_uses(module, index))
    return "\n".join(lines) + "\n"


def _uses(module: Module, index: int) -> Iterator[str]:
    for member in module.members:
        name = member.name
        mark = f"{index}_{name}"
        if isinstance(member, Export):
            continue
        if not isinstance(member, Class) or member.kind not in ("resource", "client"):
            yield f"export type T{mark} = N{index}.{name};"
            continue
        for field in member.fields:
            yield f"export const f{mark}_{field.name} = (it: N{index}.{name}): unknown => it.{field.name};"
        for method in {method.name: method for method in member.methods if method.operation}.values():
            of_old = f"O{index}.{name}['{method.name}']"
            yield (
                f"export const m{mark}_{method.name} = async (it: N{index}.{name}, "
                f"...given: Parameters<{of_old}>): Promise<Awaited<ReturnType<{of_old}>>> => "
                f"await it.{method.name}(...given);"
            )


def write_sources(files: Mapping[PurePosixPath, bytes], folder: Path, shared: Path) -> None:
    """Write a TypeScript client on a runtime shared by all: else one class would be two to the compiler."""
    for path, data in files.items():
        if path.parts[:2] == ("src", "runtime"):
            write({PurePosixPath(*path.parts[1:]): data}, shared)
        elif path.suffix == ".ts":
            write({path: re.sub(rb"'(\.\.?/)+runtime/", b"'#runtime/", data)}, folder)


def tsc_errors(folder: Path) -> dict[str, list[str]]:
    """What the compiler says of the consumers in the folders of a folder, by their names."""
    (folder / "tsconfig.json").write_text(_SETTINGS, encoding="utf-8")
    said = ""
    try:
        nodetools.run("tsc", "--project", "tsconfig.json", "--pretty", "false", cwd=folder)
    except AssertionError as errors:
        said = str(errors)
    found: dict[str, list[str]] = {}
    for line in said.splitlines():
        match = re.match(r"([^/ ]+)/(\S+)\(\d+,\d+\): error (.*)", line)
        if match:
            found.setdefault(match[1], []).append(f"{match[2]}: {match[3]}")
    if said and not found:
        raise RuntimeError(said)
    return found
