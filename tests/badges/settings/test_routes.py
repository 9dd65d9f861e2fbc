"""The page of how badges are printed: saved by the event's editors, seen at once, refused with reasons."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from sqlalchemy import delete, update

from netevent.badges.settings.queries import select_settings
from netevent.badges.settings.settings import DEFAULTS, BadgeSettings
from netevent.core import clock
from netevent.core.database.tables import attendees, events
from netevent.documents.badges.formats import Format, Grid
from tests.conftest import LogIn
from tests.door import Door

PAGE = "/organizer/event/1/badges"
PICTURE = f"{PAGE}/preview/badge.png"
BACK = f"{PAGE}/preview/back.png"
SHEET = f"{PAGE}/preview/sheet.png"
TEST_PAGE = f"{PAGE}/test-page"
OWN_SHEET = {
    "format": "free",
    "page_width": "210",
    "page_height": "297",
    "label_width": "63,5",
    "label_height": "46.6",
    "columns": "3",
    "rows": "6",
    "left": "7.2",
    "top": "8.7",
    "gap_x": "2.5",
    "gap_y": "0",
    "offset_x": "0",
    "offset_y": "0",
}


async def text(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


async def saved(door: Door, event_id: int = 1) -> BadgeSettings:
    return await door.database.read(select_settings, event_id)


async def test_at_first_they_are_a6_with_who_somebody_is(log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    page = await text(await client.get(PAGE))
    assert 'value="a6" checked' in page
    assert 'src="/organizer/event/1/badges/preview/badge.png?format=a6' in page
    assert "sheet.png" not in page


async def test_what_is_chosen_is_kept_for_this_event_alone(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    chosen = {"format": "l4785", "offset_x": "-1,5", "offset_y": "0.3", "shows_photo": "y", "shows_type": "y"}
    answer = await client.post(PAGE, form=chosen | {"corrections_until": "2026-11-20T18:00"}, headers=token)
    assert answer.status_code == 303
    kept = await saved(door)
    assert (kept.format, kept.offset_x, kept.offset_y) == (Format.l4785, -1.5, 0.3)
    assert (kept.shows_photo, kept.shows_type, kept.shows_role, kept.lets_correct) == (
        True,
        True,
        False,
        False,
    )
    assert str(kept.corrections_until) == "2026-11-20 17:00:00"
    assert await saved(door, 2) == DEFAULTS
    page = await text(await client.get(answer.headers["Location"]))
    assert "Saved." in page
    assert "preview/sheet.png?format=l4785" in page


async def test_a_sheet_of_ones_own_is_kept_also_while_another_paper_is_chosen(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    assert (await client.post(PAGE, form=OWN_SHEET, headers=token)).status_code == 303
    own = Grid(210, 297, 63.5, 46.6, 3, 6, 7.2, 8.7, 2.5, 0)
    assert ((await saved(door)).format, (await saved(door)).grid) == (Format.free, own)
    other = {"format": "a7", "offset_x": "0", "offset_y": "0", "label_width": "nonsense"}
    assert (await client.post(PAGE, form=other, headers=token)).status_code == 303
    assert ((await saved(door)).format, (await saved(door)).grid) == (Format.a7, own)
    assert 'value="63.5"' in await text(await client.get(PAGE))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"label_width": "80"}, "With edge and gaps the labels need 252.2 mm. The sheet is 210 mm wide."),
        ({"rows": "7"}, "With edge and gaps the labels need 334.9 mm. The sheet is 297 mm high."),
        ({"label_height": "30", "rows": "3"}, "A badge needs at least 36 × 60 mm."),
        ({"label_width": "wide"}, "Write millimetres such as 63.5."),
        ({"label_width": "nan"}, "Write millimetres such as 63.5."),
        ({"label_width": "1e3"}, "Write millimetres such as 63.5."),
        ({"label_width": ""}, "Write millimetres such as 63.5."),
        ({"page_width": "5000"}, "Write a length from 20 to 420 mm."),
        ({"gap_x": "-1"}, "Write a length from 0 to 100 mm."),
        ({"columns": "0"}, "Number must be between 1 and 10."),
        ({"columns": "9" * 30}, "Number must be between 1 and 10."),
        ({"offset_x": "21"}, "Write a length from -20 to 20 mm."),
        ({"format": "a5"}, "Not a valid choice."),
    ],
)
async def test_what_cannot_be_printed_is_refused_with_the_reason(
    door: Door, log_in_as: LogIn, wrong: dict[str, str], said: str
):
    client, token = await log_in_as("olga")
    answer = await client.post(PAGE, form=OWN_SHEET | wrong, headers=token)
    page = await text(answer)
    assert answer.status_code == 422
    assert said in page
    assert "No preview" in page
    assert await saved(door) == DEFAULTS
    asked = await client.get(TEST_PAGE, query_string=OWN_SHEET | wrong)
    assert asked.status_code == 422


async def test_the_preview_follows_what_is_typed_and_keeps_nothing(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    shown = await text(await client.post(f"{PAGE}/preview", form=OWN_SHEET, headers=token))
    assert "label_width=63,5" in shown
    assert "sheet.png" in shown
    wrong = await text(await client.post(f"{PAGE}/preview", form=OWN_SHEET | {"rows": "20"}, headers=token))
    assert "No preview" in wrong
    assert await saved(door) == DEFAULTS


@pytest.mark.parametrize(("address", "ratio"), [(PICTURE, 63.5 / 46.6), (SHEET, 210 / 297)])
async def test_a_preview_is_the_page_that_would_be_printed(log_in_as: LogIn, address: str, ratio: float):
    client, _ = await log_in_as("olga")
    answer: Any = await client.get(address, query_string=OWN_SHEET)
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    picture = Image.open(BytesIO(await answer.get_data(as_text=False)))
    assert picture.width / picture.height == pytest.approx(ratio, rel=0.01)


async def test_without_attendees_somebody_made_up_is_shown(door: Door, log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    before = await (await client.get(PICTURE)).get_data()
    await door.database.transact(lambda tx: tx.execute(delete(attendees).where(attendees.c.event_id == 1)))
    answer = await client.get(PICTURE)
    assert answer.status_code == 200
    assert await answer.get_data() != before


@pytest.mark.parametrize(("paper", "has_back"), [("a6", True), ("l4785", False), ("a4_folded", False)])
async def test_the_back_is_shown_where_it_is_a_page_of_its_own(log_in_as: LogIn, paper: str, has_back: bool):
    client, token = await log_in_as("olga")
    form = {"format": paper, "offset_x": "0", "offset_y": "0", "shows_agenda": "y"}
    shown = await text(await client.post(f"{PAGE}/preview", form=form, headers=token))
    assert ("preview/back.png" in shown) is has_back
    answer = await client.get(BACK, query_string=form)
    assert answer.status_code == (200 if has_back else 404)
    without = form | {"shows_agenda": ""}
    assert "back.png" not in await text(await client.post(f"{PAGE}/preview", form=without, headers=token))


async def test_the_back_is_not_the_front(door: Door, log_in_as: LogIn):
    """Of somebody made up, who has a session."""
    await door.database.transact(lambda tx: tx.execute(delete(attendees).where(attendees.c.event_id == 1)))
    client, _ = await log_in_as("olga")
    asked = {"format": "a6", "offset_x": "0", "offset_y": "0", "shows_agenda": "y"}
    front, back = [
        await (await client.get(address, query_string=asked)).get_data() for address in (PICTURE, BACK)
    ]
    assert front != back


async def test_there_is_no_other_picture(log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    for part in ("side", "back"):
        assert (await client.get(f"{PAGE}/preview/{part}.png")).status_code == 404


async def test_the_test_page_is_of_the_sheet_that_was_chosen(log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    answer: Any = await client.get(TEST_PAGE, query_string=OWN_SHEET)
    assert answer.mimetype == "application/pdf"
    page = PdfDocument(await answer.get_data(as_text=False))[0]
    assert [round(length / 72 * 25.4) for length in page.get_size()] == [210, 297]


async def test_of_an_archived_event_they_can_be_looked_at(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    archived = update(events).where(events.c.id == 1).values(archived_at=clock.now())
    await door.database.transact(lambda tx: tx.execute(archived))
    page = await client.get(PAGE)
    assert page.status_code == 200
    assert '<fieldset class="as-is" disabled>' in await text(page)
    assert (await client.post(PAGE, form={"format": "a7"}, headers=token)).status_code == 409


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_sees_or_changes_them(door: Door, log_in_as: LogIn, who: str, status: int):
    client, token = await log_in_as(who)
    for address in (PAGE, PICTURE, TEST_PAGE):
        assert (await client.get(address)).status_code == status
    for address in (PAGE, f"{PAGE}/preview"):
        assert (await client.post(address, form={"format": "a7"}, headers=token)).status_code == status
    assert await saved(door) == DEFAULTS
