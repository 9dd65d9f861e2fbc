"""The record of prints: who, when, where, and of whom it is the last."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from netevent.badges.printed.queries import count_unprinted, select_last_prints
from netevent.badges.printed.service import record_prints
from netevent.changes import BadgesPrinted
from netevent.core import clock
from netevent.core.database.tables import badge_prints
from tests.door import BADGES, Door

NOW = clock.now().replace(microsecond=0)
ONE, OTHER = "1" * 64, "2" * 64


async def record(
    door: Door, *printed: tuple[int, str], event_id: int = 1, minutes: int = 0, **given: str
) -> None:
    told = {"by": "Olga", "station": "Main entrance"} | given
    now = NOW + timedelta(minutes=minutes)
    await door.database.transact(record_prints, event_id, printed, told["by"], told["station"], now)


async def test_the_last_print_of_each_is_found(door: Door):
    await record(door, (1, ONE), (2, ONE))
    await record(door, (1, OTHER), minutes=5, by="Marta Door", station="")
    found = await door.database.read(select_last_prints, 1, [1, 2, 3])
    assert {one: (last.by, last.station, last.content) for one, last in found.items()} == {
        1: ("Marta Door", "", OTHER),
        2: ("Olga", "Main entrance", ONE),
    }
    assert found[1].at == NOW + timedelta(minutes=5)
    assert door.published == [BadgesPrinted(1), BadgesPrinted(1)]


async def test_every_print_stays(door: Door):
    await record(door, (1, ONE))
    await record(door, (1, ONE))
    rows = await door.database.read(lambda tx: tx.execute(select(badge_prints.c.attendee_id)).scalars().all())
    assert rows == [1, 1]


async def test_who_is_of_another_event_or_gone_is_passed_over(door: Door):
    await record(door, (BADGES + 1, ONE), (999, ONE))
    assert await door.database.read(select_last_prints, 1, [BADGES + 1, 999]) == {}
    assert await door.database.read(select_last_prints, 2, [BADGES + 1, 999]) == {}
    assert door.published == []


async def test_who_comes_and_has_no_badge_yet_is_counted(door: Door):
    await record(door, (1, ONE))
    await door.change_attendee(2, attendance_status="not_attending")
    await door.change_attendee(3, attendee_code=None)
    assert await door.database.read(count_unprinted, 1) == BADGES - 3


async def test_names_longer_than_their_columns_are_cut(door: Door):
    await record(door, (1, ONE), by="x" * 300, station="y" * 300)
    last = (await door.database.read(select_last_prints, 1, [1]))[1]
    assert (last.by, last.station) == ("x" * 255, "y" * 100)
