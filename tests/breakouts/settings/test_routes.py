"""What holds for all sessions of an event: saved by its owner, refused to all others."""

from __future__ import annotations

from typing import Any

import pytest

from netevent.events.details import ProgrammeSettings
from netevent.events.queries import select_programme_settings
from tests.conftest import LogIn
from tests.door import Door

LIST = "/organizer/event/1/breakout-sessions"
PAGE = f"{LIST}/settings"


async def saved(door: Door, event_id: int = 1) -> ProgrammeSettings:
    return await door.database.read(select_programme_settings, event_id)


async def text(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


async def test_at_first_presenters_may_write_seats_are_kept_and_nothing_is_public(
    door: Door, log_in_as: LogIn
):
    client, _ = await log_in_as("olga")
    assert PAGE in await text(await client.get(LIST))
    page = await text(await client.get(PAGE))
    assert page.count(" checked ") == 1
    assert await saved(door) == ProgrammeSettings(True, None, False)


async def test_what_is_chosen_is_kept_for_this_event_alone(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    answer = await client.post(PAGE, form={"no_show_minutes": "10", "is_public": "y"}, headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, LIST)
    assert await saved(door) == ProgrammeSettings(False, 10, True)
    assert await saved(door, 2) == ProgrammeSettings()
    assert 'value="10"' in await text(await client.get(PAGE))
    await client.post(PAGE, form={"presenters_may_write": "y", "no_show_minutes": ""}, headers=token)
    assert await saved(door) == ProgrammeSettings()


async def test_where_the_programme_is_public_its_address_can_be_copied(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    before = await text(await client.get(PAGE))
    await client.post(PAGE, form={"is_public": "y"}, headers=token)
    after = await text(await client.get(PAGE))
    assert ("/programme" in before, "/programme" in after) == (False, True)


@pytest.mark.parametrize("minutes", ["0", "121", "-1", "ten"])
async def test_minutes_that_cannot_be_are_refused(door: Door, log_in_as: LogIn, minutes: str):
    client, token = await log_in_as("olga")
    answer = await client.post(PAGE, form={"no_show_minutes": minutes}, headers=token)
    assert answer.status_code == 422
    assert await saved(door) == ProgrammeSettings()


@pytest.mark.parametrize(("name", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_sees_or_changes_it(door: Door, log_in_as: LogIn, name: str, status: int):
    client, token = await log_in_as(name)
    assert (await client.get(PAGE)).status_code == status
    assert (await client.post(PAGE, form={"is_public": "y"}, headers=token)).status_code == status
    assert await saved(door) == ProgrammeSettings()
