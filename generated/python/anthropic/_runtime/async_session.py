"""The asynchronous shell: sends, sleeps and closes. What to send and what comes next is decided elsewhere."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx2

from .attempt import Attempt, after_failure, after_response
from .exchange import Exchange, is_read_at_once, status_error
from .logs import is_logging, log_request, log_response, set_level
from .oauth import Token, read_token, token_key, token_request
from .request import Request, build_request
from .response import AsyncAPIResponse, aparse
from .transport import async_content, http_request

if TYPE_CHECKING:
    from .client import Config
    from .operation import Operation
    from .resource import Arguments, Mode
    from .security import ClientCredentials
    from .transport import SharedHttp


class AsyncSession:
    """One configuration over an HTTP client, which the copies of a client share."""

    def __init__(self, config: Config, shared: SharedHttp[httpx2.AsyncClient]) -> None:
        self.config = config
        self.shared = shared
        set_level(config.settings)
        self._token_lock = asyncio.Lock()

    async def call(
        self,
        operation: Operation[Any],
        arguments: Arguments,
        mode: Mode = "parsed",
        page: Callable[[Any], object] | None = None,
    ) -> object:
        """Make a call, with as many requests as it takes.

        Returns:
          What the result decodes to; in the modes `raw` and `streamed` an `AsyncAPIResponse`.
        """
        request = build_request(self.config, operation, arguments)
        at_once = mode != "streamed" and is_read_at_once(operation)
        response, retries = await self._send(request, at_once)

        async def again(changed: Arguments) -> object:
            return await self.call(operation, changed, "parsed", page)

        exchange = Exchange(self.config, operation, arguments, response, retries, page, again)
        return await aparse(exchange) if mode == "parsed" else AsyncAPIResponse[object](exchange)

    async def _send(self, request: Request, at_once: bool) -> tuple[httpx2.Response, int]:
        """Send a request until its response is final; a response that failed is raised."""
        attempt, verbose = Attempt(request), is_logging(self.config)
        while True:
            if attempt.delay:
                await asyncio.sleep(attempt.delay)
            request = attempt.request
            if request.token is not None:
                token = await self._token(request.token, renew=attempt.why == "token")
                request.headers["authorization"] = f"Bearer {token}"
            http = self.shared.get()
            sent = http_request(http, request, async_content(request.payload), self.shared.owned)
            if verbose:
                log_request(self.config, sent, attempt)
            try:
                response = await self._exchange(http, sent, request, at_once)
            except httpx2.RequestError as error:
                attempt = after_failure(attempt, error, sent, random.random())
                continue
            if verbose:
                log_response(self.config, response)
            following = after_response(attempt, response, time.time(), random.random())
            if following is not None:
                await response.aclose()
                attempt = following
                continue
            if response.status_code >= 300:
                raise status_error(self.config, request.operation, response, time.time())
            return response, attempt.retries

    async def _exchange(
        self, http: httpx2.AsyncClient, sent: httpx2.Request, request: Request, at_once: bool
    ) -> httpx2.Response:
        auth = None if request.stripped else httpx2.USE_CLIENT_DEFAULT
        response = await http.send(sent, stream=True, follow_redirects=False, auth=auth)
        if at_once or response.status_code >= 300:
            try:
                await response.aread()
            except BaseException:
                await response.aclose()
                raise
        return response

    async def _token(self, scheme: ClientCredentials, renew: bool) -> str:
        key = token_key(scheme, self.config)
        async with self._token_lock:
            token = self.shared.tokens.get(key)
            if token is None or renew or not token.is_fresh(time.monotonic()):
                token = await self._fetch_token(scheme)
                self.shared.tokens[key] = token
            return token.value

    async def _fetch_token(self, scheme: ClientCredentials) -> Token:
        response, _ = await self._send(token_request(scheme, self.config), at_once=True)
        return read_token(response, time.monotonic())
