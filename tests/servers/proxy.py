"""The network between a test and its server: a TCP proxy that cuts, loses, swallows and delays.

It runs in a thread of its own, so that a test may wait for its server through it. The server listens on
`target`, its base URL is `url`; tests/faults starts it so.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from enum import Enum, auto
from typing import Any, TypeVar

from tests.servers import processes

PIECE = 65536

Given = TypeVar("Given")


class Network(Enum):
    """What happens to what is sent."""

    whole = auto()
    cut = auto()
    answers_lost = auto()  # what is asked arrives; at its answer the line breaks
    swallowing = auto()  # nothing arrives, and nothing tells so


class Proxy:
    """Starts whole. All that happens to the lines happens in its thread."""

    def __init__(self, target: int | None = None) -> None:
        self.port, self.target = processes.free_port(), target or processes.free_port()
        self.answers_lost = 0
        self._swallowed = threading.Event()
        self.delay = 0.0  # seconds for each piece, either way
        self._network = Network.whole
        self._lines: set[asyncio.WriteTransport] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._now(self._listen())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Every line breaks, and a new one at once."""
        self._become(Network.cut)

    def lose_answers(self) -> None:
        """What the browsers send arrives; each line breaks before anything of the answer gets back."""
        self._become(Network.answers_lost)

    def swallow(self) -> None:
        self._become(Network.swallowing)

    def until_swallowed(self) -> None:
        """Until something was sent that never arrives."""
        assert self._swallowed.wait(timeout=60)

    def mend(self) -> None:
        """Whole again; lines on which something was lost are broken."""
        self._become(Network.whole)

    def close(self) -> None:
        self._become(Network.cut)
        self._now(self._stop_listening())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _become(self, network: Network) -> None:
        async def change() -> None:
            if network is Network.cut or self._network is Network.swallowing:
                self._break_all()
            self._network = network

        self._now(change())

    def _break_all(self) -> None:
        for line in self._lines:
            line.abort()

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._serve, "127.0.0.1", self.port)

    async def _stop_listening(self) -> None:
        self._server.close()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    async def _serve(self, asked: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        if self._network is Network.cut:
            return answer.transport.abort()
        try:
            answered, ask = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            return answer.transport.abort()
        both = {answer.transport, ask.transport}
        self._lines |= both
        try:
            async with asyncio.TaskGroup() as ways:
                ways.create_task(self._carry(asked, ask, self._may_be_asked))
                ways.create_task(self._carry(answered, answer, self._may_be_answered))
        except* OSError:
            pass  # one end is gone, and so is the other
        finally:
            self._lines -= both
            for line in both:
                line.abort()

    async def _carry(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, may: Callable[[], bool]
    ) -> None:
        while piece := await source.read(PIECE):
            if self.delay:
                await asyncio.sleep(self.delay)
            if not may():
                self._swallowed.set()
                continue
            target.write(piece)
            await target.drain()
        with suppress(OSError):
            target.write_eof()

    def _may_be_asked(self) -> bool:
        return self._network is not Network.swallowing

    def _may_be_answered(self) -> bool:
        if self._network is Network.answers_lost:
            self.answers_lost += 1
            raise ConnectionResetError
        return self._network is not Network.swallowing

    def _now(self, coroutine: Coroutine[Any, Any, Given]) -> Given:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout=60)
