"""A small HTTP/2 server on loopback, over TLS: `with Http2Server(context) as server`."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Literal, Self

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.events import ConnectionTerminated, DataReceived, RequestReceived, StreamEnded

Answer = Literal["ok", "reset", "error", "goaway"]


class Http2Server:
    """Answers POST requests with what they hold, once `together` of them are there; or as `answers` say."""

    def __init__(self, context: ssl.SSLContext, answers: Sequence[Answer] = (), together: int = 1) -> None:
        context.set_alpn_protocols(["h2"])
        self.headers: list[dict[str, str]] = []
        """Of the requests, in order."""
        self.connections = 0
        self._context = context
        self._answers = list(answers)
        self.together = together
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        with self._context.wrap_socket(plain, server_side=True) as connection:
            assert connection.selected_alpn_protocol() == "h2"
            http = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
            http.initiate_connection()
            bodies: dict[int, bytes] = {}
            waiting: list[int] = []
            connection.sendall(http.data_to_send())
            while data := connection.recv(65536):
                for event in http.receive_data(data):
                    if isinstance(event, RequestReceived):
                        self.headers.append(dict(event.headers))
                        bodies[event.stream_id] = b""
                    elif isinstance(event, DataReceived):
                        bodies[event.stream_id] += event.data
                        http.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                    elif isinstance(event, StreamEnded):
                        waiting.append(event.stream_id)
                    elif isinstance(event, ConnectionTerminated):
                        return
                if len(waiting) >= self.together:
                    # The last to come is the first to be answered.
                    while waiting:
                        stream = waiting.pop()
                        self._answer(http, stream, bodies[stream])
                connection.sendall(http.data_to_send())

    def _answer(self, http: H2Connection, stream: int, body: bytes) -> None:
        answer = self._answers.pop(0) if self._answers else "ok"
        if answer == "goaway":
            http.close_connection(ErrorCodes.ENHANCE_YOUR_CALM)
            return
        status = "503" if answer == "error" else "200"
        http.send_headers(stream, [(":status", status), ("content-type", "application/json")])
        content = json.dumps({"got": json.loads(body or b"null")}).encode()
        if answer == "reset":
            http.send_data(stream, content[:3])
            http.reset_stream(stream, ErrorCodes.INTERNAL_ERROR)
            return
        http.send_data(stream, content, end_stream=True)


def trusting(ca: str) -> Any:
    """The options of an HTTP client that speaks HTTP/2 and trusts a CA."""
    return {"http2": True, "verify": ssl.create_default_context(cafile=ca)}
