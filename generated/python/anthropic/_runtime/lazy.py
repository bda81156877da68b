"""Module attributes that are imported when they are first asked for (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def lazy(module: str, table: Mapping[str, str]) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Make the `__getattr__` and `__dir__` of a module whose names live elsewhere.

    Use it beside real imports under `if TYPE_CHECKING`, so that type checkers see names and no `__getattr__`.

    Args:
      module: The module's own `__name__`.
      table: Attribute -> where it is: a module of the same package that has an attribute of that name
        (`"beta.order_item"`), or `"absolute.module:Name"`.

    Returns:
      The two functions, to be assigned to the module's `__getattr__` and `__dir__`.
    """
    home = sys.modules[module]
    package = module if hasattr(home, "__path__") else module.rpartition(".")[0]

    def load(name: str) -> object:
        try:
            source = table[name]
        except KeyError:
            raise AttributeError(f"module {module!r} has no attribute {name!r}") from None
        if ":" in source:
            absolute, _, attribute = source.partition(":")
            value = getattr(import_module(absolute), attribute)
        else:
            value = getattr(import_module(f".{source}", package), name)
        setattr(home, name, value)
        return value

    def names() -> list[str]:
        return sorted({*vars(home), *table})

    return load, names
