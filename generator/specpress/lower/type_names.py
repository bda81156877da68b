"""Names of types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from specpress.document.pointer import Cursor
from specpress.ir.names import Name, words
from specpress.lower.api_names import name_api
from specpress.lower.options import LoweringOptions
from specpress.lower.path_words import is_version


def with_names(root: Cursor, options: LoweringOptions, override: str, file_stem: str) -> LoweringOptions:
    """The options with a name for the API and one for each component schema; what configuration says stays.

    `root` is the whole document, before anything is selected, so that a selection renames nothing. `override`
    and `file_stem` are those of :func:`name_api`.
    """
    names = name_types((root / "components" / "schemas").mapping)
    return replace(options, name=name_api(root, override, file_stem), names={**names, **options.names})


def name_types(keys: Iterable[str]) -> Mapping[str, Name]:
    """A name for each component schema, by its key, different from each other whatever their case.

    Qualified keys lose their qualifiers: what stands before a version (`io.k8s.api.core.v1.Pod`), and
    modules (`app__models__user__User`). Where that is not unique, all of those keys keep all of their
    words; where not even that is (`A-B`, `A_B`), all but the first in sorted order are numbered.
    """
    all_keys = sorted(set(keys))
    short = {key: Name(words(_unqualified(key))) for key in all_keys}
    crowded = Counter(_folded(name) for name in short.values())
    names = {key: name if crowded[_folded(name)] == 1 else Name(words(key)) for key, name in short.items()}
    taken: set[str] = set()
    for key, name in names.items():
        number, candidate = 1, name
        while _folded(candidate) in taken:
            number += 1
            candidate = Name((*name.words, str(number)))
        taken.add(_folded(candidate))
        names[key] = candidate
    return names


def _unqualified(key: str) -> str:
    parts = key.split(".")
    versions = [index for index, part in enumerate(parts[:-1]) if is_version(part)]
    if versions:
        return ".".join(parts[versions[-1] + 1 :])
    modules = [part for part in key.split("__") if part]
    return modules[-1] if len(modules) > 2 else key


def _folded(name: Name) -> str:
    return "".join(name.words).lower()
