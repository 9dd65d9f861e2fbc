"""What an import asks of the database, and what it tells; and that every writing of a session is dated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import CursorResult, Executable, update

from netevent.breakouts import service as sessions_service
from netevent.breakouts.importing import service
from netevent.breakouts.importing.jobs import Outcome
from netevent.breakouts.timetable import Timetable, read_timetable
from netevent.changes import RsvpChanged, SeatFreed, SessionsChanged
from netevent.core.database import Transaction
from netevent.core.database.tables import breakout_sessions
from tests.breakouts.importing.uploads import programme, row, sessions_of
from tests.breakouts.seats import make_room
from tests.breakouts.timetable.sources import BERLIN, CONGRESS, table
from tests.door import Door

EVENT = 1
KINDS = (SessionsChanged, SeatFreed, RsvpChanged)


@dataclass(slots=True)
class Counted(Transaction):
    asked: list[str] = field(default_factory=list)

    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        self.asked.append(str(statement))
        return Transaction.execute(self, statement, parameters)


async def bring_in(door: Door, timetable: Timetable) -> tuple[Outcome, list[str]]:
    """What it did, and the statements of the import alone."""
    import_id = await door.database.transact(service.keep, EVENT, "schedule.xml", timetable)
    door.published.clear()

    def work(tx: Transaction) -> tuple[Outcome, list[str]]:
        counted = Counted(tx.connection, tx.reactions, tx.changes)
        return service.apply(counted, EVENT, import_id), counted.asked

    return await door.database.transact(work)


async def test_many_sessions_come_in_with_few_statements_and_one_change(door: Door):
    timetable = read_timetable(CONGRESS.read_bytes(), "schedule.xml", BERLIN)
    outcome, asked = await bring_in(door, timetable)
    assert outcome.added == 138
    assert len(asked) < 30
    assert [one for one in door.published if isinstance(one, KINDS)] == [SessionsChanged(EVENT)]


async def test_the_same_again_writes_and_tells_nothing(door: Door):
    timetable = read_timetable(CONGRESS.read_bytes(), "schedule.xml", BERLIN)
    await bring_in(door, timetable)
    outcome, asked = await bring_in(door, timetable)
    assert outcome == Outcome(0, 0, 138, 0, 0)
    written = [statement for statement in asked if not statement.startswith("SELECT")]
    assert all(statement.startswith("UPDATE jobs") for statement in written)
    assert [one for one in door.published if isinstance(one, KINDS)] == []


async def test_other_seats_are_told_so_that_pages_show_them(door: Door):
    for seats in ("2", "3"):
        timetable = read_timetable(programme(row("a", Seats=seats)), "programme.csv", BERLIN)
        await bring_in(door, timetable)
    number = (await sessions_of(door.database))["a"].id
    told = [one for one in door.published if isinstance(one, KINDS)]
    assert told == [SeatFreed(EVENT, number), SessionsChanged(EVENT)]


async def test_a_table_without_a_column_takes_nothing_away(door: Door):
    full = row("a", Track="Data", Speakers="Nora Named")
    await bring_in(door, read_timetable(programme(full), "programme.csv", BERLIN))
    fewer = table(("Talk a, anew", *full[1:3], "a"), headers=("Title", "Start", "End", "Code"))
    outcome, _ = await bring_in(door, read_timetable(fewer, "programme.csv", BERLIN))
    assert outcome.changed == 1
    session = (await sessions_of(door.database))["a"]
    assert session.name == "Talk a, anew"
    assert (session.room, session.track, session.presenter_names) == ("Room a", "Data", ("Nora Named",))


async def test_a_session_is_dated_when_it_is_made_and_when_it_is_edited(door: Door):
    room = await make_room(door)
    assert (await room.session()).changed_at is not None
    undated = update(breakout_sessions).values(changed_at=None)
    await door.database.transact(lambda tx: tx.execute(undated))
    details = sessions_service.details_of(await room.session())
    await door.database.transact(sessions_service.edit, EVENT, room.session_id, details)
    assert (await room.session()).changed_at is not None
