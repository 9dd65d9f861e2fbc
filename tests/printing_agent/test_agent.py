"""The agent beside its printer, against a real server."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from netevent.printing_agent.agent import Pace
from netevent.printing_agent.link import Link
from netevent.printing_agent.printers.folder import FolderPrinter
from netevent.printing_agent.printers.printer import NotPrinted
from netevent.printing_agent.server import TokenWrong
from netevent.printing_agent.told import Label
from netevent.printing_agent.trouble import NONE, Trouble
from tests.badges.printers import ANNA, BEN
from tests.conftest import on_sqlite
from tests.printing_agent.beside import QUICK, SURELY, Hall, Log, agent_at, new_agent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "printed"
    made.mkdir()
    return made


class Wayward:
    """Prints where nothing is wrong, and when it may. It may know what is wrong before it prints, or not."""

    def __init__(self, wrong: str = "") -> None:
        self.wrong, self.is_known = wrong, False
        self.has_begun, self.may_end = asyncio.Event(), asyncio.Event()
        self.may_end.set()

    async def print(self, pdf: bytes, label: Label, number: int) -> None:
        self.has_begun.set()
        await self.may_end.wait()
        if self.wrong:
            self.is_known = True
            raise NotPrinted(self._trouble())

    async def trouble(self) -> Trouble:
        return self._trouble() if self.is_known else NONE

    def _trouble(self) -> Trouble:
        return Trouble("no_paper", self.wrong) if self.wrong else NONE


class Jammed(Wayward):
    """It never knows."""

    async def trouble(self) -> Trouble:
        return NONE


async def test_a_badge_that_a_desk_asks_for_comes_out_at_once(hall: Hall, folder: Path):
    async with agent_at(hall, FolderPrinter(folder)) as log:
        await hall.ask(ANNA)
        await log.heard("was printed")
        await hall.ask(BEN)
        await log.heard("was printed", times=2)
    assert beginnings(folder) == [b"%PDF-", b"%PDF-"]
    assert await hall.printers.states() == ["printed", "printed"]
    assert await hall.printers.prints() == [(ANNA, "Marta Door", "Hall"), (BEN, "Marta Door", "Hall")]


@on_sqlite
async def test_what_waited_before_it_came_is_printed(hall: Hall, folder: Path):
    await hall.ask()
    async with agent_at(hall, FolderPrinter(folder)) as log:
        await log.heard("was printed")
    assert beginnings(folder) == [b"%PDF-"]


def beginnings(folder: Path) -> list[bytes]:
    return [file.read_bytes()[:5] for file in folder.iterdir()]


@on_sqlite
async def test_where_the_socket_cannot_be_had_it_asks(
    hall: Hall, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("netevent.printing_agent.word.connect", refused)
    async with agent_at(hall, FolderPrinter(folder), Pace(alive=30, ask=0.05, again=0.05)) as log:
        await log.heard("No socket to the server")
        await hall.ask()
        await log.heard("was printed")


def refused(*_: object, **__: object) -> object:
    raise ConnectionRefusedError("refused")


@on_sqlite
async def test_the_server_may_be_started_again_beneath_it(hall: Hall, folder: Path):
    async with agent_at(hall, FolderPrinter(folder), Pace(alive=30, ask=0.05, again=0.05)) as log:
        assert hall.server.stop() == 0
        hall.server.start()
        await hall.ask()
        await log.heard("was printed")


# ---- the printer's trouble ------------------------------------------------------------------------------


async def test_the_printers_trouble_shows_at_the_desk_and_the_badge_waits_again(hall: Hall):
    printer = Wayward("media-empty")
    async with agent_at(hall, printer) as log:
        await hall.ask()
        await log.heard("was not printed: The printer has no paper. (media-empty)")
        row = (await hall.printers.rows())[0]
        assert (row.state, row.tries, row.said) == ("waiting", 1, "no_paper: media-empty")
        assert "The printer has no paper. (media-empty)" in await hall.seen_at_the_desk()
        assert "Der Drucker hat kein Papier. (media-empty)" in await hall.seen_at_the_desk("de")
        printer.wrong = ""
        await log.heard("The printer prints again")
        await log.heard("was printed")
    assert await hall.printers.states() == ["printed"]
    assert "media-empty" not in await hall.seen_at_the_desk()


@on_sqlite
async def test_three_times_in_vain_it_has_failed(hall: Hall):
    async with agent_at(hall, Jammed("jammed")) as log:
        await hall.ask()
        await log.heard("was not printed: The printer has no paper. (jammed)", times=3)
        await log.heard("The printer prints again", times=3)
    assert await hall.printers.states() == ["failed"]


@on_sqlite
async def test_what_a_killed_agent_had_comes_out_elsewhere_when_its_lease_is_over(hall: Hall, folder: Path):
    printer, log = Wayward(), Log()
    printer.may_end.clear()
    agent, server = new_agent(hall.link, printer, log)
    async with server:
        running = asyncio.create_task(agent.run())
        await log.heard("Prints for")
        await hall.ask(to_any=True)
        await asyncio.wait_for(printer.has_begun.wait(), SURELY)
        running.cancel()
        await asyncio.wait([running])
    (job,) = await hall.printers.rows()
    _, token = await hall.printers.station("Door")
    door = Link(hall.link.origin, token)
    async with agent_at(hall, FolderPrinter(folder), Pace(alive=0.1, again=0.05), door) as other:
        await hall.printers.set_job(job.id, taken_until=hall.printers.now - timedelta(seconds=1))
        await other.heard("was printed")
    assert await hall.printers.prints() == [(ANNA, "Marta Door", "Door")]


# ---- coming and going -----------------------------------------------------------------------------------


@on_sqlite
async def test_a_stop_ends_the_badge_that_is_printed_now(hall: Hall):
    printer, log = Wayward(), Log()
    printer.may_end.clear()
    agent, server = new_agent(hall.link, printer, log)
    async with server:
        running = asyncio.create_task(agent.run())
        await log.heard("Prints for")
        await hall.ask()
        await asyncio.wait_for(printer.has_begun.wait(), SURELY)
        agent.stop()
        printer.may_end.set()
        await asyncio.wait_for(running, SURELY)
    assert await hall.printers.states() == ["printed"]
    assert log.lines[-1] == "Stopped."


@on_sqlite
async def test_of_two_agents_of_a_station_the_second_waits_for_the_end_of_the_first(hall: Hall):
    second_log = Log()
    second, server = new_agent(hall.link, Wayward(), second_log)
    async with server:
        async with agent_at(hall, Wayward()):
            waiting = asyncio.create_task(second.run())
            await second_log.heard("Another page or program")
        await second_log.heard("Prints for the station Hall")
        second.stop()
        await asyncio.wait_for(waiting, SURELY)


@on_sqlite
async def test_a_link_that_was_replaced_ends_it(hall: Hall):
    agent, server = new_agent(Link(hall.link.origin, "x" * 43), Wayward(), Log(), QUICK)
    async with server:
        with pytest.raises(TokenWrong):
            await agent.run()
