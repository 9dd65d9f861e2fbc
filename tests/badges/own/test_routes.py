"""The attendee's own badge: seen as it is printed, corrected in time, downloaded, and nobody else's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from netevent.badges.settings.service import save
from netevent.badges.settings.settings import DEFAULTS, BadgeSettings
from netevent.badges.texts.text import BadgeText
from netevent.core import clock
from netevent.documents.badges.formats import Format
from tests.badges.texts.writing import ANNA, print_badge, registered_name, text_of
from tests.conftest import LogIn
from tests.door import Door, badge
from tests.papers.pdf_texts import codes_on, pages_of

PAGE, PICTURE, FILE = "/attendee/badge", "/attendee/badge/badge.png", "/attendee/badge/download"
TYPED = {"name": "Dr. Ann", "organisation": "Café & Co", "role": "Chair"}


async def text(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


async def set_badges(door: Door, **changed: Any) -> BadgeSettings:
    settings = replace(DEFAULTS, **changed)
    await door.database.transact(save, 1, settings)
    return settings


async def test_the_dashboard_leads_there(log_in_as: LogIn):
    client, _ = await log_in_as("guest1")
    assert f'href="{PAGE}"' in await text(await client.get("/attendee/dashboard"))


async def test_what_is_corrected_stands_on_the_badge_and_the_registration_stays(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    before = await text(await client.get(PAGE))
    assert 'value="Guest1 Żółć"' in before
    answer = await client.post(PAGE, form=TYPED | {"name": "  Dr.  Ann\u200b "}, headers=token)
    assert answer.status_code == 303
    assert await text_of(door) == BadgeText("Dr. Ann", None, "Chair")
    assert await registered_name(door) == "Guest1 Żółć"
    page = await text(await client.get(answer.headers["Location"]))
    assert "Saved." in page
    assert 'value="Dr. Ann"' in page
    assert "Registered: Guest1 Żółć" in page
    pictures = [re.search(rf'src="({PICTURE}[^"]+)"', one) for one in (before, page)]
    assert all(pictures)
    assert len({one[1] for one in pictures if one}) == 2
    (printed,) = pages_of(await (await client.get(FILE)).get_data(as_text=False))
    assert "Dr. Ann" in printed
    assert "Chair" in printed


async def test_one_tap_prints_it_as_registered_again(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    assert "Print as registered" not in await text(await client.get(PAGE))
    await client.post(PAGE, form=TYPED, headers=token)
    assert "Print as registered" in await text(await client.get(PAGE))
    answer = await client.post(PAGE, form=TYPED | {"name": "", "as_registered": "1"}, headers=token)
    assert answer.status_code == 303
    assert await text_of(door) is None


async def test_what_is_not_printed_is_not_asked_for_and_stays(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    await client.post(PAGE, form=TYPED, headers=token)
    await set_badges(door, shows_role=False)
    assert 'name="role"' not in await text(await client.get(PAGE))
    await client.post(PAGE, form={"name": "Ann", "organisation": ""}, headers=token)
    assert await text_of(door) == BadgeText("Ann", "", "Chair")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "\u200b "}, "This field is required."),
        ({"name": "x" * 202}, "longer than 201"),
        ({"role": "x" * 256}, "longer than 255"),
        ({"organisation": "Bees \U0001f41d\U0001f98a"}, "cannot be printed: \U0001f41d \U0001f98a."),
    ],
)
async def test_what_cannot_be_printed_is_refused_with_the_reason(
    door: Door, log_in_as: LogIn, wrong: dict[str, str], said: str
):
    client, token = await log_in_as("guest1")
    answer = await client.post(PAGE, form=TYPED | wrong, headers=token)
    assert answer.status_code == 422
    assert said in await text(answer)
    assert await text_of(door) is None


@pytest.mark.parametrize("kept", ["printed", "over", "off"])
async def test_who_is_too_late_is_told_where_to_ask(door: Door, log_in_as: LogIn, kept: str):
    client, token = await log_in_as("guest1")
    if kept == "printed":
        await print_badge(door)
    elif kept == "over":
        await set_badges(door, corrections_until=clock.now() - timedelta(minutes=1))
    else:
        await set_badges(door, lets_correct=False)
    page = await text(await client.get(PAGE))
    assert "Tell the people at the check-in desk." in page
    assert 'name="name"' not in page
    answer = await client.post(PAGE, form=TYPED, headers=token)
    assert answer.status_code == 422
    assert (await text(answer)).count("Tell the people at the check-in desk.") == 1
    assert await text_of(door) is None


async def test_until_when_it_can_be_corrected_is_said(door: Door, log_in_as: LogIn):
    client, _ = await log_in_as("guest1")
    assert "You can correct it until it is printed." in await text(await client.get(PAGE))
    await set_badges(door, corrections_until=clock.now() + timedelta(hours=1))
    assert "or until it is printed, if that is earlier." in await text(await client.get(PAGE))


@pytest.mark.parametrize(
    ("paper", "size"),
    [
        (Format.a6, (105, 148)),
        (Format.l4785, (80, 50)),
        (Format.a4_folded, (210, 297)),
        (Format.roll_62, (62, 100)),
    ],
)
async def test_the_file_is_one_badge_on_the_event_s_paper(
    door: Door, log_in_as: LogIn, paper: Format, size: tuple[float, float]
):
    await set_badges(door, format=paper)
    client, _ = await log_in_as("guest1")
    answer: Any = await client.get(FILE)
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "attachment; filename=badge.pdf" in answer.headers["Content-Disposition"]
    content = await answer.get_data(as_text=False)
    page = PdfDocument(content)[0]
    assert [one / 72 * 25.4 for one in page.get_size()] == pytest.approx(size, abs=0.2)
    (code,) = codes_on(content)
    assert code.endswith(f"/C/{badge(ANNA)}")


async def test_the_printer_s_offset_is_not_in_it(door: Door, log_in_as: LogIn):
    client, _ = await log_in_as("guest1")
    before = await (await client.get(FILE)).get_data(as_text=False)
    await set_badges(door, offset_x=12.5, offset_y=-7.0)
    assert await (await client.get(FILE)).get_data(as_text=False) == before


async def test_the_picture_is_the_file_s_own_page(log_in_as: LogIn):
    client, _ = await log_in_as("guest1")
    answer: Any = await client.get(PICTURE)
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert answer.headers["Cache-Control"] == "private, no-store"
    picture = Image.open(BytesIO(await answer.get_data(as_text=False)))
    assert picture.width / picture.height == pytest.approx(105 / 148, rel=0.01)


async def test_nobody_keeps_the_server_drawing(log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("netevent.badges.own.routes.DRAWN_FOR_ONE", "2/hour")
    client, _ = await log_in_as("guest1")
    assert [(await client.get(FILE)).status_code for _ in range(3)] == [200, 200, 429]
    ben, _ = await log_in_as("guest2")
    assert (await ben.get(FILE)).status_code == 200


@pytest.mark.parametrize("name", ["olga", "marta"])
async def test_only_attendees_have_one(log_in_as: LogIn, name: str):
    client, _ = await log_in_as(name)
    for address in (PAGE, PICTURE, FILE):
        assert (await client.get(address)).status_code == 403
