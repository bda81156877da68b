"""Getting a document that a person named by its web address."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from specpress import __version__

TIMEOUT: Final = 30.0
"""Seconds without an answer after which a fetch gives up."""
LIMIT: Final = 64 * 2**20
"""Bytes that are read at most; the reader of documents has its own, lower limit and says so."""


def fetch(url: str) -> bytes:
    """The content behind an `http` or `https` address; redirects lead to no other schemes.

    Raises `OSError` where it cannot be had.
    """
    import http.client
    import urllib.error
    import urllib.request

    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    opener.addheaders = [("User-Agent", f"specpress/{__version__}"), ("Accept", "*/*")]
    try:
        with opener.open(url, timeout=TIMEOUT) as response:
            content: bytes = response.read(LIMIT)
    except urllib.error.HTTPError:
        raise
    except urllib.error.URLError as problem:
        reason = problem.reason
        told = (isinstance(reason, OSError) and reason.strerror) or str(reason)
        raise OSError(told[:1].lower() + told[1:]) from problem
    except (http.client.HTTPException, ValueError) as problem:
        raise OSError(str(problem)) from problem
    return content


def file_name(url: str) -> str:
    """What to call a fetched document on disk: the end of its address where that is a plain file name."""
    name = PurePosixPath(unquote(urlsplit(url).path)).name
    plain = name.isascii() and name.replace(".", "").replace("-", "").replace("_", "").isalnum()
    return name if plain and not name.startswith((".", "-")) and "." in name else "openapi.yaml"
