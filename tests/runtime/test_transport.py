"""TLS with a CA of one's own, HTTP/2, proxies, and what importing and logging do."""

from __future__ import annotations

import asyncio
import logging
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from behaviour.server import Reply, Server
from runtime.http2 import Answer, Http2Server, trusting
from runtime.probes import GET, KEY, AsyncDriver, SyncDriver, async_probe, sync_probe
from sample_sdk._runtime import errors
from sample_sdk._runtime.operation import Json, Operation
from sample_sdk._runtime.transport import DEFAULT_TIMEOUT, DefaultAsyncHttpxClient, DefaultHttpxClient

Probe = Callable[..., Any]

# A CA and a certificate for 127.0.0.1, made for these tests; the CA's key was thrown away.
TLS = Path(__file__).parent / "tls"


POST: Operation[Any] = Operation("POST", "/thing", body=Json(), result="object", security=KEY)


def server_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "server.pem")
    return context


@pytest.fixture
def secure() -> Iterator[Server]:
    with Server(tls=server_context()) as server:
        yield server


@pytest.mark.parametrize("kind", [DefaultHttpxClient, DefaultAsyncHttpxClient])
def test_a_custom_ca(secure: Server, kind: Any) -> None:
    secure.script([Reply(json={"ok": True})])
    http = kind(verify=ssl.create_default_context(cafile=str(TLS / "ca.pem")))
    with handed_in(http, base_url=secure.url) as driver:
        assert driver.call(GET) == {"ok": True}


def test_an_unknown_ca_is_a_connection_error(probe: Probe, secure: Server) -> None:
    with pytest.raises(errors.APIConnectionError):
        probe(base_url=secure.url, max_retries=0).call(GET)
    assert secure.requests == []


def test_a_proxy_of_the_environment(probe: Probe, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.script([Reply(json={"ok": True})])
    monkeypatch.setenv("http_proxy", server.url)
    monkeypatch.delenv("no_proxy", raising=False)
    assert probe(base_url="http://api.example").call(GET) == {"ok": True}
    assert server.requests[0].target == "http://api.example/thing"


@pytest.mark.parametrize("kind", [httpx2.Client, httpx2.AsyncClient])
def test_a_proxy_of_ones_own(server: Server, kind: Any) -> None:
    server.script([Reply(json={"ok": True})])
    with handed_in(kind(proxy=server.url), base_url="http://api.example") as driver:
        assert driver.call(GET) == {"ok": True}
    assert server.requests[0].target == "http://api.example/thing"


@pytest.mark.parametrize("kind", [DefaultHttpxClient, DefaultAsyncHttpxClient])
def test_http_2(kind: Any, no_waiting: list[float]) -> None:
    answers: list[Answer] = ["ok", "error", "ok", "reset", "ok", "goaway", "ok", "reset", "reset"]
    with Http2Server(server_context(), answers) as server:
        http = kind(**trusting(str(TLS / "ca.pem")))
        with handed_in(http, base_url=server.url, max_retries=1) as driver:
            for number in range(4):
                assert driver.call(POST, body={"n": number}) == {"got": {"n": number}}
            with pytest.raises(errors.APIConnectionError):
                driver.call(POST, body={})
    assert len(server.headers) == 9
    assert len(no_waiting) == 4
    # One connection for all, and another after the server closed it.
    assert server.connections == 2
    assert {headers["x-api-key"] for headers in server.headers} == {"sk-test-123"}
    assert server.headers[0][":authority"] in server.url


def test_calls_share_a_connection_of_http_2() -> None:
    async def use(url: str) -> list[Any]:
        async with DefaultAsyncHttpxClient(**trusting(str(TLS / "ca.pem"))) as http:
            client = async_probe(http_client=http, base_url=url)
            await client.call(POST, body={"n": -1})
            server.together = 20
            return await asyncio.gather(*(client.call(POST, body={"n": n}) for n in range(20)))

    with Http2Server(server_context()) as server:
        # None is answered before all are there: they travel side by side.
        assert asyncio.run(use(server.url)) == [{"got": {"n": n}} for n in range(20)]
    assert server.connections == 1


@contextmanager
def handed_in(http: Any, **options: Any) -> Iterator[SyncDriver | AsyncDriver]:
    """A client of either kind over an HTTP client of one's own, which is closed in the end."""
    if isinstance(http, httpx2.Client):
        with http, SyncDriver(http_client=http, **options) as sync_driver:
            yield sync_driver
    else:
        with AsyncDriver(http_client=http, **options) as async_driver:
            yield async_driver
            async_driver.run(http.aclose())


def test_the_default_client_can_be_changed_in_part() -> None:
    with DefaultHttpxClient(headers={"x-a": "1"}) as http:
        assert http.timeout == DEFAULT_TIMEOUT
        assert http.headers["x-a"] == "1"


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    import sample_sdk

    folder = str(Path(sample_sdk.__file__).parents[1])
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={"PYTHONPATH": folder, **environment},
        capture_output=True,
        text=True,
        check=True,
    )


def test_imports_are_as_lazy_as_can_be() -> None:
    run(
        """
import sys
import sample_sdk, sample_sdk.types, sample_sdk.resources
light = set(sys.modules)
assert not {"httpx2", "pydantic", "sample_sdk._client", "sample_sdk.types.profile"} & light
from sample_sdk import Sample, AsyncSample, NotFoundError, omit
import sample_sdk.resources.profiles
assert not {"httpx2", "pydantic"} & set(sys.modules), "classes alone need neither"
client = Sample(api_key="k", base_url="http://x")
client.profiles.with_raw_response
assert "httpx2" in sys.modules and "pydantic" not in sys.modules
from sample_sdk import Timeout
import httpx2
assert Timeout is httpx2.Timeout
assert {"Sample", "Timeout", "omit"} <= set(dir(sample_sdk))
try:
    sample_sdk.Missing
except AttributeError as error:
    assert str(error) == "module 'sample_sdk' has no attribute 'Missing'"
else:
    raise SystemExit("no error")
from sample_sdk.types import Profile
assert "pydantic" in sys.modules
"""
    )


@pytest.mark.parametrize(
    ("level", "shown", "hidden"), [("info", "GET http://", "headers"), ("debug", "headers", "s3cr3t")]
)
def test_the_log_variable(server: Server, level: str, shown: str, hidden: str) -> None:
    server.script([Reply(json={"id": "p"}, headers={"request-id": "req_1"})])
    code = (
        f"from sample_sdk import Sample\nwith Sample(base_url={server.url!r}) as c: c.profiles.retrieve('p')"
    )
    printed = run(code, SAMPLE_LOG=level, SAMPLE_API_KEY="s3cr3t-key").stderr
    assert shown in printed
    assert hidden not in printed
    assert "HTTP 200 (request id req_1)" in printed


def test_nothing_is_logged_unless_asked(server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    server.script([Reply(json={})])
    with sync_probe(base_url=server.url) as client:
        client.call(GET)
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("sample_sdk").level == logging.NOTSET


def test_a_base_url_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(errors.ConfigurationError, match="set the environment variable SAMPLE_BASE_URL"):
        sync_probe(base_url=None)
    monkeypatch.setenv("SAMPLE_BASE_URL", "http://from.environment/v1/")
    assert sync_probe(base_url=None).base_url == "http://from.environment/v1"
    assert async_probe(base_url="http://given").base_url == "http://given"


def test_servers_and_their_variables() -> None:
    from dataclasses import replace

    from runtime.probes import SETTINGS
    from sample_sdk._runtime.client import Server as ServerSetting

    servers = (
        ServerSetting("https://{region}.api.test/{v}", "production", (("region", "us"), ("v", "v1"))),
        ServerSetting("https://sandbox.test", "sandbox"),
    )
    options: dict[str, Any] = {"settings": replace(SETTINGS, servers=servers), "base_url": None}
    assert sync_probe(**options).base_url == "https://us.api.test/v1"
    assert (
        sync_probe(**options, server_variables={"region": "eu", "v": None}).base_url
        == "https://eu.api.test/v1"
    )
    assert sync_probe(**options, environment="sandbox").base_url == "https://sandbox.test"
    with pytest.raises(errors.ConfigurationError, match="'production', 'sandbox'"):
        sync_probe(**options, environment="moon")
