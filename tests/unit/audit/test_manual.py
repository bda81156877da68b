"""The judge of manuals: that it finds what is wrong, and nothing else."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from nodetools import MODULES, SEARCHED, install
from specpress.audit.manual import audit_manual
from specpress.audit.pages import parsed
from specpress.audit.programs import python_errors, typescript_errors
from specpress.audit.run import Plan, audit_all

NOTHING = {"responses": {"204": {"description": ""}}}
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Shelter", "version": "1.0.0"},
    "servers": [{"url": "https://shelter.example"}],
    "paths": {"/pets": {"get": NOTHING, "post": NOTHING}},
}

PAGE = """\
## Look

`pets.look()`

**get** `/pets`

Look

### Parameters

- `a: A`

  Said.

  - `b: str`

- `c: str`

### Example

```python
x = 1
```

#### Response

```json
{}
```
"""


def test_a_page_that_is_right() -> None:
    page = parsed(PAGE)
    assert page.alone
    assert (page.calls, page.programs, page.flaws) == ((("get", "/pets"),), (("python", "x = 1\n"),), ())


@pytest.mark.parametrize(
    ("old", "new", "flaw"),
    [
        ("  - `b: str`", "      - `b: str`", ""),
        ("  Said.", "  ```\n  Said.", "fence"),
        ("  Said.", "Said.", "nesting"),
        ("  Said.", "  Said.\n\n\n  More.", "layout"),
        ("\nLook\n", "\nLook\n- `rights`\n*needed*\n\n```json\n{a,\n\n\n}\n```\n", ""),
        ("Look\n\n###", "### Returns\n\n###", "outline"),
        ("Look\n\n###", "## More\n\n###", "outline"),
        ("### Example", "### Exmaple", "outline"),
        ("x = 1", "x =", "python"),
        ("{}", "{", "json"),
        ("Look\n", "Look\n\n\n", "layout"),
    ],
)
def test_what_is_wrong_with_a_page_is_found(old: str, new: str, flaw: str) -> None:
    found = [each.partition(":")[0] for each in parsed(PAGE.replace(old, new, 1)).flaws]
    assert flaw in found if flaw else not found


LISTS = """
from typing import TypedDict

class Pet(TypedDict):
    name: str

a: int = 1

def b(pets: list[Pet] | list[list[Pet]]) -> None: ...
"""
"""mypy does not see that a list of dictionaries is one of pets."""


def test_wrong_programs_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install()
    monkeypatch.setenv("PATH", SEARCHED)
    (tmp_path / "src").mkdir()
    (tmp_path / "src/index.ts").write_text("export const a: number = 1;\n")
    (tmp_path / "package.json").write_text('{"name": "pets"}')
    (tmp_path / "pets.py").write_text(LISTS)
    python = {
        "one.md": "from pets import a\na.real",
        "two.md": "from pets import a\na.rael",
        "three.md": "from pets import b\nb([{'name': 'Ida'}])",
    }
    assert list(python_errors(python, tmp_path, tmp_path / "python", tmp_path / "mypy")) == [
        ("two.md", 'error: "int" has no attribute "rael"  [attr-defined]')
    ]
    typescript = {
        "one.md": "import { a } from 'pets';\na.toFixed();",
        "two.md": "import { a } from 'pets';\na.toFixde();",
    }
    ((page, message),) = typescript_errors(typescript, tmp_path, tmp_path / "typescript", MODULES)
    assert (page, "toFixde" in message) == ("two.md", True)


def test_a_document_that_becomes_a_whole_manual(tmp_path: Path) -> None:
    (tmp_path / "shelter.json").write_text(json.dumps(DOCUMENT))
    plan = Plan(cache=tmp_path / "cache", target="reference", checks=False, generator="this one")
    (result,) = audit_all([tmp_path / "shelter.json"], plan)
    assert (result.generated, result.lost, result.faults) == (2, [], {})
    assert result.counts == {"pages": 6, "examples": 4}
    assert not result.failed


def test_an_operation_without_a_page_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_a_page(document: Path, folder: Path, targets: Any, result: Any) -> bool:
        for language, page in (("python", PAGE), ("typescript", PAGE.replace("/pets", "/toys"))):
            file = folder / "reference" / language / "pets/look.md"
            file.parent.mkdir(parents=True)
            file.write_text(page.replace("```python", f"```{language}"))
        (folder / "reference/llms.txt").write_text("[a](python/pets/look.md)")
        return True

    monkeypatch.setattr("specpress.audit.manual.generated", without_a_page)
    document = tmp_path / "shelter.json"
    document.write_text(json.dumps(DOCUMENT))
    result = audit_manual(document, tmp_path / "kept.json", tmp_path / "out", checks=False)
    assert result.lost == ["python: POST /pets", "typescript: GET /pets", "typescript: POST /pets"]
    assert result.faults == {"pages that llms.txt does not list": 1}
    assert os.path.exists(tmp_path / "kept.json")
