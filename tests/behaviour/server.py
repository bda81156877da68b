"""A real HTTP/1.1 server on loopback that answers from a script and remembers what it was asked.

In Python: `with Server() as server: server.script([Reply(json={"id": 1})])`, then `server.requests`.
For any other language run `python server.py`: it prints one line of JSON, `{"url": ..., "other": ...}`, and
is scripted over HTTP until its standard input ends:

    POST {url}/-/script     a JSON list of replies (the keys of `Reply`); forgets the requests so far
    GET  {url}/-/requests   the recorded requests (the keys of `Recorded`, bodies in base64)

`other` is a second origin with the same script: redirects to it change the origin. In header values of a
reply `{url}` and `{other}` stand for the two. A request that the script has no reply for gets a 599 that asks
not to be retried, and is recorded with `unexpected` set.
"""

from __future__ import annotations

import base64
import gzip
import json as jsonlib
import socket
import ssl
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from types import TracebackType
from typing import Any, Literal, Self

Headers = Mapping[str, str] | Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One response. The body is `json`, `text`, `base64` or `chunks`."""

    status: int = 200
    headers: Headers = field(default_factory=dict[str, str])
    """Pairs instead of a mapping where a name comes twice."""
    json: Any = None
    text: str | None = None
    base64: str | None = None
    chunks: Sequence[str] | None = None
    """Sent with `Transfer-Encoding: chunked`, one chunk each."""
    gzip: bool = False
    delay: float = 0.0
    """Seconds before anything is sent."""
    chunk_delay: float = 0.0
    """Seconds before each chunk but the first."""
    reset: Literal["", "request", "headers", "body"] = ""
    """Reset the connection after reading the request, after the headers, or in the middle of the body."""
    close: bool = False
    """Close the connection after the response."""

    def body(self) -> bytes:
        """The bytes of the body, chunks joined."""
        if self.chunks is not None:
            data = "".join(self.chunks).encode()
        elif self.base64 is not None:
            data = base64.b64decode(self.base64)
        elif self.text is not None:
            data = self.text.encode("utf-8", "surrogatepass")
        else:
            data = b"" if self.json is None else jsonlib.dumps(self.json).encode()
        return gzip.compress(data) if self.gzip else data


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """One request as it came over the wire."""

    method: str
    target: str
    """As in the request line: path and query, nothing decoded."""
    headers: list[tuple[str, str]]
    """In order, duplicates and case kept."""
    body: bytes
    connection: int
    """Which connection it came on: equal numbers mean that it was kept alive."""
    origin: Literal["url", "other"]
    chunked: bool = False
    unexpected: bool = False

    def header(self, name: str) -> str | None:
        """The one header of a name, in any case; fails where there are two."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        if len(values) > 1:
            raise AssertionError(f"{name} was sent {len(values)} times: {values}")
        return values[0] if values else None

    def json(self) -> Any:
        """The body as JSON."""
        return jsonlib.loads(self.body)


Handler = Callable[[Recorded], Reply]

_UNEXPECTED = Reply(
    status=599, json={"error": "the script has no more replies"}, headers={"x-should-retry": "false"}
)


class Server:
    """Two listening sockets on 127.0.0.1 and a thread for each connection."""

    def __init__(self, handler: Handler | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Recorded] = []
        self._handler = handler
        self._replies: list[Reply] = []
        self._lock = threading.Lock()
        self._connections: set[socket.socket] = set()
        self._count = 0
        self._tls = tls
        self._sockets = [socket.create_server(("127.0.0.1", 0), backlog=512) for _ in range(2)]
        scheme = "https" if tls else "http"
        self.url, self.other = (f"{scheme}://127.0.0.1:{sock.getsockname()[1]}" for sock in self._sockets)

    def script(self, replies: Sequence[Reply | Mapping[str, Any]]) -> None:
        """Answer the next requests with these, in order, and forget the requests so far."""
        with self._lock:
            self._replies = [reply if isinstance(reply, Reply) else Reply(**reply) for reply in replies]
            self.requests = []

    @property
    def open_connections(self) -> int:
        """How many connections clients have not closed."""
        with self._lock:
            return len(self._connections)

    def __enter__(self) -> Self:
        for sock, origin in zip(self._sockets, ("url", "other"), strict=True):
            threading.Thread(target=self._accept, args=(sock, origin), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for sock in self._sockets:
            # A thread that is blocked in accept() is woken by this, not by close().
            sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        with self._lock:
            for connection in self._connections:
                connection.close()

    def _accept(self, listener: socket.socket, origin: Literal["url", "other"]) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection, origin), daemon=True).start()

    def _serve(self, connection: socket.socket, origin: Literal["url", "other"]) -> None:
        with self._lock:
            self._connections.add(connection)
            self._count += 1
            number = self._count
        secured = connection
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._tls is not None:
                secured = self._tls.wrap_socket(connection, server_side=True)
            with secured.makefile("rb") as reader:
                while (request := _read_request(reader, number, origin)) is not None:
                    if not self._answer(secured, request):
                        break
        except (OSError, ValueError):
            pass  # the client went away, which is what some tests are about
        finally:
            with self._lock:
                self._connections.discard(connection)
            secured.close()

    def _answer(self, connection: socket.socket, request: Recorded) -> bool:
        reply = self._control(request) if request.target.startswith("/-/") else self._next(request)
        time.sleep(reply.delay)
        return _send(connection, reply, {"{url}": self.url, "{other}": self.other})

    def _control(self, request: Recorded) -> Reply:
        if request.target == "/-/script":
            self.script(request.json())
            return Reply(json={})
        with self._lock:
            recorded = [{**asdict(one), "body": base64.b64encode(one.body).decode()} for one in self.requests]
        return Reply(json=recorded)

    def _next(self, request: Recorded) -> Reply:
        if self._handler is not None:
            with self._lock:
                self.requests.append(request)
            return self._handler(request)
        with self._lock:
            if self._replies:
                self.requests.append(request)
                return self._replies.pop(0)
            self.requests.append(Recorded(**{**vars(request), "unexpected": True}))
            return _UNEXPECTED


def _read_request(reader: Any, number: int, origin: Literal["url", "other"]) -> Recorded | None:
    line = reader.readline().decode("latin-1").rstrip("\r\n")
    if not line:
        return None
    method, target, _ = line.split(" ")
    headers: list[tuple[str, str]] = []
    while text := reader.readline().decode("latin-1").rstrip("\r\n"):
        name, _, value = text.partition(":")
        headers.append((name, value.strip()))
    fields = {name.lower(): value for name, value in headers}
    chunked = fields.get("transfer-encoding", "").lower() == "chunked"
    body = b"".join(_chunks(reader)) if chunked else reader.read(int(fields.get("content-length", "0")))
    return Recorded(
        method=method,
        target=target,
        headers=headers,
        body=body,
        connection=number,
        origin=origin,
        chunked=chunked,
    )


def _chunks(reader: Any) -> Iterator[bytes]:
    while size := int(reader.readline().split(b";")[0], 16):
        yield reader.read(size)
        reader.readline()
    reader.readline()


def _send(connection: socket.socket, reply: Reply, places: Mapping[str, str]) -> bool:
    """Send a response; whether the connection can be used again."""
    if reply.reset == "request":
        return _reset(connection)
    body = reply.body()
    pairs = list(reply.headers.items() if isinstance(reply.headers, Mapping) else reply.headers)
    given = {name.lower() for name, _ in pairs}
    if reply.json is not None and "content-type" not in given:
        pairs.append(("Content-Type", "application/json"))
    if reply.gzip:
        pairs.append(("Content-Encoding", "gzip"))
    if reply.close:
        pairs.append(("Connection", "close"))
    if reply.chunks is not None:
        pairs.append(("Transfer-Encoding", "chunked"))
    elif "content-length" not in given and reply.status not in {204, 304}:
        pairs.append(("Content-Length", str(len(body))))
    for place, url in places.items():
        pairs = [(name, value.replace(place, url)) for name, value in pairs]
    head = "".join(f"{name}: {value}\r\n" for name, value in pairs)
    connection.sendall(f"HTTP/1.1 {reply.status} Scripted\r\n{head}\r\n".encode("latin-1"))
    if reply.reset == "headers":
        return _reset(connection)
    if reply.reset == "body":
        connection.sendall(body[: len(body) // 2] if reply.chunks is None else b"5\r\nab")
        return _reset(connection)
    if reply.chunks is None:
        connection.sendall(body)
    else:
        pieces = [body] if reply.gzip else [chunk.encode() for chunk in reply.chunks]
        for index, piece in enumerate(pieces):
            time.sleep(reply.chunk_delay if index else 0)
            connection.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        connection.sendall(b"0\r\n\r\n")
    return not reply.close


def _reset(connection: socket.socket) -> bool:
    time.sleep(0.02)  # what was sent before arrives before the reset does
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


def main() -> None:
    """Serve until standard input ends."""
    with Server() as server:
        print(jsonlib.dumps({"url": server.url, "other": server.other}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
