"""Every reference of a document and its files, found and checked before anything is rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from specpress.diagnostics import Diagnostics
from specpress.document.files import Unreadable
from specpress.document.grammar import SECTIONS, Kind, Shape, children, fields, kind_at
from specpress.document.identifiers import Spot, base_of
from specpress.document.pointer import JsonValue, join, split
from specpress.document.problems import Problems
from specpress.document.resolution import Dangling, Resolver
from specpress.document.wording import a


@dataclass(frozen=True, slots=True)
class Link:
    """What a reference leads to. `inline`: it may not stand here, so its target takes its place."""

    spot: Spot
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """A reference that leads nowhere."""


@dataclass(slots=True)
class Links:
    """What was found, keyed by the identity of the object that holds the reference.

    `maps`: what references lead to that stand for whole maps (`content: {$ref: …}`). `mappings`: the
    targets of discriminators' names. `targets`: what must be hoisted, in the order met.
    """

    of: dict[int, Link | Gone] = field(default_factory=dict[int, "Link | Gone"])
    maps: dict[int, Spot] = field(default_factory=dict[int, Spot])
    mappings: dict[int, dict[str, Spot]] = field(default_factory=dict[int, dict[str, Spot]])
    targets: dict[tuple[Spot, Kind], None] = field(default_factory=dict[tuple[Spot, Kind], None])


def find_links(resolver: Resolver, strict: bool, diagnostics: Diagnostics) -> Links:
    """Follow all references from the first file on, reporting those that lead nowhere or in circles."""
    search = _Search(resolver, strict)
    search.run()
    search.problems.report(resolver.sources, diagnostics)
    return search.links


# Kinds whose fields mean the same in both, so that one can be read as the other.
_ALIKE = {
    (Kind.HEADER, Kind.PARAMETER),
    (Kind.RESPONSE, Kind.REQUEST_BODY),
    (Kind.REQUEST_BODY, Kind.RESPONSE),
}


@dataclass(frozen=True, slots=True)
class _Node:
    """A value on its way to be searched. `base`: the base URI around it."""

    spot: Spot
    kind: Kind
    value: JsonValue
    base: str


class _Search:
    def __init__(self, resolver: Resolver, strict: bool) -> None:
        self.resolver = resolver
        self.main = resolver.sources.main
        self.links = Links()
        # One value can be met as two kinds of thing, and is searched as both, whichever comes first.
        self.seen: set[tuple[int, Kind]] = set()
        self.problems = Problems(strict)
        # The objects that are nothing but a reference.
        self.written: dict[int, tuple[_Node, dict[str, JsonValue]]] = {}

    def run(self) -> None:
        self.walk(_Node(Spot(self.main.uri, ""), Kind.OPENAPI, self.main.value, self.main.uri))
        done = 0
        while done < len(self.links.targets):
            for spot, kind in list(self.links.targets)[done:]:
                done += 1
                self.walk(_Node(spot, kind, self.resolver.value(spot), spot.uri))
        self.break_circles()

    def break_circles(self) -> None:
        """Find references that lead back to themselves and to nothing else."""
        sound: set[int] = set()
        for holder in list(self.written):
            trail: list[int] = []
            here = holder
            while here not in sound and here not in trail:
                trail.append(here)
                link = self.links.of.get(here)
                target = self.resolver.value(link.spot) if isinstance(link, Link) else None
                if not isinstance(target, dict) or id(target) not in self.written:
                    break
                here = id(target)
            else:
                if here in trail:
                    circle = (self.written[item] for item in trail[trail.index(here) :])
                    node, value = min(circle, key=lambda written: _order(written[0].spot))
                    at = Spot(node.spot.uri, node.spot.pointer + "/$ref")
                    message = f"`{value['$ref']}` leads back to itself"
                    self.gone(node.kind, value, "circular-reference", message, at, "")
            sound.update(trail)

    def walk(self, start: _Node) -> None:
        pending = [start]
        while pending:
            node = pending.pop()
            if not isinstance(node.value, dict) or (id(node.value), node.kind) in self.seen:
                continue
            self.seen.add((id(node.value), node.kind))
            pending.extend(reversed(list(self.visit(node, node.value))))

    def visit(self, node: _Node, value: dict[str, JsonValue]) -> Iterator[_Node]:
        base = base_of(value, node.base) if node.kind is Kind.SCHEMA else node.base
        reference = value.get("$ref")
        if isinstance(reference, str):
            self.link(node, value, reference, base)
            if node.kind in SECTIONS and node.kind not in (Kind.SCHEMA, Kind.PATH_ITEM):
                return
        elif node.kind is Kind.SCHEMA and isinstance(value.get("$dynamicRef"), str):
            self.link_dynamic(node, value, str(value["$dynamicRef"]), base)
        if node.kind is Kind.DISCRIMINATOR:
            self.map_names(node, value, base)
        yield from self.link_maps(node, value, base)
        for below, kind, child in children(node.kind, value):
            yield _Node(Spot(node.spot.uri, node.spot.pointer + below), kind, child, base)

    def link(self, node: _Node, value: dict[str, JsonValue], reference: str, base: str) -> None:
        at = Spot(node.spot.uri, node.spot.pointer + "/$ref")
        try:
            spot = self.resolver.chase(self.find(node, reference, base))
            self.expect(node.kind, spot, reference, at)
        except Dangling as problem:
            hint = f"did you mean `{problem.nearest}`?" if problem.nearest else ""
            self.gone(node.kind, value, problem.code, str(problem), at, hint)
            return
        except Unreadable as problem:
            self.gone(node.kind, value, problem.code, problem.message, at, problem.hint)
            return
        misplaced = node.kind not in SECTIONS
        below_paths = node.kind is Kind.PATH_ITEM and not node.spot.pointer.startswith("/components/")
        replaced = below_paths and (spot.uri != self.main.uri or len(value) > 1)
        if misplaced:
            message = f"{a(node.kind.value)} may not be a reference; what it leads to is read in its place"
            self.problems.note("misplaced-reference", message, at)
        if misplaced or replaced:
            self.links.of[id(value)] = Link(spot, inline=True)
            self.walk(_Node(spot, node.kind, self.resolver.value(spot), spot.uri))
            return
        self.links.of[id(value)] = Link(spot)
        if value.keys() == {"$ref"} or node.kind is not Kind.SCHEMA:
            self.written[id(value)] = (node, value)
        self.want(spot, node.kind)

    def link_maps(self, node: _Node, value: dict[str, JsonValue], base: str) -> Iterator[_Node]:
        """Where a reference stands for a whole map of objects (`content: {$ref: …}`), the map replaces it."""
        for key, child, held in fields(node.kind, value):
            if held.shape is not Shape.MAP or not isinstance(child, dict):
                continue
            reference = child.get("$ref")
            if not isinstance(reference, str):
                continue
            at = Spot(node.spot.uri, join(node.spot.pointer, key, "$ref"))
            try:
                spot = self.resolver.chase(self.resolver.find(reference, node.spot.uri, base))
            except (Dangling, Unreadable) as problem:
                self.gone(Kind.OPENAPI, child, "unresolved-reference", str(problem), at, "")
                continue
            self.links.maps[id(child)] = spot
            self.problems.note(
                "misplaced-reference", f"`{key}` may not be a reference; what it leads to is read instead", at
            )
            target = self.resolver.value(spot)
            if isinstance(target, dict):
                for name, item in target.items():
                    yield _Node(Spot(spot.uri, join(spot.pointer, name)), held.kind, item, spot.uri)

    def find(self, node: _Node, reference: str, base: str) -> Spot:
        try:
            return self.resolver.find(reference, node.spot.uri, base)
        except Dangling:
            nearest = self.resolver.misrooted(node.spot, reference, base)
            if nearest is None:
                raise
            at = Spot(node.spot.uri, node.spot.pointer + "/$ref")
            read = f"`#{nearest.pointer}`" if nearest.pointer else "the whole of what it names"
            self.problems.note("misrooted-reference", f"`{reference}` is read as {read}", at)
            return nearest

    def link_dynamic(self, node: _Node, value: dict[str, JsonValue], reference: str, base: str) -> None:
        """Bind `$dynamicRef` (JSON Schema core, 8.2.3.2) to the nearest anchor around it, or the only one."""
        name = reference.removeprefix("#")
        found = self.resolver.known.dynamic.get(name, [])
        here = node.spot.pointer + "/"
        around = [
            spot
            for spot in found
            if spot.uri == node.spot.uri and here.startswith(_scope(spot.pointer) + "/")
        ]
        try:
            if around:
                spot = max(around, key=lambda spot: len(_scope(spot.pointer)))
            elif len(found) == 1:
                spot = found[0]
            elif found:
                raise Dangling(f"`{reference}` names several schemas, of which none is around it")
            else:
                spot = self.resolver.find(reference, node.spot.uri, base)
        except (Dangling, Unreadable):
            self.links.of[id(value)] = Gone()
            message = f"`{reference}` is bound to no one schema here; any value is taken there"
            at = Spot(node.spot.uri, node.spot.pointer + "/$dynamicRef")
            self.problems.note("dynamic-reference", message, at)
            return
        self.links.of[id(value)] = Link(spot)
        self.want(spot, Kind.SCHEMA)

    def map_names(self, node: _Node, value: dict[str, JsonValue], base: str) -> None:
        """Resolve the names of a discriminator's `mapping` (OpenAPI, "Discriminator Object")."""
        mapping = value.get("mapping")
        names = (
            {key: text for key, text in mapping.items() if isinstance(text, str)}
            if isinstance(mapping, dict)
            else {}
        )
        default = value.get("defaultMapping")
        if isinstance(default, str):
            names[""] = default
        found: dict[str, Spot] = {}
        for key, text in names.items():
            place = join(node.spot.pointer, "mapping", key) if key else node.spot.pointer + "/defaultMapping"
            spot = self.resolver.named_schema(text, node.spot.uri, base)
            if spot is None:
                self.problems.note(
                    "unresolved-reference", f"`{text}` names no schema", Spot(node.spot.uri, place)
                )
                continue
            found[key] = spot
            self.want(spot, Kind.SCHEMA)
        self.links.mappings[id(value)] = found

    def expect(self, kind: Kind, spot: Spot, reference: str, at: Spot) -> None:
        value = self.resolver.value(spot)
        if not isinstance(value, dict) and not (kind is Kind.SCHEMA and isinstance(value, bool)):
            raise Dangling(f"`{reference}` leads to no object, where {a(kind.value)} is meant")
        tokens = split(spot.pointer)
        if len(tokens) == 3 and tokens[0] == "components":
            actual = kind_at(Kind.OPENAPI, self.resolver.sources.files[spot.uri].value, tokens)
            if actual is None or actual is kind or kind not in SECTIONS:
                return
            message = f"`{reference}` leads to {a(actual.value)}, where {a(kind.value)} is meant"
            if (kind, actual) not in _ALIKE and not _misfiled(kind, actual, value):
                raise Dangling(message)
            self.problems.note("reference-kind", f"{message}; it is read as one", at)

    def want(self, spot: Spot, kind: Kind) -> None:
        """Have a target hoisted, unless it stands in the first file where the grammar has its kind."""
        if spot.uri == self.main.uri and kind_at(Kind.OPENAPI, self.main.value, split(spot.pointer)) is kind:
            return
        self.links.targets.setdefault((spot, kind))

    def gone(
        self, kind: Kind, value: dict[str, JsonValue], code: str, message: str, at: Spot, hint: str
    ) -> None:
        self.links.of[id(value)] = Gone()
        self.problems.gone(kind, code, message, at, hint)


def _order(spot: Spot) -> tuple[str, str]:
    """An order of spots in which the order of keys plays no part."""
    return spot.uri, spot.pointer


def _scope(pointer: str) -> str:
    """The schema in which a dynamic anchor is the nearest one: what holds its `$defs`, or itself."""
    owner, among, _ = pointer.rpartition("/$defs/")
    return owner if among else pointer


def _misfiled(kind: Kind, actual: Kind, value: JsonValue) -> bool:
    """Whether a value is kept among the schemas, and holds what only things of another kind do."""
    if actual is not Kind.SCHEMA or not isinstance(value, dict):
        return False
    return bool(fields(kind, value)) and not fields(Kind.SCHEMA, value)
