"""The imports of one file: they follow from the symbols that it prints."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath

from specpress.targets.base import Symbol
from specpress.targets.text import Code
from specpress.targets.typescript.packages import RUNTIME
from specpress.targets.typescript.text import WIDTH


class Imports:
    """Gives each symbol its name in one file and remembers what has to be imported.

    Names of the package's own types and classes are unique; a name of the runtime that one of them has too is
    imported under another.
    """

    def __init__(self, file: str, taken: Collection[str]) -> None:
        """Args:
        file: the file without its ending, from `src` on.
        taken: the names of the package's own types and classes.
        """
        self._file = file
        self._taken = frozenset(taken)
        self._values: dict[Symbol, bool] = {}

    def name(self, symbol: Symbol, *, value: bool = False) -> str:
        """The name of a symbol in this file. `value`: it is needed at run time, not only as a type."""
        if symbol.module in ("", self._file):
            return symbol.name
        self._values[symbol] = self._values.get(symbol, False) or value
        return self._local(symbol)

    def block(self) -> tuple[Code, ...]:
        """The import statements, from the farthest module to the nearest."""
        files: dict[str, list[Symbol]] = {}
        for symbol in self._values:
            files.setdefault(symbol.module, []).append(symbol)
        paths = sorted((relative(file, self._file), file) for file in files)
        paths.sort(key=lambda each: not each[0].startswith(".."))
        return tuple(Code(self._statement(path, files[file])) for path, file in paths)

    def _statement(self, path: str, symbols: list[Symbol]) -> str:
        ordered = sorted(symbols, key=lambda each: (each.name.lower(), each.name))
        only_types = not any(self._values[each] for each in ordered)
        head = "import type" if only_types else "import"
        names: list[str] = []
        for each in ordered:
            local = self._local(each)
            spelt = each.name if local == each.name else f"{each.name} as {local}"
            names.append(spelt if only_types or self._values[each] else f"type {spelt}")
        line = f"{head} {{ {', '.join(names)} }} from '{path}';"
        if len(line) <= WIDTH or len(names) == 1:
            return line
        return f"{head} {{\n" + "".join(f"  {name},\n" for name in names) + f"}} from '{path}';"

    def _local(self, symbol: Symbol) -> str:
        clashes = symbol.module.startswith(f"{RUNTIME}/") and symbol.name in self._taken
        return f"{symbol.name}_" if clashes else symbol.name


def relative(file: str, to: str) -> str:
    """How a file of the package is imported from another."""
    there, here = PurePosixPath(file).parts, PurePosixPath(to).parent.parts
    common = 0
    while common < min(len(here), len(there) - 1) and here[common] == there[common]:
        common += 1
    steps = ("..",) * (len(here) - common) or (".",)
    return "/".join((*steps, *there[common:])) + ".js"
