"""What documents become: a folder each below `cases/`, with a document and the Python package made of it.

The packages are compared, type-checked together over one runtime, imported, and every method is called.
Run with `UPDATE_GOLDENS=1` to write what is made now.
"""

from __future__ import annotations

import asyncio
import functools
import importlib
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import black
import httpx2
import pytest
from black.mode import TargetVersion
from loopback import ROOT, Loopback
from specpress import resources
from specpress.config import configured
from specpress.diagnostics import Diagnostics
from specpress.document.references import bundle
from specpress.document.repair import repair
from specpress.document.source import load
from specpress.document.versions import normalise
from specpress.ir.api import Api
from specpress.lower.api import lower
from specpress.lower.names import name_operations
from specpress.lower.type_names import with_names
from specpress.options import Options
from specpress.rendering import renderer
from specpress.targets import surface_json
from specpress.targets.base import (
    Apply,
    Class,
    Literals,
    Method,
    OneOf,
    Page,
    Surface,
    Symbol,
    TargetConfig,
    TypeExpression,
)
from specpress.targets.python import PythonTarget
from specpress.targets.python.definitions import EXTRA

CASES = Path(__file__).parent / "cases"
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())
RUNTIME = ROOT / "generator/specpress/targets/python/runtime"
BIN = Path(sys.executable).parent
TARGET = PythonTarget()


@functools.cache
def api_of(name: str) -> Api:
    """The model of a case's document, tolerantly read."""
    diagnostics = Diagnostics()
    configuration = CASES / name / "specpress.yaml"
    file = "" if configuration.exists() else str(CASES / name / "openapi.yaml")
    config = configured(Options(document=file, configuration=None if file else configuration), diagnostics)
    assert config, list(diagnostics)
    sources = load(config.document, config.reading, diagnostics)
    assert sources, list(diagnostics)
    document = normalise(repair(bundle(sources, diagnostics), False, diagnostics), diagnostics)
    calls = name_operations(document.cursor(), config.naming, diagnostics)
    options = with_names(document.cursor(), config.lowering, config.name, config.stem)
    api = lower(document, calls, options, diagnostics)
    assert not diagnostics.failed, list(diagnostics)
    return api


@functools.cache
def surface_of(name: str) -> Surface:
    return TARGET.surface(api_of(name), TargetConfig(package=name))


@functools.cache
def pages_of(name: str) -> tuple[Page, ...]:
    return TARGET.pages(api_of(name), surface_of(name), TargetConfig(package=name))


@functools.cache
def printed(name: str) -> dict[str, str]:
    """The package of a case before it is formatted, by path."""
    render = renderer(resources.templates())
    return {str(page.path): render(page) for page in pages_of(name)}


@functools.cache
def formatted(name: str) -> dict[str, str]:
    page_of = {str(page.path): page.path for page in pages_of(name)}
    return {path: TARGET.format(page_of[path], text) for path, text in printed(name).items()}


@pytest.mark.parametrize("name", NAMES)
def test_the_package_is_as_it_was(name: str) -> None:
    expected = CASES / name / "expected" / "python"
    files = {path: text for path, text in formatted(name).items() if path.endswith(".py")}
    if os.environ.get("UPDATE_GOLDENS"):
        shutil.rmtree(expected, ignore_errors=True)
        for path, text in files.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_text(text, encoding="utf-8")
    golden = {
        str(file.relative_to(expected)): file.read_text(encoding="utf-8") for file in expected.rglob("*.py")
    }
    assert files == golden


@pytest.mark.parametrize("name", NAMES)
def test_text_is_laid_out_as_black_leaves_it(name: str) -> None:
    mode = black.Mode({TargetVersion.PY311})
    for path, text in printed(name).items():
        if path.endswith(".py"):
            assert black.format_str(text, mode=mode) == text == formatted(name)[path], path


@pytest.mark.parametrize("name", NAMES)
def test_the_surface_survives_json(name: str) -> None:
    text = surface_json.dumps(surface_of(name))
    assert surface_json.loads(text) == surface_of(name)
    assert surface_json.dumps(surface_json.loads(text)) == text


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_sorted_and_stay_in_the_package(name: str) -> None:
    paths = [page.path for page in pages_of(name)]
    assert paths == sorted(set(paths))
    assert not [path for path in paths if path.is_absolute() or ".." in path.parts]


# --- all packages together, over one runtime


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the packages of all cases, whose runtimes are windows on one."""
    folder = tmp_path_factory.mktemp("cases")
    shutil.copytree(RUNTIME, folder / "runtime_of_all", ignore=shutil.ignore_patterns("__pycache__"))
    for name in NAMES:
        for path, text in formatted(name).items():
            (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
            if path.endswith(".py"):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(text, encoding="utf-8")
        windows = folder / name / "_runtime"
        windows.mkdir()
        for module in RUNTIME.glob("*.py"):
            (windows / module.name).write_text(window(module.stem), encoding="utf-8")
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    yield folder
    sys.path.remove(str(folder))


def window(module: str) -> str:
    """A module that shows another one's names."""
    if module == "__init__":
        return ""
    source = f"runtime_of_all.{module}"
    return (
        f"from {source} import *\nimport {source} as _all\n\n__getattr__ = lambda name: getattr(_all, name)\n"
    )


def test_type_checkers_find_nothing(packages: Path) -> None:
    chosen = [argument for name in NAMES for argument in ("-p", name)]
    told = run(packages, BIN / "mypy", "--strict", "--python-version=3.11", "--cache-dir=.mypy", *chosen)
    findings = [line for line in told.splitlines() if ": error:" in line and "_runtime/" not in line]
    assert findings == []
    settings = {
        "include": NAMES,
        "exclude": ["**/_runtime"],
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
    }
    (packages / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    report = json.loads(run(packages, BIN / "pyright", "--pythonpath", sys.executable, "--outputjson"))
    assert report["summary"]["filesAnalyzed"] > len(NAMES)
    assert [(each["file"], each["message"]) for each in report["generalDiagnostics"]] == []


def run(folder: Path, *command: object) -> str:
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_can_be_imported(packages: Path, name: str) -> None:
    for module in surface_of(name).modules:
        imported = importlib.import_module(module.path)
        for member in module.members:
            assert getattr(imported, member.name) is not None


@pytest.mark.parametrize("name", NAMES)
def test_every_model_can_be_built(packages: Path, name: str) -> None:
    for module in surface_of(name).modules:
        for member in module.members:
            if isinstance(member, Class) and member.kind == "model":
                model = getattr(importlib.import_module(module.path), member.name)
                assert model.model_rebuild() is not False
                assert set(model.model_fields) == {field.name for field in member.fields} - {EXTRA}
                assert model.model_validate({}).model_fields_set == set()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.filterwarnings("ignore:The API has deprecated:DeprecationWarning")
def test_every_method_sends_its_request(packages: Path, name: str) -> None:
    seen: list[tuple[str, str]] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append((request.method, request.url.path))
        return httpx2.Response(200, json={})

    options = {"base_url": "https://api.example.com", "max_retries": 0}
    package = importlib.import_module(name)
    root = next(module for module in surface_of(name).modules if module.path == name)
    sync, asynchronous = sorted(
        (each for each in root.members if isinstance(each, Class) and each.kind == "client"),
        key=lambda each: each.name.startswith("Async"),
    )
    credentials = {
        each: "test"
        for each in inspect.signature(getattr(package, sync.name)).parameters
        if each in CREDENTIALS
    }
    client = getattr(package, sync.name)(
        **options, **credentials, http_client=httpx2.Client(transport=httpx2.MockTransport(answer))
    )
    for path, method in methods_of(name, asynchronous=False):
        call(client, path, method)

    async def all_again() -> None:
        http_client = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
        client = getattr(package, asynchronous.name)(**options, **credentials, http_client=http_client)
        for path, method in methods_of(name, asynchronous=True):
            result = call(client, path, method)
            if inspect.isawaitable(result):
                await result

    wanted = len(seen)
    asyncio.run(all_again())
    assert len(seen) == 2 * wanted
    assert seen[:wanted] == seen[wanted:]
    called = {method.operation for _, method in methods_of(name, asynchronous=False)}
    assert called == {operation.id for operation in api_of(name).operations}
    for (verb, sent), (_, method) in zip(seen, methods_of(name, asynchronous=False), strict=False):
        sent_verb, _, template = method.operation.partition(" ")
        pattern = re.sub(r"\\\{.*?\\\}", ".*", re.escape(template))
        assert verb == sent_verb
        assert re.fullmatch(pattern, sent)


CREDENTIALS = {"api_key", "auth_token", "username", "password", "one", "two", "client_id", "client_secret"}


def methods_of(name: str, *, asynchronous: bool) -> list[tuple[tuple[str, ...], Method]]:
    """Every method with an operation, and the attributes that lead to its resource."""
    classes = {
        (member.name, module.path): member
        for module in surface_of(name).modules
        for member in module.members
        if isinstance(member, Class)
    }
    client = next(
        each
        for each in classes.values()
        if each.kind == "client" and each.name.startswith("Async") == asynchronous
    )

    def below(owner: Class, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Method]]:
        for method in owner.methods:
            if method.operation:
                yield path, method
        for field in owner.fields:
            assert isinstance(field.type, Symbol)
            yield from below(classes[field.type.name, field.type.module], (*path, field.name))

    return list(below(client, ()))


def call(client: Any, path: tuple[str, ...], method: Method) -> Any:
    bound = getattr(functools.reduce(getattr, path, client), method.name)
    given = {each.name: value(each.type) for each in method.parameters if each.location or each.required}
    return bound(**given)


def value(expression: TypeExpression) -> Any:
    """Some value of a type; mappings are as good as TypedDicts."""
    match expression:
        case Symbol():
            plain: dict[str, Any] = {
                "str": "x",
                "int": 1,
                "float": 1.5,
                "bool": True,
                "FileTypes": b"x",
                "None": None,
            }
            return plain.get(expression.name, {})
        case Literals():
            return expression.values[0]
        case OneOf():
            return value(expression.members[0])
        case Apply():
            if expression.base.name in ("List", "Iterable", "Sequence"):
                return [value(expression.arguments[0])]
            return {} if expression.base.name == "Dict" else value(expression.arguments[0])


# --- the README

RUN_ALL = (
    "import sys\nfor block in sys.stdin.read().split('\\0'):\n    exec(compile(block, block, 'exec'), {})\n"
)


@pytest.mark.parametrize("name", ["field_names", "results", "roots"])
def test_every_example_of_the_readme_runs(packages: Path, name: str, loopback: Loopback) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", formatted(name)["README.md"], re.MULTILINE | re.DOTALL)
    assert len(blocks) > 5
    loopback.answer({})
    environment = {f"{name}_{each}".upper(): "test" for each in CREDENTIALS}
    environment |= {
        f"{name}_base_url".upper(): loopback.url,
        "PYTHONPATH": str(packages),
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        (sys.executable, "-W", "error", "-c", RUN_ALL),
        input="\0".join(block.replace("https://api.example.com", loopback.url) for block in blocks),
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    # The first call, the same without blocking, the one whose errors are caught, the one with its headers.
    assert len(loopback.asked) == 4
