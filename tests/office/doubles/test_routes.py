"""The pages of doubles: what is proposed, asked, done and refused."""

from __future__ import annotations

import re
from typing import Any

import pytest
from quart.testing.connections import WebsocketDisconnectError
from sqlalchemy import update

from netevent.core.database.tables import jobs
from netevent.core.site import Application
from netevent.live.hub import LOGGED_OUT
from netevent.office.doubles.queries import select_merge_ids
from tests.conftest import LogIn
from tests.door import BADGES, Door, badge
from tests.office.doubles.merging import OTHER, seen
from tests.privacy.test_deletion import read_to_the_end
from tests.privacy.traces import ANNA, row_of
from tests.registration.attendance.test_service import seats
from tests.team.people import insert_team

LIST = "/organizer/event/1/attendees"
DOUBLES = f"{LIST}/doubles"
PAIR = f"{DOUBLES}/{ANNA}/{OTHER}"
ORIGIN = {"Origin": "http://localhost"}
JSON = {"Accept": "application/json"}


async def text_of(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


@pytest.fixture(autouse=True)
async def twice(door: Door) -> None:
    await door.change_attendee(OTHER, first_name="ZOLC", last_name="Guest1", phone="+31 6 5")
    await door.change_attendee(OTHER, name_order="guest1\x1fzolc\x1f")
    await door.change_attendee(ANNA, name_order="zolc\x1fguest1\x1f")


async def form_of(door: Door, stays: int = ANNA, **fields: str) -> dict[str, str]:
    return {"stays": str(stays), "seen": await seen(door, ANNA, OTHER), **fields}


async def test_a_pair_is_proposed_until_the_organizer_calls_it_two_people(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    assert f'href="{DOUBLES}"' in await text_of(await olga.get(LIST))
    text = await text_of(await olga.get(DOUBLES))
    assert f'href="{PAIR}"' in text
    assert "Same name" in text
    form = {"one": str(OTHER), "other": str(ANNA)}
    answer = await olga.post(f"{DOUBLES}/two-people", form=form, headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, DOUBLES)
    assert "Nobody seems to be in the list twice" in await text_of(await olga.get(DOUBLES))


async def test_the_two_stand_side_by_side_and_who_is_in_stays(door: Door, log_in_as: LogIn):
    await door.scan(badge(OTHER))
    olga, _ = await log_in_as("olga")
    text = await text_of(await olga.get(PAIR))
    assert re.search(rf'name="stays" value="{OTHER}"', text)
    assert re.search(rf'name="email" value="{OTHER}" checked', text)
    assert 'name="role"' not in text, "the same with both"
    text = await text_of(await olga.get(f"{PAIR}?stays={ANNA}"))
    assert re.search(rf'name="stays" value="{ANNA}"', text)
    assert re.search(rf'name="email" value="{ANNA}" checked', text)
    assert re.search(rf'name="phone" value="{OTHER}" checked', text), "what is empty the other one fills"


async def test_merged_and_undone(app: Application, door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    answer = await olga.post(PAIR, form=await form_of(door, phone=str(OTHER)), headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}/{ANNA}")
    text = await text_of(await olga.get(f"{LIST}/{ANNA}"))
    assert "guest10@example.com) is now the same person as Guest1" in text
    assert "merged with guest10@example.com" in text
    assert (await row_of(door)).phone == "+31 6 5"
    assert (await olga.get(f"{LIST}/{OTHER}")).status_code == 404
    found = await text_of(await olga.get(f"{LIST}?q={badge(OTHER)}"))
    assert "guest1@example.com" in found or "Guest1" in found
    form = {"merge": re.findall(r'name="merge" value="(\d+)"', text)[0]}
    answer = await olga.post(f"{DOUBLES}/undo", form=form, headers=token)
    assert answer.status_code == 303
    assert "They are two people again" in await text_of(await olga.get(answer.headers["Location"]))
    assert (await olga.get(f"{LIST}/{OTHER}")).status_code == 200
    assert await seats(door.database) == BADGES
    answer = await olga.post(f"{DOUBLES}/undo", form=form, headers=token)
    assert answer.status_code == 409
    assert "This merge can no longer be undone." in await text_of(answer)


async def test_after_ten_minutes_no_undo_is_offered(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    await olga.post(PAIR, form=await form_of(door), headers=token)
    due = (await row_of(door)).created_at
    await door.database.transact(lambda tx: tx.execute(update(jobs).values(run_at=due)))
    for page in (DOUBLES, f"{LIST}/{ANNA}"):
        assert 'name="merge"' not in await text_of(await olga.get(page))
    assert await door.database.read(select_merge_ids, 1) == []


async def test_open_pages_of_who_goes_close_and_the_account_is_gone(
    app: Application, door: Door, log_in_as: LogIn
):
    olga, token = await log_in_as("olga")
    guest, _ = await log_in_as("guest10")
    stays, _ = await log_in_as("guest1")
    async with guest.websocket("/live/attendee?lang=en", headers=ORIGIN) as page:
        await page.receive()
        await olga.post(PAIR, form=await form_of(door), headers=token)
        with pytest.raises(WebsocketDisconnectError) as caught:
            await read_to_the_end(page)
    assert caught.value.args[0] == LOGGED_OUT
    assert (await guest.get("/attendee/dashboard", headers=JSON)).status_code == 401
    assert (await stays.get("/attendee/dashboard", headers=JSON)).status_code == 200


async def test_the_other_badges_page_is_that_of_who_stays(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    await olga.post(PAIR, form=await form_of(door), headers=token)
    for name, page in (("olga", f"/c/{badge(OTHER)}"), ("guest2", f"/attendee/scan/{badge(OTHER)}")):
        client, _ = await log_in_as(name)
        assert "Guest1" in await text_of(await client.get(page)), name
    guest, _ = await log_in_as("guest1")
    assert badge(OTHER) in await text_of(await guest.get("/attendee/privacy/data"))
    marta, _ = await log_in_as("marta")
    found = await text_of(await marta.get(f"/staff/1/attendees/search?q={badge(OTHER)}"))
    assert "Guest1" in found


async def test_what_was_changed_meanwhile_is_shown_again(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    form = await form_of(door)
    await door.change_attendee(OTHER, role="CTO")
    answer = await olga.post(PAIR, form=form, headers=token)
    assert answer.status_code == 409
    text = await text_of(answer)
    assert "was changed in the meantime" in text
    assert "CTO" in text


async def test_somebody_is_looked_for_from_the_page_of_one(door: Door, log_in_as: LogIn):
    olga, _ = await log_in_as("olga")
    assert f'href="{LIST}/{ANNA}/same-as"' in await text_of(await olga.get(f"{LIST}/{ANNA}"))
    text = await text_of(await olga.get(f"{LIST}/{ANNA}/same-as?q=guest10"))
    assert f'href="{PAIR}"' in text
    assert "Nobody else is found" in await text_of(await olga.get(f"{LIST}/{ANNA}/same-as?q=xyz"))


async def test_nobody_is_compared_with_oneself_or_with_another_events_people(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    oneself = f"{DOUBLES}/{ANNA}/{ANNA}"
    assert (await olga.get(oneself)).status_code == 422
    assert (await olga.post(oneself, form=await form_of(door), headers=token)).status_code == 422
    elsewhere = f"{DOUBLES}/{ANNA}/{BADGES + 1}"
    assert (await olga.get(elsewhere)).status_code == 404
    assert (await olga.post(elsewhere, form=await form_of(door), headers=token)).status_code == 404
    assert (await olga.get(f"{LIST}/{BADGES + 1}/same-as")).status_code == 404


@pytest.mark.parametrize(("name", "status"), [("vera", 403), ("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_viewers_and_others_are_refused(door: Door, log_in_as: LogIn, name: str, status: int):
    await insert_team(door.database)
    client, token = await log_in_as(name)
    for page in (DOUBLES, PAIR, f"{LIST}/{ANNA}/same-as"):
        assert (await client.get(page)).status_code == status
    answer = await client.post(PAIR, form=await form_of(door), headers=token)
    assert answer.status_code == status
    assert await row_of(door, OTHER) is not None
