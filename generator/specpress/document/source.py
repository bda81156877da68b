"""Opening a document and the files it refers to: the only place where it reaches the disk or a network."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from specpress.diagnostics import Diagnostics
from specpress.document.document import Origin
from specpress.document.files import File, Limits, Rules, Unreadable
from specpress.document.reading import read
from specpress.document.recognise import recognise


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOptions:
    """What a document may do while it is read.

    `strict`: what the specification forbids is an error, rather than repaired where one reading is sane.
    `allow_remote`: references may lead to `http(s)` URLs. `roots`: folders beside the document's own that
    references may reach. `fetch`: gets a URL, raising `OSError` where it cannot; the document itself may be
    a URL without `allow_remote`, since a person named it.
    """

    strict: bool = False
    allow_remote: bool = False
    roots: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    fetch: Callable[[str], bytes] | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """The first file, and every other that has been opened so far, by URI.

    `grafts`: pointers of the first file whose values overlays have put there, with their origins.
    """

    main: File
    version: str
    options: LoadOptions
    files: dict[str, File] = field(default_factory=dict[str, File])
    refused: dict[str, Unreadable] = field(default_factory=dict[str, Unreadable])
    grafts: Mapping[str, Origin] = field(default_factory=dict[str, Origin])


def load(path_or_url: str, options: LoadOptions, diagnostics: Diagnostics) -> Sources | None:
    """Read the document a person named: OpenAPI 3.0, 3.1 or 3.2, in YAML or JSON.

    None where it cannot be read or is something else; the reason is among the diagnostics.
    """
    rules = Rules(strict=options.strict, limits=options.limits)
    try:
        if is_url(path_or_url):
            uri, data = path_or_url, _fetch(path_or_url, options)
        else:
            uri, data = os.path.realpath(path_or_url), read_bytes(path_or_url, options.limits.size)
        main = read(data, path_or_url, uri, rules, diagnostics)
    except Unreadable as problem:
        problem.report(diagnostics)
        return None
    version = recognise(main, options.strict, diagnostics)
    if version is None:
        return None
    return Sources(main, version, options, {uri: main})


def resolve(base: str, reference: str) -> str:
    """The URI of the file that a reference (its fragment aside) leads to from a file (RFC 3986, section 5).

    Raises `Unreadable` for schemes that lead elsewhere than to files and the web, and for what is no URI.
    """
    try:
        return _resolve(base, reference)
    except ValueError as problem:
        raise Unreadable("unsupported-reference", f"`{reference}` is no address: {problem}") from None


def _resolve(base: str, reference: str) -> str:
    target = urldefrag(reference).url
    if not target:
        return base
    if "\0" in unquote(target):
        raise Unreadable("unsupported-reference", "the reference holds the character NUL")
    scheme = urlsplit(target).scheme
    if is_url(base) or scheme in ("http", "https"):
        joined = urljoin(base, target) if is_url(base) else target
        scheme = urlsplit(joined).scheme
        if scheme in ("http", "https"):
            return joined
    if scheme or target.startswith("//"):
        raise Unreadable("unsupported-reference", f"`{reference}` is neither a file nor a web address")
    return os.path.normpath(os.path.join(os.path.dirname(base), unquote(target.partition("?")[0])))


def open_file(sources: Sources, uri: str, diagnostics: Diagnostics) -> File:
    """A file that a reference leads to, read at most once.

    Raises `Unreadable` where it may not or cannot be read.
    """
    if uri in sources.files:
        return sources.files[uri]
    if uri in sources.refused:
        raise sources.refused[uri]
    try:
        file = _open(sources, uri, diagnostics)
    except Unreadable as problem:
        sources.refused[uri] = problem
        raise
    sources.files[uri] = file
    return file


def read_bytes(path: str, limit: int, shown: str = "") -> bytes:
    """The bytes of a regular file of at most `limit` bytes; `shown` is what people call it.

    Raises `Unreadable`.
    """
    shown = shown or path
    if not os.path.isfile(path):
        what = "is a folder" if os.path.isdir(path) else "does not exist"
        raise Unreadable("file-not-found", f"the file `{shown}` {what}")
    try:
        if os.path.getsize(path) > limit:
            raise _too_big(limit)
        return Path(path).read_bytes()
    except OSError as problem:
        raise Unreadable("file-not-found", f"cannot read `{shown}`: {problem.strerror}") from None


def is_url(text: str) -> bool:
    """Whether a name is a web address rather than a path."""
    return text.startswith(("http://", "https://"))


def _open(sources: Sources, uri: str, diagnostics: Diagnostics) -> File:
    options = sources.options
    limits = options.limits
    if len(sources.files) >= limits.files:
        raise Unreadable("limit-files", f"the document refers to more than {limits.files:,} files")
    if is_url(uri):
        if not options.allow_remote:
            raise Unreadable(
                "remote-reference",
                f"the reference leads to the network: `{uri}`",
                hint="pass --allow-remote, or keep a copy beside the document",
            )
        if _is_internal(uri) and urlsplit(uri).netloc != urlsplit(sources.main.uri).netloc:
            raise Unreadable("internal-address", f"the reference leads to an internal address: `{uri}`")
        name, data = uri, _fetch(uri, options)
    else:
        name, data = _shown(sources.main, uri), _read_inside(sources, uri)
    if sum(len(file.text) for file in sources.files.values()) + len(data) > limits.size:
        raise _too_big(limits.size)
    rules = Rules(strict=options.strict, limits=limits)
    return read(data, name, uri, rules, diagnostics)


def _read_inside(sources: Sources, path: str) -> bytes:
    shown = _shown(sources.main, path)
    if is_url(sources.main.uri):
        raise Unreadable("escaping-reference", f"a document from the web may not read the file `{shown}`")
    folder = os.path.dirname(sources.main.uri)
    real = os.path.realpath(path)
    if not any(
        Path(real).is_relative_to(os.path.realpath(root)) for root in (folder, *sources.options.roots)
    ):
        raise Unreadable(
            "escaping-reference",
            f"the reference leaves the document's folder: `{shown}`",
            hint="move the file below the document, or allow its folder with --allow-files",
        )
    return read_bytes(real, sources.options.limits.size, shown)


def _fetch(url: str, options: LoadOptions) -> bytes:
    if options.fetch is None:
        raise Unreadable("fetch-failed", f"cannot fetch `{url}`: no network here")
    try:
        data = options.fetch(url)
    except OSError as problem:
        raise Unreadable("fetch-failed", f"cannot fetch `{url}`: {problem}") from None
    if len(data) > options.limits.size:
        raise _too_big(options.limits.size)
    return data


def _too_big(limit: int) -> Unreadable:
    return Unreadable("limit-size", f"the document is larger than {limit / 2**20:.0f} MB in all")


def _shown(main: File, uri: str) -> str:
    """A file's name as a person would write it, given how they wrote the document's."""
    beside = os.path.relpath(uri, os.path.dirname(main.uri))
    return os.path.normpath(os.path.join(os.path.dirname(main.name), beside))


_LOCAL_NAME = re.compile(r"localhost|.*\.(localhost|local|internal)", re.IGNORECASE)


def _is_internal(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        # A name without a dot, or a number that some resolvers take for an address, is nobody's public
        # host.
        return "." not in host or bool(_LOCAL_NAME.fullmatch(host)) or host.replace(".", "").isdigit()
