"""What a target offers, and the public face of what it prints.

A :class:`Surface` describes everything a generated package shows to its users. The target's own views are
made from it, the reference manual prints it, and the diff compares two of them: what is not in the Surface is
not public.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal, Protocol, TypeAlias, runtime_checkable

from specpress.ir.api import Api
from specpress.ir.types import Json

# --- type expressions: a type as a language spells it, still a tree, so that imports follow from its symbols


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name in the generated language. `module` is where it is imported from; empty for a builtin."""

    name: str
    module: str = ""


@dataclass(frozen=True, slots=True)
class Apply:
    """A generic with arguments: `List[T]`, `Record<string, T>`."""

    base: Symbol
    arguments: tuple[TypeExpression, ...]


@dataclass(frozen=True, slots=True)
class Literals:
    """Literal values, in order: `Literal["a", "b"]`, `"a" | "b"`."""

    values: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """A union of expressions, in order."""

    members: tuple[TypeExpression, ...]


TypeExpression: TypeAlias = Symbol | Apply | Literals | OneOf


# --- declarations


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a public callable."""

    name: str
    kind: Literal["positional", "positional-or-keyword", "keyword", "member"]
    """`member`: a member of the one parameter object of a TypeScript method."""
    type: TypeExpression
    required: bool = False
    default: str = ""
    """The default's source text; empty where required."""
    location: str = ""
    """`path`, `query`, `header`, `cookie`, `body`, or empty for what the client itself offers (`timeout`)."""
    wire: str = ""
    environment: str = field(default="", compare=False)
    """The environment variable that it defaults to, or empty."""
    doc: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A public callable. Overloads are methods of the same name, in order."""

    name: str
    parameters: tuple[Parameter, ...]
    returns: TypeExpression | None
    asynchronous: bool = False
    operation: str = ""
    """The id of the operation that it calls (`GET /path`), or empty."""
    deprecated: bool = False
    doc: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """An attribute of a model, a key of a parameter type, or a resource of a client."""

    name: str
    type: TypeExpression
    wire: str = ""
    required: bool = True
    deprecated: bool = False
    environment: str = field(default="", compare=False)
    """The environment variable that an option defaults to, or empty."""
    doc: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """A class or interface."""

    name: str
    kind: Literal["model", "params", "resource", "client", "error", "page", "other"]
    bases: tuple[TypeExpression, ...] = ()
    fields: tuple[Field, ...] = ()
    methods: tuple[Method, ...] = ()
    declaration: str = ""
    """The id of the declaration that it prints, or empty."""
    pointer: str = field(default="", compare=False)
    doc: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name for a type expression."""

    name: str
    type: TypeExpression
    declaration: str = ""
    pointer: str = field(default="", compare=False)
    doc: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A public name that is defined elsewhere: in another module of the package, or in its runtime."""

    name: str
    source: str


Member: TypeAlias = Class | Alias | Export


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module that users may import from, with its public members sorted by name."""

    path: str
    """As an import statement spells it: `pets.types.beta`."""
    members: tuple[Member, ...]
    doc: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """Everything public in one generated package, modules sorted by path."""

    target: str
    package: str
    distribution: str
    version: str
    modules: tuple[Module, ...]


# --- printing


@runtime_checkable
class Text(Protocol):
    """Text that is safe to print where its type belongs: it renders one whole token, delimiters included.

    Deliberately no subclass of `str`: a template cannot print a raw string of the document.
    """

    def render(self) -> str:
        """The token's source text."""
        ...


@runtime_checkable
class Documentation(Text, Protocol):
    """Text whose words are an author's: nothing else depends on them, so that they may be poured in last."""

    def fields(self) -> tuple[Json, ...]:
        """What it consists of; the target's `documentation` makes the same of it again."""
        ...

    def stand_in(self, mark: str) -> str:
        """A token that holds its place until then, of which nothing but `mark` can be of the document."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file to be rendered: where it goes, which template prints it, and the finished view of it."""

    path: PurePosixPath
    template: str
    view: object


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetConfig:
    """What `specpress.yaml` or the command line says about one target. Empty strings: the target decides."""

    package: str = ""
    distribution: str = ""
    client: str = ""
    version: str = ""
    environment: str = ""
    """Prefix of the environment variables (`PETS`)."""
    license: str = ""
    options: Mapping[str, Json] = field(default_factory=dict[str, Json])


@dataclass(frozen=True, slots=True)
class Remark:
    """Something of the API that a package does not offer, for a warning with a stable `code`."""

    code: str
    message: str
    pointer: str
    """JSON Pointer (RFC 6901) of what is left out."""


class Target(Protocol):
    """A kind of output. Each step is a function of its arguments alone."""

    @property
    def name(self) -> str:
        """What `--target` calls it."""
        ...

    def surface(self, api: Api, config: TargetConfig) -> Surface:
        """What the package will show to its users."""
        ...

    def pages(self, api: Api, surface: Surface, config: TargetConfig) -> tuple[Page, ...]:
        """The files to render, sorted by path; the pipeline writes `manifest.json` and `surface.json`."""
        ...

    def remarks(self, api: Api) -> tuple[Remark, ...]:
        """What of the API the package does not offer."""
        ...

    def runtime(self, surface: Surface) -> Mapping[PurePosixPath, bytes]:
        """The files that are copied as they are."""
        ...

    def documentation(self, fields: Sequence[Json]) -> Documentation:
        """The text that consists of these fields. Raises `TypeError` or `ValueError` where there is none."""
        ...

    def formatter(self) -> str:
        """Who lays out its text: a name and a version. Empty where views leave it as it is to be."""
        ...

    def format(self, path: PurePosixPath, text: str) -> str:
        """The text as the language's formatter lays it out."""
        ...


class Manual(Protocol):
    """An output that tells about packages instead of being one."""

    @property
    def name(self) -> str:
        """What `--target` calls it."""
        ...

    def pages(self, api: Api, surfaces: Mapping[str, Surface], config: TargetConfig) -> tuple[Page, ...]:
        """The files to render, sorted by path. `surfaces`: what each language's package shows, by target."""
        ...

    def remarks(self, pages: Sequence[Page]) -> tuple[Remark, ...]:
        """What its pages leave out."""
        ...
