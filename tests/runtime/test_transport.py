"""TLS with a CA of one's own, proxies, and what importing and logging do."""

from __future__ import annotations

import logging
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from behaviour.server import Reply, Server
from runtime.probes import GET, async_probe, sync_probe
from sample_sdk._runtime import errors
from sample_sdk._runtime.transport import DEFAULT_TIMEOUT, DefaultHttpxClient

# A CA and a certificate for 127.0.0.1, made for these tests; the CA's key was thrown away.
TLS = Path(__file__).parent / "tls"


@pytest.fixture
def secure() -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "server.pem")
    with Server(tls=context) as server:
        yield server


def test_a_custom_ca(secure: Server) -> None:
    secure.script([Reply(json={"ok": True})])
    trusting = ssl.create_default_context(cafile=str(TLS / "ca.pem"))
    with DefaultHttpxClient(verify=trusting) as http:
        assert sync_probe(http_client=http, base_url=secure.url).call(GET) == {"ok": True}


def test_an_unknown_ca_is_a_connection_error(secure: Server) -> None:
    with sync_probe(base_url=secure.url, max_retries=0) as client, pytest.raises(errors.APIConnectionError):
        client.call(GET)


@pytest.mark.parametrize("way", ["argument", "environment"])
def test_a_proxy(server: Server, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    server.script([Reply(json={"ok": True})])
    options: dict[str, Any] = {}
    if way == "environment":
        monkeypatch.setenv("http_proxy", server.url)
        monkeypatch.delenv("no_proxy", raising=False)
    else:
        options["http_client"] = httpx2.Client(proxy=server.url)
    with sync_probe(base_url="http://api.example", **options) as client:
        assert client.call(GET) == {"ok": True}
    assert server.requests[0].target == "http://api.example/thing"
    if "http_client" in options:
        options["http_client"].close()


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
