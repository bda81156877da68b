"""What is logged about requests, with every credential blotted out."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit, urlunsplit

from .exchange import request_id
from .security import ApiKey

if TYPE_CHECKING:
    import httpx2

    from .attempt import Attempt
    from .client import Config, Settings

_BLOT: Final = "<redacted>"
# Names that speak of a secret: headers and queries come from the user too, so the schemes alone do not tell.
_SECRET: Final = re.compile(
    r"auth|cookie|token|secret|passw|credential|session|signature|sig$|api[-_]?key|[-_]key$|^key$",
    re.IGNORECASE,
)


def logger_of(settings: Settings) -> logging.Logger:
    """The package's logger."""
    return logging.getLogger((settings.package or settings.client).partition(".")[0])


def is_logging(config: Config) -> bool:
    """Whether requests are logged."""
    return logger_of(config.settings).isEnabledFor(logging.INFO)


def set_level(settings: Settings) -> None:
    """Do as the environment variable says (`PETS_LOG=debug` or `info`): log to standard error."""
    wanted = os.environ.get(settings.environment.get("log", ""), "").lower()
    if wanted not in {"debug", "info"}:
        return
    logger = logger_of(settings)
    logger.setLevel(wanted.upper())
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("[%(asctime)s %(name)s %(levelname)s] %(message)s"))
        logger.addHandler(handler)


def log_request(config: Config, request: httpx2.Request, attempt: Attempt) -> None:
    """Log what is about to be sent, and why again; headers at the level debug."""
    logger = logger_of(config.settings)
    url = safe_url(config, str(request.url))
    if attempt.why == "retry":
        logger.info(
            "Retry %d of %d after %.2f s", attempt.retries, attempt.request.max_retries, attempt.delay
        )
    elif attempt.why == "redirect":
        logger.info("Redirected to %s", url)
    logger.info("%s %s", request.method, url)
    logger.debug("Request headers: %s", safe_headers(config, request.headers))


def log_response(config: Config, response: httpx2.Response) -> None:
    """Log what came back; headers at the level debug."""
    logger = logger_of(config.settings)
    identity = request_id(config, response)
    logger.info("HTTP %d%s", response.status_code, f" (request id {identity})" if identity else "")
    logger.debug("Response headers: %s", safe_headers(config, response.headers))


def safe_headers(config: Config, headers: Mapping[str, str]) -> dict[str, str]:
    """Headers without credentials: those of the schemes, those of secret names, and any that hold one."""
    own = {scheme.name.lower() for scheme in config.settings.schemes if isinstance(scheme, ApiKey)}
    return {
        name: _BLOT if name.lower() in own or _SECRET.search(name) else _without_secrets(config, value)
        for name, value in headers.items()
    }


def safe_url(config: Config, url: str) -> str:
    """A URL without credentials."""
    own = {scheme.name for scheme in config.settings.schemes if isinstance(scheme, ApiKey)}
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    pairs = (pair.partition("=") for pair in parts.query.split("&"))
    query = "&".join(
        f"{name}={_BLOT}" if name in own or _SECRET.search(name) else f"{name}{equals}{value}"
        for name, equals, value in pairs
    )
    return _without_secrets(config, urlunsplit((parts.scheme, host, parts.path, query, "")))


def _without_secrets(config: Config, text: str) -> str:
    for secret in config.credentials.values():
        # Short values occur by chance: user names, and keys of tests.
        if len(secret) >= 6:
            text = text.replace(secret, _BLOT)
    return text
