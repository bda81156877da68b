"""Documents as they lie on disk, walked naively: nothing here is shared with the loader that is judged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias
from urllib.parse import unquote, urldefrag, urljoin

import yaml

JsonValue: TypeAlias = dict[str, Any] | list[Any] | str | int | float | bool | None

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
IGNORED_HEADERS: Final = ("accept", "content-type", "authorization")
"""Header parameters that mean nothing (OpenAPI 3.2, 4.12.2.1)."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a file: the file's URI, and the JSON Pointer that leads to it there."""

    uri: str
    pointer: str
    value: Any

    @property
    def reference(self) -> str:
        """A reference to the value that holds anywhere."""
        return f"{self.uri}#{self.pointer}"

    def __truediv__(self, key: str | int) -> Node:
        """The child at a key or index; its value is None where there is none."""
        token = str(key).replace("~", "~0").replace("/", "~1")
        value = as_object(self.value).get(str(key))
        if isinstance(key, int) and key < len(items := as_list(self.value)):
            value = items[key]
        return Node(self.uri, f"{self.pointer}/{token}", value)

    @property
    def is_object(self) -> bool:
        """Whether the value is an object."""
        return isinstance(self.value, dict)

    @property
    def object(self) -> dict[str, Any]:
        """The value where it is an object, else an empty one."""
        return as_object(self.value)

    def entries(self) -> Iterator[tuple[str, Node]]:
        """Keys and children of an object; nothing for any other value."""
        for key in self.object:
            yield key, self / key

    def items(self) -> Iterator[Node]:
        """Children of an array; nothing for any other value."""
        for index in range(len(as_list(self.value))):
            yield self / index


@dataclass(frozen=True, slots=True)
class Raw:
    """A document and the files that it refers to, each read when it is first asked for."""

    uri: str
    _files: dict[str, Any] = field(default_factory=dict[str, Any], repr=False)

    @property
    def root(self) -> Node:
        """The document itself."""
        return Node(self.uri, "", self.contents(self.uri))

    def contents(self, uri: str) -> Any:
        """What a file holds. Raises `LookupError` where it is none, `ValueError` where it is not parsed."""
        if uri not in self._files:
            if not uri.startswith("file:"):
                raise LookupError(uri)
            try:
                self._files[uri] = _parse(Path(unquote(uri.removeprefix("file://"))))
            except OSError as error:
                raise LookupError(uri) from error
        return self._files[uri]

    def follow(self, node: Node) -> Node:
        """What a node's `$ref` leads to, through any number of them; the node itself where it has none.

        Raises `LookupError` where a reference leads nowhere or in a circle.
        """
        seen: set[str] = set()
        while isinstance(reference := node.object.get("$ref"), str):
            if node.reference in seen:
                raise LookupError(node.reference)
            seen.add(node.reference)
            uri, fragment = urldefrag(urljoin(node.uri, reference))
            node = Node(uri, "", self.contents(uri))
            for token in unquote(fragment).split("/")[1:]:
                key = token.replace("~1", "/").replace("~0", "~")
                node = node / (int(key) if isinstance(node.value, list) and key.isdigit() else key)
            if node.value is None:
                raise LookupError(reference)
        return node


@dataclass(frozen=True, slots=True)
class RawOperation:
    """An operation of a document. `id` is `GET /path`."""

    id: str
    method: str
    path: str
    item: Node
    node: Node


def as_object(value: JsonValue) -> dict[str, Any]:
    """The value where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: JsonValue) -> list[Any]:
    """The value where it is an array, else an empty one."""
    return value if isinstance(value, list) else []


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON: `application/json`, `application/problem+json; charset=utf-8`."""
    kind = media_type.partition(";")[0].strip().lower()
    return kind.endswith(("/json", "+json"))


def read(path: Path) -> Raw:
    """The document in a file. Raises `LookupError` where there is none, `ValueError` where it is not one."""
    raw = Raw(path.resolve().as_uri())
    if not isinstance(raw.root.value, dict):
        raise ValueError("the document is no object")
    return raw


def raw_operations(raw: Raw) -> tuple[RawOperation, ...]:
    """All operations under `paths`, path items and operations followed through references.

    References that lead nowhere count too where an operation is stated: what cannot be read is lost, not
    absent.
    """
    found: list[RawOperation] = []
    for path, stated in (raw.root / "paths").entries():
        if path.startswith("x-"):
            continue
        item = _followed(raw, stated)
        for method in METHODS:
            if isinstance((item / method).value, dict):
                node = _followed(raw, item / method)
                found.append(RawOperation(f"{method.upper()} {path}", method.upper(), path, item, node))
        for method, more in (item / "additionalOperations").entries():
            found.append(RawOperation(f"{method} {path}", method, path, item, _followed(raw, more)))
    return tuple(found)


def count_schemas(raw: Raw) -> int:
    """How many component schemas the document names."""
    return sum(1 for _ in (raw.root / "components" / "schemas").entries())


def _followed(raw: Raw, node: Node) -> Node:
    try:
        return raw.follow(node)
    except (LookupError, ValueError):
        return node


def _parse(path: Path) -> Any:
    text = path.read_text(encoding="utf-8-sig")
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        return _with_text_keys(yaml.load(text, Loader=_Loader))
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _with_text_keys(value: JsonValue) -> Any:
    if isinstance(value, dict):
        return {_text(key): _with_text_keys(item) for key, item in as_object(value).items()}
    return [_with_text_keys(item) for item in as_list(value)] if isinstance(value, list) else value


def _text(key: Any) -> str:
    return key if isinstance(key, str) else json.dumps(key)


class _Loader(yaml.CSafeLoader):
    """YAML without dates: what looks like one stays text, as JSON has it."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
