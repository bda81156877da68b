"""What a generated package says about one operation: data that both clients share and that the core reads.

Only what differs from OpenAPI's defaults is stated, since one of these is printed for every operation:

    _RETRIEVE: Operation[Pet] = Operation(
        "GET",
        "/pets/{pet_id}",
        parameters=(InQuery("tags", explode=False), InHeader("x-beta", always=("pets-2026",))),
        result="types.pet:Pet",
        security=(("ApiKeyAuth",),),
    )
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from .plan import Plan

T_co = TypeVar("T_co", covariant=True)

Reference: TypeAlias = object
"""A type that is imported when first needed: `"module:Name"` with the module relative to the generated
package, or one of `str int float bool bytes object datetime date time timedelta UUID Decimal`; or the type
itself (`cast_to`)."""


@dataclass(frozen=True, slots=True)
class InPath:
    """A path parameter that is not `style: simple, explode: false`. The others need no entry."""

    name: str
    style: Literal["simple", "label", "matrix"] = "simple"
    explode: bool = False
    allow_reserved: bool = False
    content: str = ""
    """The media type, where the parameter is one document of it (`content` instead of `schema`)."""
    fixed: str | None = None
    """The one value that it can have: sent unless the caller gives another."""


@dataclass(frozen=True, slots=True)
class InQuery:
    """A query parameter that is not `style: form, explode: true`. The others need no entry."""

    name: str
    style: Literal["form", "spaceDelimited", "pipeDelimited", "deepObject"] = "form"
    explode: bool = True
    allow_reserved: bool = False
    allow_empty: bool = False
    """`allowEmptyValue`: an empty string is sent as the bare name."""
    content: str = ""
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class InHeader:
    """A header that is an array or an object, or has something fixed. Plain ones need no entry."""

    name: str
    array: bool = False
    """An array: items are joined with commas, and a bare string is a TypeError. Implied by `always`."""
    explode: bool = False
    always: tuple[str, ...] = ()
    """Items sent whatever the caller gives, each once, after the caller's own."""
    content: str = ""
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class InCookie:
    """A cookie that is not `style: form, explode: true`."""

    name: str
    style: Literal["form", "cookie"] = "form"
    explode: bool = True
    content: str = ""
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class InQueryString:
    """The whole query string as one value (OpenAPI 3.2, `in: querystring`)."""

    name: str
    content: str = "application/x-www-form-urlencoded"


Param: TypeAlias = InPath | InQuery | InHeader | InCookie | InQueryString


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the property `name` of a form or multipart body is sent (OpenAPI 3.1, 4.8.15)."""

    name: str
    content_type: str = ""
    style: Literal["form", "spaceDelimited", "pipeDelimited", "deepObject"] | None = None
    explode: bool = True
    allow_reserved: bool = False
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Json:
    """A JSON body. `required`: sent as `{}` when nothing is given."""

    required: bool = False
    media_type: str = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form-urlencoded body (RFC 1866, 8.2.1)."""

    required: bool = False
    encodings: tuple[Encoding, ...] = ()
    media_type: str = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Multipart:
    """A multipart body (RFC 7578). Files are known by their values: bytes, binary IO, PathLike, tuples."""

    required: bool = False
    encodings: tuple[Encoding, ...] = ()
    media_type: str = "multipart/form-data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A body sent as the text it is: plain text, or XML that the caller made."""

    required: bool = False
    media_type: str = "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Binary:
    """A body of octets: bytes, binary IO, PathLike, or an iterator of bytes; streamed."""

    required: bool = False
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLines:
    """A body of one JSON value a line, from any iterable; streamed."""

    required: bool = False
    media_type: str = "application/jsonl"


Content: TypeAlias = Json | Form | Multipart | Text | Binary | JsonLines

ResultKind: TypeAlias = Literal["json", "text", "binary", "json-lines", "sse", "none"]


@dataclass(frozen=True, slots=True)
class Result:
    """One kind of successful response.

    `text` gives str (XML too), `binary` a streamed `BinaryResponse`, `sse` and `json-lines` a stream of
    `type`.
    """

    type: Reference = "object"
    kind: ResultKind = "json"
    status: str = "2XX"
    """`200`, `2XX` or `default`; the most exact one that fits the response wins."""
    media_type: str = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """How a list operation goes on. Places in the response are tuples of keys."""

    kind: Literal["cursor", "page", "offset", "link", "next-url"]
    items: tuple[str, ...] = ()
    """Where the items are; empty: the response is the list itself."""
    request: str = ""
    """Query parameter (or property of the body) that asks for the next page."""
    next: tuple[str, ...] = ()
    """Where the next cursor or URL is. With `-1` a position in a list: `("data", "-1", "id")`."""
    has_more: tuple[str, ...] = ()
    """Where a boolean says whether there are more; empty: there is none."""


@dataclass(frozen=True, eq=False)
class Operation(Generic[T_co]):
    """One method on one path.

    `T_co` is what the body decodes to: the result; the item of a page or of a stream; bytes where binary.
    """

    method: str
    path: str
    """The template, with its leading slash."""
    parameters: tuple[Param, ...] = ()
    body: Content | tuple[Content, ...] | None = None
    """The kinds of body, preferred first; the argument `content_type` picks another."""
    result: Reference | tuple[Result, ...] = None
    """Type of a JSON result; None: no body is expected; or all kinds of result, preferred first."""
    errors: tuple[tuple[str, Reference], ...] = ()
    """Types of error bodies by status: `(("4XX", "types.error:Error"), ("default", ...))`."""
    security: tuple[tuple[str, ...], ...] = ()
    """Alternatives, each of scheme ids that go together. `()`: none; with an empty one: optional."""
    server: str = ""
    """A base URL of its own, absolute or relative to the client's; a base_url that the user gave wins."""
    pagination: Pagination | None = None
    idempotency_header: str = ""
    """Header that carries one random key per call; empty: what the settings say."""

    @cached_property
    def plan(self) -> Plan:
        """The operation prepared for sending, worked out at the first call."""
        from .plan import compile_operation

        return compile_operation(self)
