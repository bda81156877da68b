"""From a reference as written to the value it leads to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote

from specpress.diagnostics import Diagnostics
from specpress.document.files import Unreadable
from specpress.document.grammar import FIELDS, Kind
from specpress.document.identifiers import Identifiers, Spot, joined, note_identifiers
from specpress.document.pointer import JsonValue, index, join, lookup, split
from specpress.document.source import Sources, open_file, resolve


class Dangling(Exception):
    """Raised where a reference leads nowhere. `nearest`: what its author may have meant."""

    def __init__(self, message: str, nearest: str = "", code: str = "unresolved-reference") -> None:
        super().__init__(message)
        self.nearest = nearest
        self.code = code


@dataclass(frozen=True, slots=True)
class Resolver:
    """The files and names that references are resolved in; both grow while it is used."""

    sources: Sources
    known: Identifiers
    diagnostics: Diagnostics

    def value(self, spot: Spot) -> JsonValue:
        """The value at a spot that a reference led to."""
        return lookup(self.sources.files[spot.uri].value, spot.pointer)

    def find(self, reference: str, uri: str, base: str) -> Spot:
        """The spot that a reference leads to, written in file `uri` where the base URI is `base`.

        Base URIs other than the file's own are used for what they name (`$id`); files are found from
        where the file itself was found. Raises `Dangling`, or `Unreadable` where the file it leads to is
        not to be had.
        """
        target, _, fragment = reference.partition("#")
        fragment = unquote(fragment)
        resource = joined(base, target) if target else base
        if fragment and not fragment.startswith("/"):
            return self._anchored(reference, fragment, target, resource, uri)
        named = self.known.resources.get(resource)
        if named is not None:
            spot = Spot(named.uri, named.pointer + fragment)
            if self._holds(spot):
                return spot
        return self._walk(self._open(resolve(uri, target), resource), fragment, reference, 0)

    def chase(self, spot: Spot) -> Spot:
        """Go on where another file's value is nothing but a reference: the thing itself is hoisted."""
        for _ in range(_CHAIN):
            value = self.value(spot)
            if spot.uri == self.sources.main.uri or not isinstance(value, dict) or value.keys() != {"$ref"}:
                return spot
            reference = value["$ref"]
            if not isinstance(reference, str):
                return spot
            spot = self.find(reference, spot.uri, spot.uri)
        raise Dangling("the reference leads back to itself", code="circular-reference")

    def misrooted(self, holder: Spot, reference: str, base: str) -> Spot | None:
        """Where a pointer leads that takes something else for the root than the document is.

        One into `$defs` takes a schema around its holder for it, and `#/`, which is the member called "", the
        whole.
        """
        if reference.endswith("#/"):
            return self.find(reference.removesuffix("/"), holder.uri, base)
        if not reference.startswith(("#/$defs/", "#/definitions/")):
            return None
        above = holder.pointer
        while above:
            above = above.rpartition("/")[0]
            spot = Spot(holder.uri, above + reference[1:])
            if self._holds(spot):
                return spot
        return None

    def named_schema(self, text: str, uri: str, base: str) -> Spot | None:
        """What a discriminator means by a name: a component, or else a reference."""
        # A name wins over a file of that name, as the specification recommends.
        tries = [
            (f"#/components/schemas/{text}", home) for home in dict.fromkeys((uri, self.sources.main.uri))
        ]
        if not _COMPONENT_NAME.fullmatch(text):
            tries = []
        for reference, home in (*tries, (text, uri)):
            try:
                return self.chase(self.find(reference, home, base if home == uri else home))
            except (Dangling, Unreadable):
                continue
        return None

    def _open(self, uri: str, resource: str = "") -> str:
        if resource in self.known.resources:
            uri = self.known.resources[resource].uri
        known = uri in self.sources.files
        file = open_file(self.sources, uri, self.diagnostics)
        if not known:
            note_identifiers(file, self.known)
        return uri

    def _holds(self, spot: Spot) -> bool:
        try:
            self.value(spot)
        except KeyError:
            return False
        return True

    def _anchored(self, reference: str, name: str, target: str, resource: str, uri: str) -> Spot:
        if resource not in self.known.resources:
            opened = self._open(resolve(uri, target))
            resource = resource if (resource, name) in self.known.anchors else opened
        spot = self.known.anchors.get((resource, name))
        if spot is None:
            elsewhere = {spot for (_, anchor), spot in self.known.anchors.items() if anchor == name}
            if len(elsewhere) != 1:
                near = f"#/{name}" if "/" in name else ""
                raise Dangling(f"`{reference}` names an anchor that no schema has", near)
            spot = elsewhere.pop()
        return spot

    def _walk(self, uri: str, pointer: str, reference: str, hops: int) -> Spot:
        """Follow a pointer, through the references on its way."""
        root = self.sources.files[uri].value
        here = ""
        value = root
        tokens = split(pointer)
        for number, token in enumerate(tokens):
            step = _step(value, token)
            if (
                step is _NOTHING
                and isinstance(value, dict)
                and isinstance(value.get("$ref"), str)
                and hops < 50
            ):
                onward = self.find(str(value["$ref"]), uri, uri)
                rest = onward.pointer + join("", *tokens[number:])
                return self._walk(onward.uri, rest, reference, hops + 1)
            if isinstance(step, _Nothing):
                raise Dangling(
                    f"`{reference}` leads nowhere",
                    self._nearest(uri, here, value, token, tokens[number + 1 :]),
                )
            value = step
            here = join(here, token)
        return Spot(uri, here)

    def _nearest(self, uri: str, here: str, value: JsonValue, token: str, rest: tuple[str, ...]) -> str:
        if not isinstance(value, dict) or len(value) > 3000:
            return ""
        if here == "/components" and token in FIELDS[Kind.COMPONENTS]:
            return ""  # what is close is the section misspelt, of which its own place tells
        close = get_close_matches(token, value, 1)
        if not close:
            return ""
        file = "" if uri == self.sources.main.uri else self.sources.files[uri].name
        return f"{file}#{join(here, close[0], *rest)}"


_COMPONENT_NAME = re.compile(r"[A-Za-z0-9._-]+")
_CHAIN = 50


class _Nothing:
    pass


_NOTHING = _Nothing()


def _step(value: JsonValue, token: str) -> JsonValue | _Nothing:
    if isinstance(value, dict):
        return value.get(token, _NOTHING) if token in value else _NOTHING
    if isinstance(value, list) and (at := index(token, len(value))) is not None:
        return value[at]
    return _NOTHING
