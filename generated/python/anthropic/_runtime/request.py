"""Building requests: from the arguments of a method to what goes over the wire. No IO."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast
from urllib.parse import parse_qs, quote, urljoin, urlsplit
from uuid import uuid4

from .auth import choose_credentials
from .bodies import Payload, content_for, encode_body, undescribed
from .narrow import is_object
from .operation import Form, InHeader, Json, Multipart
from .paths import expand_path
from .plan import Plan
from .styles import content_text, cookie_pairs, given, header_text, nested_pairs, query_pairs, styled_pairs
from .values import NOT_GIVEN, NotGiven, Omit, omit

if TYPE_CHECKING:
    from .client import Config
    from .operation import Operation
    from .resource import Arguments
    from .security import ClientCredentials
    from .values import Timeout

_NO_BODY = ("GET", "HEAD", "OPTIONS", "TRACE")
_NOTHING: Mapping[str, object] = {}


@dataclass(slots=True)
class Request:
    """A request that is ready to be sent, as often as it takes."""

    method: str
    url: str
    headers: dict[str, str]
    """By lower-case name."""
    removed: tuple[str, ...]
    """Headers that must not be sent, not even as the HTTP client's own."""
    payload: Payload | None
    timeout: float | Timeout | NotGiven | None
    max_retries: int
    operation: Operation[Any]
    token: ClientCredentials | None = None
    """Whose token has to be put into `authorization` before sending."""
    stripped: bool = field(default=False)
    """Redirected to another origin: only headers that tell nothing of the user may be sent."""


def build_request(config: Config, operation: Operation[Any], arguments: Arguments) -> Request:
    """Build the request of one call.

    Args:
      config: The client's configuration.
      operation: What is called.
      arguments: What the caller gives.

    Raises:
      ValueError: A value cannot stand where it is to be sent.
      TypeError: A value is of a wrong type.
      MissingCredentialsError: The operation needs credentials that are not configured.
    """
    plan = operation.plan
    extra_headers, extra_query, extra_body, timeout = arguments.get("extra", (None, None, None, NOT_GIVEN))
    own = config.default_headers
    given_headers: Mapping[str, object] = own
    if extra_headers:
        given_headers = {**own, **{name.lower(): value for name, value in extra_headers.items()}}
    given_query: Mapping[str, object] = {**config.default_query, **(extra_query or _NOTHING)}
    address = arguments.get("url")
    foreign = address is not None and not same_origin(address, config.base_url)
    security = () if foreign else operation.security
    # An argument that stands where a credential would stand takes its place.
    credentials = choose_credentials(
        config,
        security,
        {**given_headers, **{name.lower(): value for name, value in _stated(arguments, "header")}},
        {**given_query, **dict(_stated(arguments, "query"))},
        dict(_stated(arguments, "cookie")),
    )

    headers: dict[str, str] = {"user-agent": config.user_agent, **plan.fixed_headers, **credentials.headers}
    removed = _put(headers, own) if own else ()
    _put_parameters(headers, plan, arguments.get("header", _NOTHING), own)
    cookies = [*plan.fixed_cookies, *(f"{name}={value}" for name, value in credentials.cookies.items())]
    for name, value in arguments.get("cookie", _NOTHING).items():
        if given(value):
            cookies += (
                cookie_pairs(spec, value) if (spec := plan.cookies.get(name)) else styled_pairs(name, value)
            )
    if cookies:
        headers["cookie"] = "; ".join([*filter(None, [headers.get("cookie")]), *cookies])

    payload = _payload(plan, arguments, extra_body)
    if payload is not None:
        headers["content-type"] = payload.media_type
        if payload.length is not None and not isinstance(payload.content, bytes):
            headers["content-length"] = str(payload.length)
    if isinstance(accept := arguments.get("accept", omit), str):
        headers["accept"] = accept
    key_header = (operation.idempotency_header or config.settings.idempotency_header).lower()
    if key_header and operation.method not in _NO_BODY and key_header not in headers:
        headers[key_header] = str(uuid4())
    if extra_headers:
        removed += _put(headers, {name.lower(): value for name, value in extra_headers.items()})

    stated = parse_qs(urlsplit(address).query, keep_blank_values=True) if address else ()
    query = _query(plan, config, arguments, extra_query, credentials.queries, stated)
    url = address or (
        _base_url(config, operation.server) + expand_path(plan.pieces, arguments.get("path", _NOTHING))
    )
    if query:
        url += ("&" if "?" in url else "?") + query
    return Request(
        operation.method,
        url,
        headers,
        tuple(name for name in removed if name not in headers),
        payload,
        config.timeout if isinstance(timeout, NotGiven) else timeout,
        arguments.get("max_retries", config.max_retries),
        operation,
        credentials.token,
        stripped=foreign,
    )


def _stated(arguments: Arguments, location: Literal["header", "query", "cookie"]) -> list[tuple[str, object]]:
    return [(name, value) for name, value in arguments.get(location, _NOTHING).items() if given(value)]


def same_origin(one: str, other: str) -> bool:
    """Whether two URLs have scheme, host and port in common (RFC 6454, 4)."""
    return _origin(one) == _origin(other)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def _put(headers: dict[str, str], values: Mapping[str, object]) -> tuple[str, ...]:
    """Set headers of the user's; the names of those that `omit` takes away."""
    removed: list[str] = []
    for name, value in values.items():
        if isinstance(value, Omit):
            headers.pop(name, None)
            removed.append(name)
        elif given(value) and not isinstance(value, NotGiven):
            headers[name] = cast("str", value)
    return tuple(removed)


def _put_parameters(
    headers: dict[str, str], plan: Plan, values: Mapping[str, object], own: Mapping[str, object]
) -> None:
    for spec in plan.always:
        name = spec.name.lower()
        value = values.get(spec.name)
        if given(value):
            continue
        if isinstance(default := own.get(name), str):
            # The client's default is the base that the method's own items are added to.
            items = [item.strip() for item in default.split(",")]
            headers[name] = header_text(spec, items) or default
    for name, value in values.items():
        if not given(value):
            continue
        described = plan.headers.get(name)
        if described is None and isinstance(value, str):
            text: str | None = value
        else:
            text = header_text(described or InHeader(name), value)
        if text is not None:
            headers[name.lower()] = text


def _query(
    plan: Plan,
    config: Config,
    arguments: Arguments,
    extra: Mapping[str, object] | None,
    credentials: Mapping[str, str],
    stated: Container[str],
) -> str:
    if plan.querystring is not None and given(value := arguments.get("querystring")):
        text = content_text(plan.querystring.content, value)
        form = plan.querystring.content == "application/x-www-form-urlencoded"
        whole = [text if form else quote(text, safe="")]
    else:
        whole = []
    pairs: dict[str, list[str]] = {
        name: nested_pairs(name, v) for name, v in config.default_query.items() if given(v)
    }
    pairs.update(plan.fixed_query)
    for name, value in arguments.get("query", _NOTHING).items():
        if given(value):
            spec = plan.queries.get(name)
            pairs[name] = query_pairs(spec, value) if spec else styled_pairs(name, value)
    for name, value in credentials.items():
        pairs[name] = styled_pairs(name, value)
    pairs = {name: group for name, group in pairs.items() if name not in stated}
    for name, value in (extra or _NOTHING).items():
        if isinstance(value, Omit):
            pairs.pop(name, None)
        elif given(value):
            pairs[name] = nested_pairs(name, value)
    return "&".join([*whole, *(pair for group in pairs.values() for pair in group)])


def _payload(plan: Plan, arguments: Arguments, extra: object) -> Payload | None:
    body = _body(_given_body(arguments), extra)
    asked = arguments.get("content_type", omit)
    content = content_for(plan.contents, asked) if isinstance(asked, str) else next(iter(plan.contents), None)
    if isinstance(body, Omit):
        if content is None or not content.required or not isinstance(content, Json | Form | Multipart):
            return None
        body = dict[str, object]()
    return encode_body(content or undescribed(body), body, lambda: uuid4().hex)


def _given_body(arguments: Arguments) -> object:
    whole = arguments.get("whole_body", omit)
    parts = arguments.get("body", omit)
    if isinstance(whole, Omit):
        return parts
    if not isinstance(_body(parts, None), Omit):
        raise TypeError("A body is given either whole or by its properties, not both")
    return whole


def _body(body: object, extra: object) -> object:
    """The body with `extra_body`; `omit` where nothing is given."""
    if is_object(body) and body:
        body = {name: value for name, value in body.items() if not isinstance(value, Omit)} or omit
    if extra is None:
        return body
    if is_object(extra) and isinstance(body, Omit):
        return dict(extra)
    if is_object(extra) and is_object(body):
        return {**body, **extra}
    return extra


def _base_url(config: Config, server: str) -> str:
    if not server:
        return config.base_url
    if "://" in server and config.base_url_given:
        return config.base_url
    return urljoin(f"{config.base_url}/", server).rstrip("/")
