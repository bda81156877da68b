"""The imports of one file: they follow from the symbols that it prints."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from specpress.targets.base import Symbol
from specpress.targets.python.layout import Atom, Group, lay_out
from specpress.targets.python.text import WIDTH
from specpress.targets.text import Code

WHOLE: Final = frozenset({"httpx2"})
"""Modules whose names are spelt with the module before them."""
_NONE: Final = Symbol("None")


class Imports:
    """Gives each symbol its name in one file and remembers what has to be imported.

    A name that the file itself has in another meaning (a class, or a field that would hide it in the body of
    its class) is imported under an alias.
    """

    def __init__(self, module: str, files: Mapping[Symbol, str], own: Collection[str] = ()) -> None:
        """Args:
        module: the file, as it is imported.
        files: where symbols stand that are defined elsewhere than where users import them from.
        own: names that mean something else in the file.
        """
        self._module = module
        self._files = files
        self._taken = set(own)
        self._names: dict[Symbol, str] = {}
        self._needed: set[Symbol] = set()

    def name(self, symbol: Symbol, *, needed: bool = False) -> str:
        """The name of a symbol in this file.

        Args:
            needed: when the module is executed; else only type checkers see the import.
        """
        if symbol == _NONE or self._home(symbol) == self._module:
            return symbol.name
        if needed:
            self._needed.add(symbol)
        if symbol.module in WHOLE and symbol.name != symbol.module:
            return f"{self.name(Symbol(symbol.module, symbol.module), needed=needed)}.{symbol.name}"
        if symbol not in self._names:
            self._names[symbol] = self._local(symbol.name)
        return self._names[symbol]

    def block(self) -> Code | None:
        """The imports that run, or None."""
        return _block(self._lines(needed=True, indent=0), 0)

    def checking(self) -> Code | None:
        """The imports for type checkers, indented as below `if TYPE_CHECKING:`, or None."""
        return _block(self._lines(needed=False, indent=4), 4)

    def _home(self, symbol: Symbol) -> str:
        return self._files.get(symbol, symbol.module)

    def _local(self, name: str) -> str:
        local = name
        while local in self._taken:
            local = f"_{local}"
        self._taken.add(local)
        return local

    def _lines(self, *, needed: bool, indent: int) -> list[list[str]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for symbol, local in self._names.items():
            if not symbol.module and local == symbol.name:
                continue
            if (symbol in self._needed) == needed:
                found.setdefault(self._home(symbol) or "builtins", []).append((symbol.name, local))
        groups: dict[int, list[str]] = {}
        for home in sorted(found, key=lambda each: _rank(each, self._module)):
            line = import_line(relative(home, self._module), found[home], indent)
            groups.setdefault(_group(home, self._module), []).append(line)
        return list(groups.values())


def import_line(module: str, names: Iterable[tuple[str, str]], indent: int, *, exported: bool = False) -> str:
    """`from module import a, b as c`, one name a line where it is too long.

    Args:
        names: each with its local name.
        indent: columns that the line is indented by.
        exported: whether the module offers the names as its own: then each is spelt `a as a`.
    """
    names = sorted(names)
    if module in WHOLE and names == [(module, module)]:
        return f"import {module}"
    spelt = [name if name == local and not exported else f"{name} as {local}" for name, local in names]
    line = f"from {module} import {', '.join(spelt)}"
    if indent + len(line) <= WIDTH:
        return line
    return f"from {module} import " + lay_out(Group("", "()", tuple(map(Atom, spelt)), explode=True), indent)


def relative(module: str, to: str, *, package: bool = False) -> str:
    """How a module is imported from another of the same package; modules elsewhere by their names.

    Args:
        to: the importing module.
        package: whether that one is a package itself (`__init__.py`).
    """
    here = to.split(".") if package else to.split(".")[:-1]
    there = module.split(".")
    if there[0] != to.split(".")[0]:
        return module
    common = 0
    while common < min(len(here), len(there)) and here[common] == there[common]:
        common += 1
    return "." * (len(here) - common + 1) + ".".join(there[common:])


def _group(module: str, to: str) -> int:
    """Standard library, other packages, this package."""
    root = module.split(".")[0]
    if root == to.split(".")[0]:
        return 2
    return 0 if root in sys.stdlib_module_names else 1


def _rank(module: str, to: str) -> tuple[int, int, str]:
    """Where an import stands: by group, those from farther up first."""
    name = relative(module, to)
    plain = name.lstrip(".")
    return _group(module, to), len(plain) - len(name), plain


def _block(groups: list[list[str]], indent: int) -> Code | None:
    margin = "\n" + " " * indent
    return Code(f"\n{margin}".join(margin.join(lines) for lines in groups)) if groups else None
