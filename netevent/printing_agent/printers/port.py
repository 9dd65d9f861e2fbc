"""A printer's own port, mostly 9100: what is sent there is printed, as a PDF or in ZPL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from netevent.printing_agent.printers import zebra
from netevent.printing_agent.printers.printer import NotPrinted
from netevent.printing_agent.printers.zpl import zpl_of
from netevent.printing_agent.told import Label
from netevent.printing_agent.trouble import NONE, Trouble

# Seconds.
CONNECTS, TAKES, ENDS = 5.0, 30.0, 1.0


@dataclass(slots=True)
class PortPrinter:
    """`dots_of_an_inch`: it speaks ZPL; 0: it takes PDF files as they are."""

    host: str
    port: int
    dots_of_an_inch: int = 0
    tells_state: bool = True

    async def print(self, pdf: bytes, label: Label, number: int) -> None:
        sent = pdf
        if self.dots_of_an_inch:
            sent = await asyncio.to_thread(zpl_of, pdf, label, self.dots_of_an_inch)
        async with self._line() as (reader, writer):
            await self._require_ready(reader, writer)
            writer.write(sent)
            await writer.drain()
            writer.write_eof()
            await _heard_out(reader)

    async def trouble(self) -> Trouble:
        try:
            async with self._line() as (reader, writer):
                await self._require_ready(reader, writer)
        except NotPrinted as error:
            return error.trouble
        return NONE

    async def _require_ready(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A printer that does not tell how it stands is believed to be ready, and not asked again."""
        if not self.dots_of_an_inch or not self.tells_state:
            return
        said = await zebra.ask(reader, writer)
        self.tells_state = said is not None
        if said:
            raise NotPrinted(said)

    @asynccontextmanager
    async def _line(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """
        Raises:
            NotPrinted: nobody is there, or what was sent was not taken.
        """
        try:
            async with asyncio.timeout(CONNECTS):
                reader, writer = await asyncio.open_connection(self.host, self.port)
        except (OSError, TimeoutError):
            raise NotPrinted(Trouble("no_answer", self.host)) from None
        try:
            async with asyncio.timeout(TAKES):
                yield reader, writer
                writer.close()
                await writer.wait_closed()
        except (OSError, TimeoutError):
            raise NotPrinted(Trouble("not_taken", self.host)) from None
        finally:
            writer.close()
            with suppress(OSError):
                writer.transport.abort()


async def _heard_out(reader: asyncio.StreamReader) -> None:
    """A line that is closed on a printer that still speaks breaks, and what it has not read yet is lost."""
    with suppress(TimeoutError):
        async with asyncio.timeout(ENDS):
            while await reader.read(1024):
                pass
