"""The programme as files: out and in again it is the same."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from icalendar import Calendar
from quart import Quart
from sqlalchemy import update

from netevent.breakouts.exporting.sessions import as_timetable
from netevent.core import clock
from netevent.core.database.tables import events
from tests.breakouts.importing.uploads import Organizer, counted, programme, row, sessions_of, sums
from tests.breakouts.timetable.sources import CONGRESS
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_session

FILES = ("schedule.xml", "programme.ics")


@pytest.fixture
async def olga(log_in_as: LogIn) -> Organizer:
    return Organizer(*await log_in_as("olga"))


async def exported(organizer: Organizer, name: str = "schedule.xml") -> bytes:
    answer = await organizer.client.get(f"{organizer.page}/{name}")
    assert answer.status_code == 200
    return bytes(await answer.get_data(as_text=False))


async def test_out_and_in_again_changes_nothing(door: Door, olga: Organizer):
    await olga.bring_in(CONGRESS.read_bytes(), "schedule.xml")
    _, page = await olga.preview(await exported(olga), "schedule.xml")
    assert sums(page) == counted(unchanged=138)


async def test_out_and_into_another_event_is_the_same_programme(
    door: Door, olga: Organizer, log_in_as: LogIn
):
    elsewhere = update(events).where(events.c.id == 2).values(time_zone="America/New_York")
    await door.database.transact(lambda tx: tx.execute(elsewhere))
    await olga.bring_in(CONGRESS.read_bytes(), "schedule.xml")
    otto = Organizer(*await log_in_as("otto"), event_id=2)
    assert sums(await otto.bring_in(await exported(olga), "schedule.xml")) == counted(new=138)
    ours, theirs = await sessions_of(door.database), await sessions_of(door.database, 2)
    assert {key: as_timetable(one) for key, one in ours.items()} == {
        key: as_timetable(one) for key, one in theirs.items()
    }


async def test_sessions_made_by_hand_go_by_their_code_and_are_not_made_twice(door: Door, olga: Organizer):
    soon = clock.now().replace(microsecond=0) + timedelta(hours=1)
    described = "Two lines\n\n\n\nand <b>signs</b> &amp; *stars*"
    await insert_session(
        door.database, 1, soon, code="HANDAA", description=described, max_attendees=7, location="Hall"
    )
    await insert_session(door.database, 1, soon, code="HANDBB", name="Other")
    before = await sessions_of(door.database)
    content = await exported(olga)
    where, page = await olga.preview(content, "schedule.xml")
    assert sums(page) == counted(unchanged=2)
    await olga.say_yes(where)
    assert await sessions_of(door.database) == before
    later = content.replace(b"<title>Other</title>", b"<title>Another</title>")
    assert sums(await olga.bring_in(later, "schedule.xml")) == counted(changed=1, unchanged=1)
    after = await sessions_of(door.database)
    assert (after["HANDBB"].name, after["HANDBB"].upstream_id) == ("Another", "")


async def test_the_calendar_has_each_session_without_signs_of_markdown(door: Door, olga: Organizer):
    soon = clock.now().replace(microsecond=0) + timedelta(hours=1)
    described = "# About\n\n**Bold** [words](https://example.org/x)"
    await insert_session(door.database, 1, soon, code="HANDAA", description=described)
    (entry,) = Calendar.from_ical(await exported(olga, "programme.ics")).events
    assert str(entry["DESCRIPTION"]) == "About\n\nBold words (https://example.org/x)"
    assert str(entry["UID"]).startswith("event-1-HANDAA@")


async def test_the_calendar_tells_when_the_programme_changed(door: Door, olga: Organizer):
    await olga.bring_in(programme(row("a")))
    (entry,) = Calendar.from_ical(await exported(olga, "programme.ics")).events
    changed_at = (await sessions_of(door.database))["a"].changed_at
    assert changed_at is not None
    assert entry.stamp == changed_at.replace(microsecond=0, tzinfo=UTC)


@pytest.mark.parametrize("name", FILES)
async def test_an_empty_programme_is_a_file_too(olga: Organizer, name: str):
    assert await exported(olga, name)


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
@pytest.mark.parametrize("name", FILES)
async def test_nobody_else_gets_them(log_in_as: LogIn, who: str, status: int, name: str):
    client, _ = await log_in_as(who)
    assert (await client.get(f"/organizer/event/1/breakout-sessions/{name}")).status_code == status


@pytest.mark.parametrize("name", FILES)
async def test_a_guest_is_sent_to_the_login(app: Quart, name: str):
    answer = await app.test_client().get(f"/organizer/event/1/breakout-sessions/{name}")
    assert answer.status_code == 302
