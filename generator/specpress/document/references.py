"""Many files and all ways to refer become one document whose references are plain internal pointers.

What other files hold is hoisted into `components`, under the name that a person would have given it
there, so that one API written as one file or as many ends as the same document.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from specpress.diagnostics import Diagnostics
from specpress.document.document import Document, Origin
from specpress.document.grammar import SECTIONS, Kind, kind_at, map_children
from specpress.document.identifiers import NAMING, Identifiers, Spot, note_identifiers
from specpress.document.links import Gone, Link, Links, find_links
from specpress.document.pointer import JsonValue, join, split
from specpress.document.resolution import Resolver
from specpress.document.source import Sources


def bundle(sources: Sources, diagnostics: Diagnostics) -> Document:
    """Check every reference and make all of them internal.

    The document that comes back is complete even where diagnostics tell of errors: a schema that could
    not be found is one that any value satisfies, and other things are empty objects.
    """
    known = Identifiers()
    note_identifiers(sources.main, known)
    resolver = Resolver(sources, known, diagnostics)
    links = find_links(resolver, sources.options.strict, diagnostics)
    return _Bundling(resolver, links).run()


class _Bundling:
    """Gives each target a home in `components` and writes each reference anew."""

    def __init__(self, resolver: Resolver, links: Links) -> None:
        self.resolver = resolver
        self.sources = resolver.sources
        self.links = links
        main = resolver.sources.main.value
        self.main: dict[str, JsonValue] = main if isinstance(main, dict) else {}
        self.homes: dict[tuple[Spot, Kind], str] = {}
        # Components of the first file that are nothing but a reference to something hoisted: they become
        # it.
        self.claimed: dict[str, Spot] = {}
        self.origins: dict[str, Origin] = dict(self.sources.grafts)
        self.inlining: list[Spot] = []

    def run(self) -> Document:
        self.claim()
        hoisted = self.find_homes()
        root = self.rewrite(Kind.OPENAPI, self.main, "")
        assert isinstance(root, dict)
        if hoisted:
            root = self.with_hoisted(root, hoisted)
        return Document(
            root={key: value for key, value in root.items() if key != "$self"},
            version=self.sources.version,
            main=self.sources.main.uri,
            files=self.sources.files,
            origins=self.origins,
        )

    def claim(self) -> None:
        for kind, section in SECTIONS.items():
            for name, value in sorted(_section(self.main, section).items()):
                link = self.links.of.get(id(value))
                if not isinstance(link, Link) or not isinstance(value, dict) or value.keys() != {"$ref"}:
                    continue
                key = (link.spot, kind)
                if key in self.links.targets and key not in self.homes:
                    home = join("/components", section, name)
                    self.homes[key] = home
                    self.claimed[home] = link.spot

    def find_homes(self) -> list[tuple[Spot, Kind]]:
        """Name all targets; returns those that must be added to `components`."""
        taken = {kind: set(_section(self.main, section)) for kind, section in SECTIONS.items()}
        added: list[tuple[Spot, Kind]] = []
        inside = self.enclosed(self.links.targets)
        # Which of two namesakes gets a number must not depend on which is met first.
        for key in sorted(self.links.targets, key=lambda key: (key[0].uri, key[0].pointer, key[1].value)):
            spot, kind = key
            if key in self.homes or key in inside:
                continue
            name = _unused(_name(spot), taken[kind])
            taken[kind].add(name)
            self.homes[key] = join("/components", SECTIONS[kind], name)
            added.append(key)
        for (spot, kind), (outer, outer_kind) in inside.items():
            rest = spot.pointer[len(outer.pointer) :]
            self.homes[spot, kind] = self.homes[outer, outer_kind] + rest
        return added

    def enclosed(self, targets: Iterable[tuple[Spot, Kind]]) -> dict[tuple[Spot, Kind], tuple[Spot, Kind]]:
        """The targets that lie inside other targets, each with the outermost one."""
        by_spot: dict[Spot, list[Kind]] = {}
        for spot, kind in targets:
            by_spot.setdefault(spot, []).append(kind)
        inside: dict[tuple[Spot, Kind], tuple[Spot, Kind]] = {}
        for spot, kind in targets:
            tokens = split(spot.pointer)
            for length in range(len(tokens)):
                outer = Spot(spot.uri, join("", *tokens[:length]))
                for outer_kind in by_spot.get(outer, ()):
                    if kind_at(outer_kind, self.resolver.value(outer), tokens[length:]) is kind:
                        inside.setdefault((spot, kind), (outer, outer_kind))
        return inside

    def with_hoisted(
        self, root: dict[str, JsonValue], hoisted: list[tuple[Spot, Kind]]
    ) -> dict[str, JsonValue]:
        held = root.get("components")
        components: dict[str, JsonValue] = dict(held) if isinstance(held, dict) else {}
        for spot, kind in hoisted:
            home = self.homes[spot, kind]
            section, name = split(home)[1:]
            self.origins[home] = Origin(spot.uri, spot.pointer)
            value = self.rewrite(kind, self.resolver.value(spot), home)
            components[section] = {**_section({"components": components}, section), name: value}
        return {**root, "components": components}

    def rewrite(self, kind: Kind, value: JsonValue, pointer: str) -> JsonValue:
        if not isinstance(value, dict):
            return value
        if pointer in self.claimed:
            return self.take_in(kind, self.claimed.pop(pointer), pointer)
        link = self.links.of.get(id(value))
        if isinstance(link, Link) and link.inline:
            own = {key: child for key, child in value.items() if key != "$ref"}
            taken = self.take_in(kind, link.spot, pointer)
            mine = map_children(kind, own, pointer, self.rewrite)
            return {**taken, **mine} if isinstance(taken, dict) and isinstance(mine, dict) else taken
        made = map_children(kind, self.with_maps(value), pointer, self.rewrite)
        assert isinstance(made, dict)
        if link is not None:
            made = self.relinked(kind, made, link)
        if kind is Kind.SCHEMA and any(isinstance(made.get(key), str) for key in NAMING):
            made = {key: child for key, child in made.items() if key not in NAMING}
        if kind is Kind.DISCRIMINATOR:
            made = self.remapped(made, self.links.mappings.get(id(value), {}))
        return made

    def with_maps(self, value: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """The object with those of its maps that were references replaced by what they lead to."""
        taken: dict[str, JsonValue] = {}
        for key, child in value.items():
            spot = self.links.maps.get(id(child)) if isinstance(child, dict) else None
            if isinstance(child, dict) and spot is not None:
                target = self.resolver.value(spot)
                own = {name: item for name, item in child.items() if name != "$ref"}
                taken[key] = {**target, **own} if isinstance(target, dict) else own
        return {**value, **taken} if taken else value

    def take_in(self, kind: Kind, spot: Spot, pointer: str) -> JsonValue:
        """The value at a spot, to stand at a pointer."""
        if spot in self.inlining:
            return {}
        self.inlining.append(spot)
        self.origins[pointer] = Origin(spot.uri, spot.pointer)
        value = self.rewrite(kind, self.resolver.value(spot), pointer)
        self.inlining.pop()
        return value

    def relinked(self, kind: Kind, value: dict[str, JsonValue], link: Link | Gone) -> dict[str, JsonValue]:
        if isinstance(link, Gone):
            if kind is Kind.RESPONSE:
                return {"description": ""}
            if kind is not Kind.SCHEMA:
                return {}
            return {key: child for key, child in value.items() if key not in ("$ref", "$dynamicRef")}
        reference = self.written(link.spot, kind)
        if value.get("$ref") == reference:
            return value
        return {"$ref": reference, **{key: value[key] for key in value if key not in ("$ref", "$dynamicRef")}}

    def remapped(self, value: dict[str, JsonValue], found: dict[str, Spot]) -> dict[str, JsonValue]:
        if not found:
            return value
        made = dict(value)
        mapping = value.get("mapping")
        if isinstance(mapping, dict):
            made["mapping"] = {
                key: self.written(found[key], Kind.SCHEMA) if key in found else text
                for key, text in mapping.items()
            }
        if "" in found and "defaultMapping" in value:
            made["defaultMapping"] = self.written(found[""], Kind.SCHEMA)
        return made

    def written(self, spot: Spot, kind: Kind) -> str:
        return "#" + self.homes.get((spot, kind), spot.pointer)


def _section(root: JsonValue, section: str) -> dict[str, JsonValue]:
    components = root.get("components") if isinstance(root, dict) else None
    held = components.get(section) if isinstance(components, dict) else None
    return held if isinstance(held, dict) else {}


def _name(spot: Spot) -> str:
    """The last token of a pointer, or the stem of a file: what its author calls it."""
    tokens = [token for token in split(spot.pointer) if not token.isdigit()]
    if tokens:
        name = tokens[-1]
    else:
        path = unquote(urlsplit(spot.uri).path) if "://" in spot.uri else spot.uri
        name = os.path.basename(path).split(".")[0]
    return re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("_") or "unnamed"


def _unused(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"
