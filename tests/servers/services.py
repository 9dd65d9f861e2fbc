"""The frame of the payment services in this folder: an HTTP server on a free port, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came over the line."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: str
    kind: str = "application/json"


class Service:
    """`asked` is all that came; while it is `down` it answers with that status instead.

    The same idempotency key again gets the first answer, as both services promise.
    """

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.down = 0
        self._first: dict[str, Answer] = {}
        self._turn = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def keys(self) -> list[str]:
        return [one.headers["Idempotency-Key"] for one in self.asked if "Idempotency-Key" in one.headers]

    def answer(self, asked: Asked) -> Answer:
        raise NotImplementedError

    def take(self, asked: Asked) -> Answer:
        with self._turn:
            self.asked.append(asked)
            if self.down:
                return Answer(self.down, "{}")
            key = asked.headers.get("Idempotency-Key", "")
            if not key:
                return self.answer(asked)
            if key not in self._first:
                self._first[key] = self.answer(asked)
            return self._first[key]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._serve()

            def do_POST(self) -> None:
                self._serve()

            def log_message(self, *args: Any) -> None:
                pass

            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                given = service.take(Asked(self.command, self.path, dict(self.headers.items()), body))
                sent = given.body.encode()
                self.send_response(given.status)
                self.send_header("Content-Type", given.kind)
                self.send_header("Content-Length", str(len(sent)))
                self.end_headers()
                self.wfile.write(sent)

        return Handler
