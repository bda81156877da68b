"""Documents that mean harm, or look like it: each is refused, and nothing is fetched or run.

The documents are built here. A run that hangs is ended by the alarm; no test measures time.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from specpress.diagnostics import Diagnostics, Place
from specpress.document.document import Document
from specpress.document.references import bundle
from specpress.document.repair import repair
from specpress.document.source import LoadOptions, load
from specpress.document.versions import normalise

HEAD = "openapi: 3.1.0\ninfo: {title: Hostile, version: 1.0.0}\n"
TAGS = "tags: [{name: a}]\n"


def pet(schema: str) -> str:
    return f"{HEAD}paths: {{}}\ncomponents: {{schemas: {{Pet: {schema}}}}}\n"


def refers(reference: str) -> str:
    return pet(json.dumps({"$ref": reference}))


def laughs(levels: int, width: int) -> str:
    lines = ["x-0: &a0 [ha]"]
    lines += [f"x-{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return HEAD + "paths: {}\n" + "\n".join(lines)


def aliased_tower() -> str:
    lines = ["x-0: &a0 [ha]"] + [f"x-{n}: &a{n} [*a{n - 1}]" for n in range(1, 400)]
    return HEAD + "paths: {}\n" + "\n".join(lines)


def indented(levels: int) -> str:
    return HEAD + "paths: {}\n" + "\n".join(" " * n + "x-a:" for n in range(levels))


def big(size: int) -> str:
    return HEAD + "paths: {}\nx-fill: " + "x" * size


def json_with(text: str) -> str:
    return '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, ' + text + "}"


YAML: dict[str, tuple[str, str | bytes]] = {
    "billion laughs": ("limit-aliases", laughs(12, 10)),
    "quadratic blow-up": ("limit-aliases", HEAD + f"x-a: &a [{'a, ' * 3000}]\nx-b: [{'*a, ' * 3000}]\n"),
    "tower of aliases": ("limit-depth", aliased_tower()),
    "alias in itself": ("invalid-alias", HEAD + "paths: &p {/a: *p}\n"),
    "alias of nothing": ("invalid-alias", HEAD + "paths: *nothing\n"),
    "alias as a key": ("key-not-scalar", HEAD + "x-a: &a {b: c}\npaths: {*a : {}}\n"),
    "merge of a list": ("invalid-merge", HEAD + "paths: {<<: [1, 2]}\n"),
    "merge of text": ("invalid-merge", HEAD + "paths: {<<: text}\n"),
    "merge of itself": ("invalid-alias", HEAD + "paths: &p {<<: *p}\n"),
    "deep block": ("limit-depth", indented(2_000)),
    "deep flow lists": ("limit-depth", HEAD + "paths: " + "[" * 10_000),
    "deep flow objects": ("limit-depth", HEAD + "paths: " + "{a: " * 10_000),
    "deep sequences": ("limit-depth", HEAD + "paths:\n" + "- " * 10_000),
    "python object": ("unsupported-tag", HEAD + "paths: !!python/object/apply:os.system ['id']\n"),
    "python name": ("unsupported-tag", HEAD + "paths: !!python/name:os.system ''\n"),
    "custom tag": ("unsupported-tag", HEAD + "paths: !include other.yaml\n"),
    "binary": ("unsupported-tag", HEAD + "paths: !!binary aGVsbG8=\n"),
    "timestamp tag": ("unsupported-tag", HEAD + "paths: !!timestamp 2020-01-01\n"),
    "set": ("unsupported-tag", HEAD + "paths: !!set {a, b}\n"),
    "int that is none": ("unsupported-tag", HEAD + "paths: !!int text\n"),
    "infinity": ("not-json", HEAD + "paths: .inf\n"),
    "not a number": ("not-json", HEAD + "paths: .nan\n"),
    "float out of range": ("not-json", HEAD + "paths: 1e999\n"),
    "huge integer": ("not-json", HEAD + f"paths: {'9' * 100_000}\n"),
    "huge hexadecimal": ("not-json", HEAD + f"paths: 0x{'f' * 100_000}\n"),
    "list as a key": ("key-not-scalar", HEAD + "paths: {[a]: b}\n"),
    "object as a key": ("key-not-scalar", HEAD + "paths:\n  ? {a: b}\n  : c\n"),
    "duplicate paths": ("duplicate-key", HEAD + "paths: {/a: {get: {}}, /a: {put: {}}}\n"),
    "duplicate roots": ("duplicate-key", HEAD + "paths: {/a: {}}\npaths: {/b: {}}\n"),
    "two documents": ("several-documents", HEAD + "paths: {}\n---\n" + HEAD),
    "NUL in the text": ("invalid-yaml", HEAD + "paths: \0\n"),
    "NUL escaped": ("unprintable-character", HEAD + 'paths: {"/\\0": {}}\n'),
    "escape character": ("invalid-yaml", HEAD + "paths: \x1b[31m\n"),
    "lone surrogate escaped": ("invalid-yaml", HEAD + 'paths: {"\\ud800": {}}\n'),
    "invalid UTF-8": ("not-utf-8", HEAD.encode() + b"paths: \xff\xfe\n"),
    "overlong UTF-8": ("not-utf-8", HEAD.encode() + b"paths: \xc0\xaf\n"),
    "surrogate in UTF-8": ("not-utf-8", HEAD.encode() + b"paths: \xed\xa0\x80\n"),
    "half a UTF-16": ("not-utf-8", b"\xff\xfe" + "openapi".encode("utf-16-le") + b"\x00"),
    "a picture": ("not-utf-8", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"),
    "nothing": ("empty-document", ""),
    "blanks": ("empty-document", "\n\n   \n# nothing here\n"),
    "tabs": ("invalid-yaml", HEAD + "paths:\n\t/a: {}\n"),
    "unclosed": ("invalid-yaml", HEAD + "paths: {/a: [\n"),
    "50 MB": ("limit-size", big(50 * 2**20)),
    "text": ("not-openapi", "root:x:0:0:root:/root:/bin/bash"),
    "a list": ("not-openapi", "- openapi: 3.1.0\n"),
    "a number": ("not-openapi", "3.1"),
    "Swagger 2.0": ("swagger-2", 'swagger: "2.0"\npaths: {}\n'),
    "OpenAPI 9": ("unsupported-version", "openapi: 9.0.0\npaths: {}\n"),
    "version as an object": ("unsupported-version", "openapi: {a: b}\npaths: {}\n"),
    "version as true": ("unsupported-version", "openapi: true\npaths: {}\n"),
    "file outside": ("escaping-reference", refers("../outside.yaml")),
    "file far outside": ("escaping-reference", refers("../../../../../../../../etc/passwd")),
    "absolute file": ("escaping-reference", refers("/etc/passwd")),
    "encoded dots": ("escaping-reference", refers("%2e%2e/outside.yaml")),
    "encoded slash": ("escaping-reference", refers("..%2foutside.yaml")),
    "symbolic link outside": ("escaping-reference", refers("link.yaml")),
    "symbolic folder outside": ("escaping-reference", refers("folder/outside.yaml")),
    "file URL": ("unsupported-reference", refers("file:///etc/passwd")),
    "FTP": ("unsupported-reference", refers("ftp://example.com/a.yaml")),
    "data URL": ("unsupported-reference", refers("data:application/json,{}")),
    "no scheme": ("unsupported-reference", refers("//example.com/a.yaml")),
    "web": ("remote-reference", refers("https://example.com/a.yaml")),
    "metadata service": ("remote-reference", refers("http://169.254.169.254/latest/meta-data")),
    "folder": ("file-not-found", refers("sub")),
    "device": ("escaping-reference", refers("/dev/zero")),
    "NUL in a file's name": ("unsupported-reference", refers("a%00.yaml")),
    "reference to itself": ("circular-reference", refers("#/components/schemas/Pet")),
    "circle of files": ("circular-reference", refers("one.yaml")),
    "invalid file": ("invalid-yaml", refers("broken.yaml")),
    "bomb in a file": ("limit-aliases", refers("bomb.yaml")),
    "pointer without end": ("unresolved-reference", refers("#/" + "a/" * 5_000)),
    "index out of range": ("unresolved-reference", refers("#/info/99999999999999999999")),
    "index of 5,000 digits": ("unresolved-reference", refers("#/tags/" + "9" * 5_000) + TAGS),
    "index in another script": ("unresolved-reference", refers("#/tags/\N{SUPERSCRIPT TWO}") + TAGS),
    "half an IPv6 address": ("unsupported-reference", refers("http://[::1/a.yaml")),
    "half an IPv6 address without a scheme": ("unsupported-reference", refers("//[::1/a.yaml#/b")),
    "pointer through text": ("unresolved-reference", refers("#/info/title/0")),
}

JSON: dict[str, tuple[str, str]] = {
    "deep lists": ("limit-depth", json_with('"x-a": ' + "[" * 10_000 + "]" * 10_000)),
    "deep objects": ("limit-depth", json_with('"x-a": ' + '{"a":' * 10_000 + "1" + "}" * 10_000)),
    "deep but parsed": ("limit-depth", json_with('"x-a": ' + "[" * 300 + "]" * 300)),
    "NaN": ("not-json", json_with('"x-a": NaN')),
    "infinity": ("not-json", json_with('"x-a": -Infinity')),
    "float out of range": ("not-json", json_with('"x-a": 1e999')),
    "huge integer": ("not-json", json_with('"x-a": ' + "9" * 100_000)),
    "lone surrogate": ("unprintable-character", json_with('"x-a": "\\ud800"')),
    "lone surrogate as a key": ("unprintable-character", json_with('"\\udfff": 1')),
    "NUL": ("unprintable-character", json_with('"x-a": "a\\u0000b"')),
    "control character": ("invalid-json", json_with('"x-a": "\x01"')),
    "comment": ("invalid-json", json_with('"x-a": 1 /* comment */')),
    "trailing comma": ("invalid-json", json_with('"x-a": [1,]')),
    "cut off": ("invalid-json", json_with('"x-a": ')[:-1]),
    "duplicate objects": ("duplicate-key", json_with('"x-a": {"b": {"c": 1}, "b": {"d": 2}}')),
    "empty": ("empty-document", "  "),
    "many values": ("limit-nodes", json_with('"x-a": [' + "0," * 5_000_000 + "0]")),
}


@pytest.fixture(autouse=True)
def _alarm() -> Iterator[None]:
    """End a run that hangs."""

    def ended(*_: object) -> None:
        raise TimeoutError("the document held up its reader")

    before = signal.signal(signal.SIGALRM, ended)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for a document, beside a file that it must not reach."""
    (tmp_path / "outside.yaml").write_text("type: string\n")
    inside = tmp_path / "inside"
    (inside / "sub").mkdir(parents=True)
    os.symlink(tmp_path / "outside.yaml", inside / "link.yaml")
    os.symlink(tmp_path, inside / "folder")
    (inside / "one.yaml").write_text("$ref: two.yaml\n")
    (inside / "two.yaml").write_text("$ref: one.yaml\n")
    (inside / "broken.yaml").write_text("a: [\n")
    (inside / "bomb.yaml").write_text(laughs(12, 10))
    return inside


def fetched(url: str) -> bytes:
    raise AssertionError(f"{url} was fetched")


def read(path: Path, options: LoadOptions) -> tuple[Document | None, Diagnostics]:
    diagnostics = Diagnostics()
    sources = load(str(path), options, diagnostics)
    if sources is None:
        return None, diagnostics
    document = repair(bundle(sources, diagnostics), options.strict, diagnostics)
    return normalise(document, diagnostics), diagnostics


def refused(path: Path, code: str) -> None:
    document, diagnostics = read(path, LoadOptions(strict=True, fetch=fetched))
    assert diagnostics.failed
    assert code in diagnostics.codes()
    assert all(found.at is not None or found.code.startswith(("limit-", "file-")) for found in diagnostics)
    if document is not None:
        document.positions(found.at for found in diagnostics if isinstance(found.at, Place))


@pytest.mark.parametrize("name", YAML)
def test_yaml(name: str, folder: Path) -> None:
    code, text = YAML[name]
    path = folder / "openapi.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    refused(path, code)


@pytest.mark.parametrize("name", JSON)
def test_json(name: str, folder: Path) -> None:
    code, text = JSON[name]
    path = folder / "openapi.json"
    path.write_text(text, encoding="utf-8")
    refused(path, code)


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://127.0.0.1/a.yaml",
        "http://localhost/a.yaml",
        "http://[::1]/a.yaml",
        "http://10.0.0.1/a.yaml",
        "http://2130706433/a.yaml",
        "http://intranet/a.yaml",
        "http://service.internal/a.yaml",
    ],
)
def test_internal_addresses_stay_unreached_though_remote_references_are_allowed(
    url: str, folder: Path
) -> None:
    path = folder / "openapi.yaml"
    path.write_text(refers(url))
    _, diagnostics = read(path, LoadOptions(allow_remote=True, fetch=fetched))
    assert diagnostics.failed
    assert diagnostics.codes()["internal-address"] == 1


def test_a_document_from_the_web_reaches_no_files() -> None:
    diagnostics = Diagnostics()
    requested: list[str] = []

    def fetch(url: str) -> bytes:
        requested.append(url)
        return refers("/etc/passwd").encode()

    sources = load("https://example.com/openapi.yaml", LoadOptions(fetch=fetch), diagnostics)
    assert sources is not None
    bundle(sources, diagnostics)
    assert requested == ["https://example.com/openapi.yaml"]
    assert diagnostics.codes()["remote-reference"] == 1


def test_no_file_is_opened_but_the_document(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "openapi.yaml"
    path.write_text(refers("../outside.yaml"))
    opened: list[Path] = []
    original: Callable[[Path], bytes] = Path.read_bytes

    def read_bytes(file: Path) -> bytes:
        opened.append(file)
        return original(file)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    read(path, LoadOptions())
    assert opened == [path]
