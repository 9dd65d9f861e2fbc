"""The organizer says how the event takes registrations."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from quart import Quart
from sqlalchemy import update

from netevent.core.database.tables import events
from netevent.office.copying.service import copy_event
from netevent.registration.settings.queries import RegistrationSettings, select_settings, write_settings
from tests.door import log_in


def at(*parts: int) -> datetime:
    """A moment in UTC, as the database has it."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)  # type: ignore[arg-type, misc]  # year to hour


AT = "/organizer/event/1/registration-settings"
FORM = {"needs_approval": "y", "offer_hours": "48", "handover_until": "2030-07-01T12:00"}
SAID = RegistrationSettings(True, False, 48, at(2030, 7, 1, 10))


async def save(app: Quart, **changed: str) -> Any:
    client, token = await log_in(app, "olga@example.com")
    return await client.post(AT, form=FORM | changed, headers=token)


async def standing(door: Any, event_id: int = 1) -> RegistrationSettings:
    found: RegistrationSettings = await door.database.read(select_settings, event_id)
    return found


async def test_what_is_said_holds_in_the_events_zone(app: Quart, door: Any):
    assert (await save(app)).status_code == 303
    assert await standing(door) == SAID
    client, _ = await log_in(app, "olga@example.com")
    page = await (await client.get(AT)).get_data(as_text=True)
    assert 'value="2030-07-01T12:00"' in page
    assert 'value="48"' in page


@pytest.mark.parametrize("hours", ["0", "169", "", "many", "-1"])
async def test_an_offer_stands_for_an_hour_to_a_week(app: Quart, door: Any, hours: str):
    answer = await save(app, offer_hours=hours)
    assert answer.status_code == 422
    assert await standing(door) == RegistrationSettings()


async def test_a_viewer_does_not_say_so(app: Quart, door: Any):
    client, token = await log_in(app, "otto@example.com")
    assert (await client.post(AT, form=FORM, headers=token)).status_code == 404


async def test_a_copy_takes_them_along_and_moves_the_moment(door: Any):
    start = at(2030, 7, 2, 7)
    moved = update(events).where(events.c.id == 1).values(start_time=start, end_time=None)
    await door.database.transact(lambda tx: tx.execute(moved))
    await door.database.transact(write_settings, 1, SAID)
    new_id = await door.database.transact(copy_event, 1, 1, "Again", at(2031, 7, 2, 7))
    assert await standing(door, new_id) == RegistrationSettings(True, False, 48, at(2031, 7, 1, 10))
