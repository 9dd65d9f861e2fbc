"""A websocket over HTTP/2 (RFC 8441, extended CONNECT), as browsers open it over HTTPS. For tests."""

import asyncio
from types import TracebackType
from typing import Self

import h2.config
import h2.connection
import h2.events

DEFLATE = "permessage-deflate; client_max_window_bits"
STREAM = 1


class Http2Page:
    """`answer` holds the response's headers, `received` the websocket's bytes as they came."""

    def __init__(self, port: int, path: str = "/") -> None:
        self.port = port
        self.path = path
        self.answer: dict[str, str] = {}
        self.received = b""
        self.client = h2.connection.H2Connection(h2.config.H2Configuration(header_encoding="utf-8"))

    async def __aenter__(self) -> Self:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.client.initiate_connection()
        self.client.send_headers(STREAM, self._request())
        self.writer.write(self.client.data_to_send())
        while not self.answer:
            assert await self.read()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.writer.close()

    async def read(self) -> bool:
        """Takes in what comes next; False once the server has hung up."""
        data = await asyncio.wait_for(self.reader.read(65536), 10)
        for event in self.client.receive_data(data):
            self._take(event)
        self.writer.write(self.client.data_to_send())
        return bool(data)

    def _take(self, event: h2.events.Event) -> None:
        if isinstance(event, h2.events.ResponseReceived):
            self.answer = {str(name): str(value) for name, value in event.headers or []}
        elif isinstance(event, h2.events.DataReceived):
            self.received += event.data or b""

    def _request(self) -> list[tuple[str, str]]:
        return [
            (":method", "CONNECT"),
            (":protocol", "websocket"),
            (":scheme", "http"),
            (":path", self.path),
            (":authority", f"127.0.0.1:{self.port}"),
            ("sec-websocket-version", "13"),
            ("sec-websocket-extensions", DEFLATE),
        ]
