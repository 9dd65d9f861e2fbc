"""Where a badge's code leads: it depends on who asks, and strangers learn nothing."""

from typing import Any

import pytest
from quart.typing import TestClientProtocol as Client
from sqlalchemy import insert

from netevent.core import clock
from netevent.core.database.tables import blocks
from netevent.identity import badge_guess_limit as badge_guess_limit
from tests.conftest import LogIn
from tests.door import BADGES, Door, badge

UNKNOWN = "ZZZZZZZZZZ"
OTHER_EVENT = badge(BADGES + 1)


async def page_of(client: Client, path: str) -> str:
    answer: Any = await client.get(path)
    assert answer.status_code == 200
    return str(await answer.get_data(as_text=True))


@pytest.mark.parametrize("name", ["olga", "marta"])
@pytest.mark.parametrize("prefix", ["/c/", "/C/"])
async def test_staff_and_organizer_see_the_person_and_can_check_in(log_in_as: LogIn, name: str, prefix: str):
    client, _ = await log_in_as(name)
    page = await page_of(client, prefix + badge(1))
    assert "Guest1 Żółć" in page
    assert 'action="/staff/1/checkin"' in page
    assert f'name="code" value="{badge(1)}"' in page
    assert "expected" in page


async def test_form_of_the_page_checks_in(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("marta")
    form = {"code": badge(1), "scan_id": "00000000-0000-4000-8000-000000000001"}
    answer = await client.post("/staff/1/checkin", form=form, headers=token)
    assert answer.status_code == 200
    assert await door.inside() == 1
    assert 'pill yes">in ' in await page_of(client, f"/c/{badge(1)}")


@pytest.mark.parametrize("prefix", ["/c/", "/C/"])
async def test_an_attendee_of_the_event_is_led_to_the_card(log_in_as: LogIn, prefix: str):
    client, _ = await log_in_as("guest1")
    answer = await client.get(prefix + badge(2).lower())
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/attendee/scan/{badge(2)}")


async def test_the_own_badge_leads_to_the_own_dashboard(log_in_as: LogIn):
    client, _ = await log_in_as("guest1")
    answer = await client.get(f"/C/{badge(1)}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/attendee/dashboard")


@pytest.mark.parametrize(("name", "code"), [("otto", badge(1)), ("piet", badge(1)), ("guest1", OTHER_EVENT)])
async def test_nobody_elses_account_learns_anything(log_in_as: LogIn, name: str, code: str):
    client, _ = await log_in_as(name)
    known, unknown = await page_of(client, f"/c/{code}"), await page_of(client, f"/c/{UNKNOWN}")
    assert known.replace(code, "") == unknown.replace(UNKNOWN, "")
    assert "Guest13" not in known
    assert "This is a badge code" in known


@pytest.mark.parametrize(("blocker", "blocked"), [(1, 2), (2, 1)])
async def test_across_a_block_the_badge_is_as_unknown(
    door: Door, log_in_as: LogIn, blocker: int, blocked: int
):
    row = {"blocker_id": blocker, "blocked_id": blocked, "blocked_at": clock.now()}
    await door.database.transact(lambda tx: tx.execute(insert(blocks).values(row)))
    client, _ = await log_in_as("guest1")
    known, unknown = await page_of(client, f"/c/{badge(2)}"), await page_of(client, f"/c/{UNKNOWN}")
    assert known.replace(badge(2), "") == unknown.replace(UNKNOWN, "")


async def test_guest_sees_the_same_page_for_every_code(client: Client):
    codes = (badge(1), OTHER_EVENT, UNKNOWN, "x", "A" * 200, "%C3%A9")
    pages = {(await page_of(client, f"/c/{code}")).replace(code, "") for code in codes[:3]}
    assert len(pages) == 1
    for code in codes:
        assert "This is a badge code" in await page_of(client, f"/c/{code}")


async def test_for_a_stranger_nothing_is_looked_up(
    door: Door, client: Client, monkeypatch: pytest.MonkeyPatch
):
    """Neither the answer nor its time tells a known code from an unknown one."""
    monkeypatch.setattr(type(door.database), "read", None)
    for code in (badge(1), UNKNOWN):
        assert "This is a badge code" in await page_of(client, f"/c/{code}")


async def test_organizer_of_another_event_does_not_see_this_ones_badge(log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    assert "Guest13" not in await page_of(client, f"/c/{OTHER_EVENT}")


async def test_guessing_codes_is_slowed_down_but_the_door_is_not(
    client: Client, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(badge_guess_limit, "UNKNOWN_CODES", "3/minute")
    guest, _ = await log_in_as("guest1")
    answers = [(await guest.get(f"/c/{code}")).status_code for code in (UNKNOWN,) * 5]
    assert answers == [200, 200, 200, 429, 429]
    staff, _ = await log_in_as("marta")
    for number in range(1, BADGES + 1):
        assert f"Guest{number} " in await page_of(staff, f"/c/{badge(number)}")


async def test_a_hall_full_of_attendees_behind_one_address_is_not_slowed_down(
    client: Client, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(badge_guess_limit, "UNKNOWN_CODES", "1/minute")
    assert {(await client.get(f"/c/{UNKNOWN}")).status_code for _ in range(5)} == {200}, (
        "nothing is looked up"
    )
    for name in ("guest1", "guest2"):
        browser, _ = await log_in_as(name)
        answers = {(await browser.get(f"/c/{badge(number)}")).status_code for number in range(1, BADGES + 1)}
        assert answers == {303}


@pytest.mark.parametrize("name", ["guest1", "marta", "olga"])
async def test_who_guesses_from_an_account_is_slowed_down_by_account(
    log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch, name: str
):
    monkeypatch.setattr(badge_guess_limit, "UNKNOWN_CODES", "2/minute")
    client, _ = await log_in_as(name)
    paths = (UNKNOWN, OTHER_EVENT, UNKNOWN, badge(2))
    assert [(await client.get(f"/c/{code}")).status_code for code in paths] == [200, 200, 429, 429]
    other, _ = await log_in_as("guest2")
    assert (await other.get(f"/c/{UNKNOWN}")).status_code == 200
