"""A mail server and a push service in one process of its own: they take everything and note when.

`Sinks` is the side of the benchmark; `python -m benchmarks.sinks` is the process. It tells its two ports as
one JSON line and reads words, with one answer each: "counts" tells how many mails and pushes have come,
"when ADDRESS" at what moment the first mail to it did (CLOCK_MONOTONIC, the same in all processes), or null.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

HOST = "127.0.0.1"
TAKEN = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Counts:
    mails: int
    pushes: int


@dataclass(frozen=True, slots=True)
class Sinks:
    process: asyncio.subprocess.Process
    smtp_port: int
    push_port: int

    @property
    def settings(self) -> dict[str, str]:
        """What the server is started with, so that all goes here."""
        return {
            "NETEVENT_SMTP_URL": f"smtp://{HOST}:{self.smtp_port}",
            "NETEVENT_PUSH_SERVICES": f"{HOST}:{self.push_port}",
        }

    def endpoint(self, number: int) -> str:
        """The address of a browser."""
        return f"http://{HOST}:{self.push_port}/push/{number}"

    async def counts(self) -> Counts:
        return Counts(**await self._ask("counts"))

    async def arrival(self, address: str, within: float) -> float:
        """The moment of the first mail to the address."""
        async with asyncio.timeout(within):
            while True:
                moment = (await self._ask(f"when {address}"))["when"]
                if moment is not None:
                    return float(moment)
                await asyncio.sleep(0.01)

    async def _ask(self, words: str) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(words.encode() + b"\n")
        await self.process.stdin.drain()
        told: dict[str, Any] = json.loads(await self.process.stdout.readline())
        return told


@asynccontextmanager
async def open_sinks() -> AsyncIterator[Sinks]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.sinks", stdin=pipe, stdout=pipe
    )
    try:
        assert process.stdout
        yield Sinks(process, **json.loads(await process.stdout.readline()))
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


@dataclass(slots=True)
class Arrivals:
    """The process's side."""

    mails: int = 0
    pushes: int = 0
    first: dict[str, float] = field(default_factory=dict)

    async def take_mails(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """As much of SMTP as a client of ours speaks."""
        to: list[str] = []
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"RCPT":
                to.append(line.partition(b"<")[2].partition(b">")[0].decode().lower())
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                await reader.readuntil(b"\r\n.\r\n")
                self.note(to)
                to = []
            writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 fine\r\n")
        writer.close()

    def note(self, to: list[str]) -> None:
        self.mails += len(to)
        for address in to:
            self.first.setdefault(address, time.monotonic())

    async def take_pushes(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Each has a length, and all are taken."""
        while line := await reader.readline():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
            if line == b"\r\n":
                await reader.readexactly(length)
                self.pushes += 1
                writer.write(TAKEN)
        writer.close()

    def obey(self, words: str) -> dict[str, object]:
        verb, _, text = words.strip().partition(" ")
        if verb == "when":
            return {"when": self.first.get(text.lower())}
        return {"mails": self.mails, "pushes": self.pushes}


async def serve() -> None:
    arrivals = Arrivals()
    mail = await asyncio.start_server(arrivals.take_mails, HOST, 0)
    push = await asyncio.start_server(arrivals.take_pushes, HOST, 0)
    tell(smtp_port=mail.sockets[0].getsockname()[1], push_port=push.sockets[0].getsockname()[1])
    while words := await asyncio.to_thread(sys.stdin.readline):
        tell(**arrivals.obey(words))


def tell(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    asyncio.run(serve())
