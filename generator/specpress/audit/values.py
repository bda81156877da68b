"""Values made from schemas: the least that is allowed, and all that is.

They are made from the raw document, so that a mistake in the reading of it shows; and each is handed on
only if an independent validator accepts it, so that a mistake made here blames nobody.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import jsonschema_rs

from specpress.audit.patterns import matching
from specpress.audit.raw import Node, Raw, as_list, as_object
from specpress.audit.schemas import Schemas


class Unmade(Exception):
    """No value could be made for a schema."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes values of one document's schemas. The same schema gives the same value."""

    raw: Raw
    schemas: Schemas
    seed: int = 0

    def value(self, schema: Node, *, everything: bool, request: bool) -> Any:
        """A valid value. Raises `Unmade` where none is found.

        Args:
            schema: where the schema stands.
            everything: with all properties that there may be, to some depth, rather than the required ones.
            request: for sending, so without read-only properties; else without write-only ones.
        """
        making = _Making(self, everything, request)
        problem = ""
        for candidate in making.candidates(schema):
            problem = self.schemas.problem(candidate, schema, request=request)
            if not problem:
                return candidate
        raise Unmade(problem or "no candidate")


@dataclass(frozen=True, slots=True)
class _Making:
    maker: Maker
    everything: bool
    request: bool
    turn: int = 0
    """The variant of each union that is tried first."""

    def candidates(self, schema: Node) -> Iterator[Any]:
        """Values worth trying: made ones, with other variants each time, then those the document names."""
        for turn in range(_TURNS):
            for everything in (self.everything, not self.everything):
                try:
                    yield _Making(self.maker, everything, self.request, turn).make(schema, 0)
                except (Unmade, LookupError, ValueError):
                    continue
        yield from self._stated(schema)

    def make(
        self, schema: Node, depth: int, wanted: frozenset[str] = frozenset(), *, part: bool = False
    ) -> Any:
        """One value, not yet checked.

        Args:
            schema: where the schema stands.
            depth: how many schemas are around it.
            wanted: properties that the schemas around this one require.
            part: it is a part of an `allOf`, rather than a value.
        """
        if depth > _DEEPEST:
            raise Unmade("too deep")
        here = self.maker.raw.follow(schema)
        if here.value is True:
            return _ANY
        if not isinstance(here.value, dict):
            raise Unmade("no schema")
        stated = here.object
        mapping = as_object(as_object(stated.get("discriminator")).get("mapping"))
        if len(mapping) > 1 and not part and not {"oneOf", "anyOf"} & stated.keys():
            return self._heir(here, mapping, depth)
        if "const" in stated:
            return stated["const"]
        members = [member for member in as_list(stated.get("enum")) if member is not None]
        if members:
            return members[self._random(here).randrange(len(members)) if self.everything else 0]
        kind = _kind(stated)
        if kind == "object":
            return self._object(here, depth, wanted)
        for keyword in ("oneOf", "anyOf"):
            if stated.get(keyword):
                return self._variant(here / keyword, stated, depth)
        parts = list((here / "allOf").items())
        if parts:
            required = wanted | self._required(here, depth)
            made = self._together([self.make(part, depth + 1, required, part=True) for part in parts])
            return made if wanted else self._with_undescribed(made, required, here, depth)
        return self._plain(here, kind, depth)

    def _plain(self, here: Node, kind: str, depth: int) -> Any:
        schema = here.object
        if kind == "array":
            return self._array(here, depth)
        if kind in ("integer", "number"):
            return _number(schema, kind)
        if kind == "boolean":
            return bool(self._random(here).getrandbits(1))
        if kind == "null":
            return None
        return self._string(here)

    def _array(self, here: Node, depth: int) -> list[Any]:
        least = max(int(here.object.get("minItems") or 0), 1 if self.everything or depth == 0 else 0)
        first = [self.make(item, depth + 1) for item in (here / "prefixItems").items()]
        if len(first) >= least:
            return first
        try:
            items = here / "items"
            value = _ANY if items.value is None else self.make(items, depth + 1)
        except Unmade:
            if here.object.get("minItems"):
                raise
            return first
        made = [*first, *([value] * (least - len(first)))]
        if here.object.get("uniqueItems") and isinstance(value, str):
            made = [value, *(f"{value}{number}" for number in range(1, len(made)))]
        return made

    def _object(self, here: Node, depth: int, wanted: frozenset[str]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        required = wanted | self._required(here, depth)
        declared = (here / "properties").object.keys()
        for part in (here / "allOf").items():
            made |= as_object(self.make(part, depth + 1, required, part=True))
        for keyword in ("oneOf", "anyOf"):
            if here.object.get(keyword):
                chosen = as_object(self._variant(here / keyword, here.object, depth))
                # what a variant only requires is described here
                undescribed = {name for name, value in chosen.items() if value == _ANY} & declared
                made |= {name: value for name, value in chosen.items() if name not in undescribed}
                required |= undescribed
        for name, property in (here / "properties").entries():
            if name in made or self._is_hidden(property):
                continue
            if name not in required and not (self.everything and depth < _BROAD):
                continue
            try:
                made[name] = self.make(property, depth + 1)
            except (Unmade, LookupError):
                if name in required:
                    raise
        extra = here / "additionalProperties"
        for name in sorted(required - made.keys() if not wanted else ()):
            if (here / "properties" / name).value is None:
                made[name] = self.make(extra, depth + 1) if extra.is_object else _ANY
        if not made and extra.is_object and (self.everything or here.object.get("minProperties")):
            made["key"] = self.make(extra, depth + 1)
        for name, property in (here / "properties").entries():
            if len(made) >= int(here.object.get("minProperties") or 0):
                break
            if name not in made and not self._is_hidden(property):
                made[name] = self.make(property, depth + 1)
        return made

    def _heir(self, base: Node, mapping: Mapping[str, Any], depth: int) -> Any:
        """A value of one of the schemas that a base names, which are made of it."""
        tag, target = list(mapping.items())[self.turn % len(mapping)]
        heir = Node(base.uri, f"{base.pointer}/discriminator/mapping", {"$ref": target})
        itself = self.maker.raw.follow(heir).pointer == base.pointer
        name = str(base.object["discriminator"].get("propertyName"))
        return {**as_object(self.make(heir, depth + 1, part=itself)), name: tag}

    def _variant(self, variants: Node, around: Mapping[str, Any], depth: int) -> Any:
        failure = Unmade("no variant")
        offered = list(variants.items())
        first = self.turn % len(offered) if offered else 0
        for variant in (*offered[first:], *offered[:first]):
            try:
                value = self.make(variant, depth + 1)
            except (Unmade, LookupError) as error:
                failure = Unmade(str(error))
                continue
            if value is None and len(offered) > 1 and not self.turn:
                continue
            return self._tagged(value, variant, around)
        raise failure

    def _tagged(self, value: Any, variant: Node, around: Mapping[str, Any]) -> Any:
        """The value with the discriminator's property saying which variant it is."""
        discriminator = as_object(around.get("discriminator"))
        reference = str(variant.object.get("$ref", ""))
        name = str(discriminator.get("propertyName"))
        mapping = as_object(discriminator.get("mapping"))
        tags = [tag for tag, target in mapping.items() if reference.endswith(str(target).lstrip("#"))]
        if not tags and discriminator and reference:
            tags = [reference.rpartition("/")[2]]
        if not tags or not as_object(value) or as_object(value).get(name) in tags:
            return value
        return {**as_object(value), name: tags[0]}

    def _required(self, here: Node, depth: int) -> frozenset[str]:
        """The properties that a schema requires, itself or through `allOf`."""
        found = frozenset(str(name) for name in as_list(here.object.get("required")))
        for part in (here / "allOf").items() if depth <= _DEEPEST else ():
            found |= self._required(self.maker.raw.follow(part), depth + 1)
        return found

    def _with_undescribed(self, made: Any, required: frozenset[str], here: Node, depth: int) -> Any:
        """The value with what is required of it and described nowhere."""
        given = as_object(made)
        missing = sorted(required - given.keys() - self._described(here, depth))
        return {**given, **dict.fromkeys(missing, _ANY)} if given else made

    def _described(self, here: Node, depth: int) -> frozenset[str]:
        """The properties that a schema describes, itself or through `allOf`."""
        found = frozenset((here / "properties").object)
        for part in (here / "allOf").items() if depth <= _DEEPEST else ():
            found |= self._described(self.maker.raw.follow(part), depth + 1)
        return found

    def _together(self, values: list[Any]) -> Any:
        objects = [found for value in values if (found := as_object(value))]
        return {key: item for value in objects for key, item in value.items()} if objects else values[0]

    def _is_hidden(self, property: Node) -> bool:
        hidden = "readOnly" if self.request else "writeOnly"
        try:
            target = self.maker.raw.follow(property)
        except LookupError:
            return False
        return any(node.object.get(hidden) is True for node in (property, target))

    def _string(self, here: Node) -> str:
        schema = here.object
        given = _FORMATS.get(str(schema.get("format", "")).lower())
        least, most = int(schema.get("minLength") or 0), schema.get("maxLength")
        text = given or f"text{self._random(here).randrange(1000)}"
        pattern = schema.get("pattern")
        if isinstance(pattern, str):
            guesses = [*_named(schema), text, matching(pattern) or "", *_GUESSES]
            text = next((str(guess) for guess in guesses if _fits(pattern, guess, least, most)), text)
        elif not given:
            text = text.ljust(least, "x")
            text = text[: int(most)] if most is not None else text
        return text

    def _stated(self, schema: Node) -> list[Any]:
        try:
            return _named(self.maker.raw.follow(schema).object)
        except LookupError:
            return []

    def _random(self, here: Node) -> random.Random:
        return random.Random(f"{self.maker.seed} {here.pointer}")


def _named(schema: Mapping[str, Any]) -> list[Any]:
    """The values that a schema names itself."""
    return [
        *as_list(schema.get("examples")),
        *(schema[keyword] for keyword in ("example", "default") if keyword in schema),
    ]


def _kind(schema: Mapping[str, Any]) -> str:
    stated = schema.get("type")
    kinds = [kind for kind in as_list(stated) or [stated] if isinstance(kind, str)]
    solid = [kind for kind in kinds if kind != "null"] or kinds
    if solid:
        return solid[0]
    if "properties" in schema or "additionalProperties" in schema or "required" in schema:
        return "object"
    return "array" if "items" in schema or "prefixItems" in schema else "string"


def _number(schema: Mapping[str, Any], kind: str) -> int | float:
    step = schema.get("multipleOf") or 1
    low, high = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    if above is True or (isinstance(above, float | int) and above is not False):
        low = (low if above is True else above) or 0
        low += step if kind == "integer" else abs(low) / 1000 + 0.001
    if below is True or (isinstance(below, float | int) and below is not False):
        high = (high if below is True else below) or 0
        high -= step if kind == "integer" else abs(high) / 1000 + 0.001
    value = low if low is not None else min(1, high) if high is not None else 1
    if schema.get("multipleOf"):
        value = -(-value // step) * step
    return int(value) if kind == "integer" else value


def _fits(pattern: str, text: Any, least: int, most: Any) -> bool:
    if not isinstance(text, str) or len(text) < least or (most is not None and len(text) > int(most)):
        return False
    # Not `re` first: what does not match keeps it busy for years with some patterns.
    with suppress(jsonschema_rs.ValidationError):
        if not jsonschema_rs.is_valid({"pattern": pattern}, text):
            return False
    try:
        return re.search(pattern, text) is not None
    except (re.error, RecursionError):
        return False


_ANY: Final = "any"
_TURNS: Final = 3
_DEEPEST: Final = 12
_BROAD: Final = 4
_UUID: Final = "123e4567-e89b-42d3-a456-426614174000"
_FORMATS: Final = {
    "date": "2024-02-29",
    "date-time": "2024-02-29T12:30:00Z",
    "time": "12:30:00",  # not as RFC 3339 has it, but as openapi-core reads it
    "duration": "P1D",
    "email": "ada@example.com",
    "idn-email": "ada@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/a",
    "url": "https://example.com/a",
    "uri-reference": "https://example.com/a",
    "uuid": _UUID,
    "byte": "dGV4dA==",
    "base64": "dGV4dA==",
}
_GUESSES: Final = ("a", "abc", "abcdef", "1", "123", "12345", _UUID, "2024-02-29", "a" * 24, "A" * 24, "")
