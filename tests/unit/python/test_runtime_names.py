"""The registry of the runtime's names, against the runtime."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest
from specpress.targets.python.runtime_names import INTERNAL, OPERATION, PUBLIC, SETTINGS

RUNTIME = "specpress.targets.python.runtime"
EXPECTED = Path(__file__).parents[2] / "cases"


@pytest.mark.parametrize("name", sorted({*PUBLIC, *INTERNAL}))
def test_the_runtime_has_every_name(name: str) -> None:
    home = {**INTERNAL, **PUBLIC}[name]
    assert getattr(importlib.import_module(f"{RUNTIME}.{home}"), name) is not None


def test_operations_and_settings_are_made_of_what_the_runtime_has() -> None:
    operation = importlib.import_module(f"{RUNTIME}.operation")
    assert [name for name in OPERATION if not hasattr(operation, name)] == []
    for name, home in SETTINGS.items():
        assert hasattr(importlib.import_module(f"{RUNTIME}.{home}"), name)


def test_generated_code_uses_no_other_name() -> None:
    used = {
        (alias.name, node.module.split(".")[-1])
        for path in EXPECTED.rglob("expected/python/**/*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("_runtime.")
        for alias in node.names
    }
    assert len(used) > 30
    known = {
        *PUBLIC.items(),
        *INTERNAL.items(),
        *SETTINGS.items(),
        *((name, "operation") for name in OPERATION),
    }
    assert used - known == set()
