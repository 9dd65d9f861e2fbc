"""The day again: at each minute what the journal had until then."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from netevent.checkin.replay.reading import Replay, replay
from netevent.core import clock
from netevent.core.database.tables import scans
from tests.conftest import LogIn
from tests.door import Door, badge

PAGE = "/organizer/event/1/replay"
BEGAN = clock.minute_of(clock.now()) - 60


@pytest.fixture
async def day(door: Door) -> None:
    """Two come in, one goes out again, one is not known: each ten minutes after the one before."""
    await door.scan(badge(1))
    await door.scan(badge(2))
    await door.undo(2)
    await door.scan("NOBODY")
    for number, scan_id in enumerate(await ids(door)):
        await move(door, scan_id, clock.moment_of(BEGAN + 10 * number) + timedelta(seconds=30))


async def move(door: Door, scan_id: int, at: datetime) -> None:
    moved = update(scans).where(scans.c.id == scan_id).values(received_at=at)
    await door.database.transact(lambda tx: tx.execute(moved))


async def ids(door: Door) -> list[int]:
    statement = scans.select().with_only_columns(scans.c.id).order_by(scans.c.id)
    return list(await door.database.read(lambda tx: tx.execute(statement).scalars().all()))


async def at(door: Door, minute: int | None, event_id: int = 1) -> Replay:
    shown = await door.database.read(replay, event_id, minute)
    assert shown is not None
    return shown


@pytest.mark.usefixtures("day")
async def test_each_minute_has_what_was_in_the_journal_then(door: Door):
    told = [await at(door, BEGAN + after) for after in (0, 9, 10, 20, 30)]
    assert [one.checked_in for one in told] == [1, 1, 2, 1, 1]
    assert [one.refused for one in told] == [0, 0, 0, 0, 1]
    assert [(gate.name, gate.checked_in) for gate in told[2].gates] == [("Main", 2)]
    assert told[2].arrivals.last_minute == 1


@pytest.mark.usefixtures("day")
async def test_it_begins_at_the_first_scan_and_goes_no_further_than_the_last(door: Door):
    assert (await at(door, None)).minute == BEGAN
    assert (await at(door, 0)).minute == BEGAN
    assert (await at(door, BEGAN + 1_000)).minute == BEGAN + 30
    assert (await at(door, BEGAN)).earlier is None
    assert (await at(door, BEGAN + 2)).earlier == BEGAN
    assert (await at(door, BEGAN + 30)).later is None
    assert (await at(door, BEGAN + 30)).next is None


@pytest.mark.usefixtures("day")
async def test_another_event_has_another_day(door: Door):
    assert await door.database.read(replay, 2, None) is None


@pytest.mark.usefixtures("day")
async def test_the_page_goes_on_by_links_alone(log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    page = await (await client.get(f"{PAGE}?at={BEGAN + 10}")).get_data(as_text=True)
    assert f'href="{PAGE}?at={BEGAN + 15}"' in page
    assert f'href="{PAGE}?at={BEGAN + 5}"' in page
    assert "load delay" not in page


@pytest.mark.usefixtures("day")
async def test_playing_fetches_the_next_minute_until_the_last(log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    part: Any = await client.get(f"{PAGE}?at={BEGAN}&play=1", headers={"HX-Request": "true"})
    text = await part.get_data(as_text=True)
    assert f'hx-get="{PAGE}?at={BEGAN + 1}&amp;play=1"' in text
    last: Any = await client.get(f"{PAGE}?at={BEGAN + 30}&play=1", headers={"HX-Request": "true"})
    assert "load delay" not in await last.get_data(as_text=True)


async def test_a_day_without_scans_says_so(log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    assert "Nobody has been scanned yet." in await (await client.get(PAGE)).get_data(as_text=True)


@pytest.mark.usefixtures("day")
async def test_the_journal_comes_as_a_file(log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    answer: Any = await client.get("/organizer/event/1/journal/csv/download", headers={"Accept": "*/*"})
    lines = (await answer.get_data(as_text=False)).decode("utf-8-sig").splitlines()
    assert len(lines) == 5
    assert lines[0].startswith('"Time","Session","Gate or room","Result"')
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=scans.csv")


async def test_it_is_the_organizers_alone(log_in_as: LogIn):
    for name, status in (("otto", 404), ("marta", 403), ("guest1", 403)):
        client, _ = await log_in_as(name)
        assert (await client.get(PAGE)).status_code == status
