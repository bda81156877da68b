"""An API as its clients see it: operations, what goes into them and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from specpress.ir.declarations import Declaration
from specpress.ir.names import Call, Name
from specpress.ir.types import NO_ANNOTATIONS, Annotations, Json, Type

Location: TypeAlias = Literal["path", "query", "header", "cookie", "querystring"]
Style: TypeAlias = Literal[
    "simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"
]
MediaKind: TypeAlias = Literal["json", "form", "multipart", "text", "binary", "json-lines", "sse", "xml"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Styled:
    """How a parameter value becomes text (OpenAPI 3.1, 4.8.12.2 and RFC 6570)."""

    style: Style
    explode: bool
    allow_reserved: bool = False
    allow_empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A parameter sent as one document of a media type (`content` in place of `schema`)."""

    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of one operation, path-level ones included."""

    wire: str
    name: Name
    location: Location
    type: Type
    serialization: Styled | Encoded
    required: bool = False
    fixed: Json = None
    """The one value that a required parameter can have: sent always, asked for never. None: not fixed."""
    always: tuple[str, ...] = ()
    """Items that an array must `contain`: appended once to what the caller gives."""
    annotations: Annotations = NO_ANNOTATIONS
    """What the parameter says; its schema says its own in `type.annotations`."""
    sunset: str = ""
    """`x-sunset` as written: the date up to which something deprecated stays."""
    pointer: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A response header, or a header of one part of a multipart body."""

    wire: str
    name: Name
    type: Type
    required: bool = False
    annotations: Annotations = NO_ANNOTATIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How one property of a form or multipart body is sent (OpenAPI 3.1, 4.8.15)."""

    property: str
    content_type: str = ""
    styled: Styled | None = None
    headers: tuple[Header, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One media type of a body. `item`: the type of one event or line where the body is a stream of them."""

    media_type: str
    kind: MediaKind
    type: Type
    item: Type | None = None
    encodings: tuple[Encoding, ...] = ()
    examples: tuple[Json, ...] = ()
    pointer: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A request body; its contents stand in order of preference."""

    contents: tuple[Content, ...]
    required: bool = False
    description: str = ""
    pointer: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A response; `status` is `200`, `2XX` or `default`. Its contents stand in order of preference."""

    status: str
    contents: tuple[Content, ...] = ()
    headers: tuple[Header, ...] = ()
    description: str = ""
    pointer: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerVariable:
    """A variable of a server's URL."""

    wire: str
    name: Name
    default: str
    enum: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A base URL. `name` is what a caller picks it by. `url` may be relative: then it needs a base_url."""

    url: str
    name: str = ""
    description: str = ""
    variables: tuple[ServerVariable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key in a header, a query parameter or a cookie."""

    id: str
    name: Name
    location: Literal["header", "query", "cookie"]
    wire: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Http:
    """An RFC 9110 authentication scheme; `scheme` is lower case: `basic`, `bearer`, or another."""

    id: str
    name: Name
    scheme: str
    word: str = field(default="", compare=False)
    """The scheme as it is sent: case means nothing (RFC 9110, 11.1), yet some servers look at it."""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth2:
    """OAuth 2 (RFC 6749). `token_url`: that of the client-credentials flow, empty where there is none."""

    id: str
    name: Name
    token_url: str = ""
    scopes: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIdConnect:
    """A bearer token from an OpenID provider."""

    id: str
    name: Name
    url: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MutualTls:
    """A client certificate: configured on the HTTP client, nothing to send."""

    id: str
    name: Name
    description: str = ""


SecurityScheme: TypeAlias = ApiKey | Http | OAuth2 | OpenIdConnect | MutualTls


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Schemes that must be met together: (scheme id, scopes). Empty: anonymous."""

    schemes: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """How a list operation goes on. Paths into the response are tuples of wire names."""

    kind: Literal["cursor", "page", "offset", "link", "next-url"]
    page: Name
    """Name of the page class (`SyncPage...`)."""
    items: tuple[str, ...]
    request: str = ""
    """Wire name of the query parameter (or body property) that asks for the next page."""
    next: tuple[str, ...] = ()
    has_more: tuple[str, ...] = ()
    item: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method on one path. `id` is `GET /path`, unique in an Api and the key used by configuration."""

    id: str
    method: str
    """Upper case, as it is sent."""
    path: str
    call: Call
    operation_id: str = ""
    summary: str = ""
    description: str = ""
    deprecated: bool = False
    sunset: str = ""
    """`x-sunset` as written: the date up to which something deprecated stays."""
    stability: str = ""
    """`x-stability-level` as written: `draft`, `alpha`, `beta` or `stable`."""
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    """In the document's order; path parameters in the order of the path template first."""
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[Requirement, ...] = ()
    """Alternatives; empty means that the operation takes no credentials."""
    servers: tuple[Server, ...] = ()
    """Only where path or operation override the API's."""
    pagination: Pagination | None = None
    callbacks: tuple[Webhook, ...] = ()
    pointer: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A request that the API sends to its user: a webhook, or a callback of one operation."""

    wire: str
    name: Name
    method: str
    parameters: tuple[Parameter, ...] = ()
    """Headers, query and cookies that come with it, in the document's order."""
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    """What its user may answer."""
    summary: str = ""
    description: str = ""
    pointer: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """How the API signs webhooks with HMAC-SHA256. The defaults are those of Standard Webhooks 1.0."""

    signature: str = "webhook-signature"
    """The header with the signature, or with several that spaces separate."""
    prefix: str = "v1,"
    """What stands before a signature."""
    encoding: Literal["base64", "hex"] = "base64"
    id: str = "webhook-id"
    """The header with an identifier that is signed before the timestamp; empty: there is none."""
    timestamp: str = "webhook-timestamp"
    """The header with the seconds since the epoch that are signed before the body; empty: there is none."""
    key_prefix: str = "whsec_"
    """A key that starts so is base64 after it; any other is taken as it is."""
    tolerance: int = 300
    """Seconds that a webhook may be old, or early."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A node of the resource tree that has something to say for itself (from its tag)."""

    path: tuple[Name, ...]
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """The whole API. Operations, declarations, schemes and webhooks are sorted: their order means nothing."""

    name: Name
    """The words of client class, package and environment prefix (`PetStore`)."""
    title: str
    version: str
    description: str = ""
    servers: tuple[Server, ...] = ()
    schemes: tuple[SecurityScheme, ...] = ()
    operations: tuple[Operation, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    webhook: Type | None = None
    """What the JSON body of some webhook is: of any of them, where there are several. None: there is none."""
    signing: Signing | None = None
    """How webhooks are signed; None: they are not."""
    idempotency_header: str = ""
    """The header with one random key for each call that is not GET, HEAD or OPTIONS; empty: none."""
    resources: tuple[Resource, ...] = ()
    declarations: tuple[Declaration, ...] = ()
