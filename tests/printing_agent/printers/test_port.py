"""A printer's own port, played by a server on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from netevent.documents.badges.drawing import badge_pdf
from netevent.documents.badges.formats import Format
from netevent.printing_agent.printers.port import PortPrinter
from netevent.printing_agent.printers.printer import NotPrinted
from netevent.printing_agent.trouble import Trouble
from tests.documents.badges.examples import LINK, badge, design
from tests.printing_agent.labels import ROLL, code_on, dots_of

ASKS = b"~HS"
WELL = (
    b"\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n"
    b"\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n"
    b"\x021234,0\x03\r\n"
)
NO_PAPER, PAUSED = WELL.replace(b"030,0,0", b"030,1,0"), WELL.replace(b"030,0,0", b"030,0,1")
OPEN, NO_RIBBON = (
    WELL.replace(b"000,0,0,0,0,2", b"000,0,1,0,0,2"),
    WELL.replace(b"000,0,0,0,0,2", b"000,0,0,1,0,2"),
)


@dataclass(slots=True)
class Device:
    """Prints what comes, and says `state` when it is asked; '' for one that does not tell."""

    state: bytes = b""
    port: int = 0
    printed: list[bytes] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.state and (asked := await reader.read(len(ASKS))):
            assert asked == ASKS
            writer.write(self.state)
        if came := await reader.read():
            self.printed.append(came)
        writer.close()


@asynccontextmanager
async def device(state: bytes = b"") -> AsyncIterator[Device]:
    made = Device(state)
    async with await asyncio.start_server(made.serve, "127.0.0.1", 0) as server:
        made.port = server.sockets[0].getsockname()[1]
        yield made


async def test_a_printer_that_reads_pdf_gets_it_as_it_is():
    async with device() as printer:
        await PortPrinter("127.0.0.1", printer.port).print(b"%PDF-1 and more", ROLL, 7)
    assert printer.printed == [b"%PDF-1 and more"]


async def test_a_zebra_gets_a_picture_whose_code_can_be_read():
    async with device(WELL) as printer:
        port = PortPrinter("127.0.0.1", printer.port, 203)
        await port.print(badge_pdf(badge(), design(Format.roll_62)), ROLL, 7)
    assert code_on(dots_of(printer.printed[0])) == LINK


@pytest.mark.parametrize(
    ("state", "words"),
    [(NO_PAPER, "no paper"), (PAUSED, "paused"), (OPEN, "open"), (NO_RIBBON, "no ribbon")],
)
async def test_what_a_zebra_lacks_is_told_before_a_badge_is_sent(state: bytes, words: str):
    async with device(state) as printer:
        port = PortPrinter("127.0.0.1", printer.port, 203)
        assert words in str(await port.trouble())
        with pytest.raises(NotPrinted, match=words):
            await port.print(badge_pdf(badge(), design(Format.roll_62)), ROLL, 7)
    assert printer.printed == []


async def test_a_zebra_that_does_not_tell_prints_all_the_same(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("netevent.printing_agent.printers.zebra.SECONDS", 0.05)
    async with device() as printer:
        port = PortPrinter("127.0.0.1", printer.port, 203)
        assert not await port.trouble()
        await port.print(badge_pdf(badge(), design(Format.roll_62)), ROLL, 7)
    labels = [came for came in printer.printed if came != ASKS]
    assert [code_on(dots_of(label)) for label in labels] == [LINK]


async def test_a_printer_that_is_off_is_trouble():
    async with device() as printer:
        gone = PortPrinter("127.0.0.1", printer.port)
    assert await gone.trouble() == Trouble("no_answer", "127.0.0.1")
    with pytest.raises(NotPrinted, match="does not answer"):
        await gone.print(b"%PDF-1", ROLL, 7)


async def test_a_printer_that_takes_nothing_is_trouble(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("netevent.printing_agent.printers.port.TAKES", 0.05)
    is_over = asyncio.Event()

    async def deaf(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reader._transport.pause_reading()  # type: ignore[attr-defined]  # a printer without paper reads no further
        await is_over.wait()
        writer.close()

    async with await asyncio.start_server(deaf, "127.0.0.1", 0) as server:
        port = PortPrinter("127.0.0.1", server.sockets[0].getsockname()[1])
        with pytest.raises(NotPrinted, match="does not take"):
            await port.print(bytes(30_000_000), ROLL, 7)
        is_over.set()
