"""The desk and the organizer correct somebody's badge; the registration stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from netevent.badges.texts.text import BadgeText
from tests.badges.texts.writing import ANNA, ELSEWHERE, print_badge, registered_name, text_of
from tests.conftest import LogIn
from tests.door import Door

DESK, OFFICE = "/staff/1/badges/1/text", "/organizer/event/1/badges/1/text"
TYPED = {"name": "Dr. Ann", "organisation": "", "role": ""}


async def text(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


@pytest.mark.parametrize(("name", "address"), [("marta", DESK), ("olga", DESK), ("olga", OFFICE)])
async def test_the_badge_is_corrected_there_also_after_its_print(
    door: Door, log_in_as: LogIn, name: str, address: str
):
    client, token = await log_in_as(name)
    await print_badge(door)
    page = await text(await client.get(address))
    assert 'value="Guest1 Żółć"' in page
    assert "After a correction, print it again." in page
    answer = await client.post(address, form=TYPED, headers=token)
    assert answer.status_code == 303
    assert await text_of(door) == BadgeText("Dr. Ann", "", None)
    assert await registered_name(door) == "Guest1 Żółć"
    shown = await text(await client.get(answer.headers["Location"]))
    assert "Saved." in shown
    assert "Written by" in shown


async def test_letters_that_cannot_be_printed_are_refused(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("marta")
    answer = await client.post(DESK, form=TYPED | {"name": "Ann \U0001f98a"}, headers=token)
    assert answer.status_code == 422
    assert "cannot be printed: \U0001f98a." in await text(answer)
    assert await text_of(door) is None


async def test_the_page_of_the_attendee_and_the_desk_s_answer_lead_there(door: Door, log_in_as: LogIn):
    olga, _ = await log_in_as("olga")
    assert f'href="{OFFICE}"' in await text(await olga.get("/organizer/event/1/attendees/1"))
    marta, token = await log_in_as("marta")
    checked_in = await marta.post("/staff/1/checkin", form={"attendee_id": str(ANNA)}, headers=token)
    assert f'href="{DESK}"' in await text(checked_in)


@pytest.mark.parametrize("name", ["marta", "olga"])
async def test_nobody_of_another_event_is_found(door: Door, log_in_as: LogIn, name: str):
    client, token = await log_in_as(name)
    address = f"/staff/1/badges/{ELSEWHERE}/text"
    assert (await client.get(address)).status_code == 404
    assert (await client.post(address, form=TYPED, headers=token)).status_code == 404
    assert await text_of(door, ELSEWHERE) is None


async def test_attendees_do_not_write_badges_of_others(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest2")
    for address in (DESK, OFFICE):
        assert (await client.post(address, form=TYPED, headers=token)).status_code == 403
    assert await text_of(door) is None
