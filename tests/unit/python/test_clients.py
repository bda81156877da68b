"""What the classes of clients say of themselves, and what they make of their arguments."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from packages import package

PATHS = {"/pets": {"get": {"responses": {"200": {"description": "ok"}}}}}


def documented(root: Mapping[str, Any]) -> dict[str, str]:
    """What the two clients say, by class."""
    tree = ast.parse(package({"paths": PATHS, **root})["pets/_client.py"])
    classes = {each.name: each for each in tree.body if isinstance(each, ast.ClassDef)}
    for each in classes.values():
        assert not [part for part in each.body[1:] if isinstance(part, ast.Expr)], "a string between members"
    return {name: ast.get_docstring(classes[name]) or "" for name in ("Pets", "AsyncPets")}


def test_clients_say_what_the_document_says_of_the_api() -> None:
    said = documented(
        {"info": {"title": "Pets", "version": "1", "description": "All pets.\n\n- cats\n- dogs"}}
    )
    assert said == {
        "Pets": "The client of Pets.\n\nAll pets.\n\n- cats\n- dogs",
        "AsyncPets": "The asynchronous client of Pets.\n\nAll pets.\n\n- cats\n- dogs",
    }
    assert documented({})["Pets"] == "The client of Pets."
