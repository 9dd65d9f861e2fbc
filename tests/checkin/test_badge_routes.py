"""Where a badge's code leads: to the person for who stands at its door, to nothing for all others."""

import pytest

from netevent.checkin import badge_routes
from tests.door import BADGES, Door, badge


async def page_of(client, path: str) -> str:
    answer = await client.get(path)
    assert answer.status_code == 200
    text: str = await answer.get_data(as_text=True)
    return text


@pytest.mark.parametrize("name", ["olga", "marta"])
@pytest.mark.parametrize("prefix", ["/c/", "/C/"])
async def test_staff_and_organizer_see_the_person_and_can_check_in(log_in_as, name: str, prefix: str):
    client, _ = await log_in_as(name)
    page = await page_of(client, prefix + badge(1))
    assert "Guest1 Żółć" in page
    assert 'action="/staff/1/checkin"' in page
    assert f'name="code" value="{badge(1)}"' in page
    assert "expected" in page


async def test_form_of_the_page_checks_in(door: Door, log_in_as):
    client, token = await log_in_as("marta")
    form = {"code": badge(1), "scan_id": "00000000-0000-4000-8000-000000000001"}
    answer = await client.post("/staff/1/checkin", form=form, headers=token)
    assert answer.status_code == 200
    assert await door.inside() == 1
    assert 'pill yes">in ' in await page_of(client, f"/c/{badge(1)}")


@pytest.mark.parametrize("name", ["otto", "piet", "guest1", "guest2"])
async def test_nobody_elses_account_learns_anything(log_in_as, name: str):
    client, _ = await log_in_as(name)
    known, unknown = await page_of(client, f"/c/{badge(1)}"), await page_of(client, "/c/ZZZZZZZZZZ")
    assert known.replace(badge(1), "") == unknown.replace("ZZZZZZZZZZ", "")
    assert "Żółć" not in known


async def test_guest_sees_the_same_page_for_every_code(client):
    codes = (badge(1), badge(BADGES + 1), "ZZZZZZZZZZ", "x", "A" * 200, "%C3%A9")
    pages = {(await page_of(client, f"/c/{code}")).replace(code, "") for code in codes[:3]}
    assert len(pages) == 1
    for code in codes:
        assert "This is the code of a badge" in await page_of(client, f"/c/{code}")


async def test_organizer_of_another_event_does_not_see_this_ones_badge(log_in_as):
    client, _ = await log_in_as("olga")
    assert "Guest13" not in await page_of(client, f"/c/{badge(BADGES + 1)}")


async def test_guessing_codes_is_slowed_down_but_the_door_is_not(
    client, log_in_as, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(badge_routes, "TRIES_FROM_A_NETWORK", "3/minute")
    answers = [(await client.get("/c/ZZZZZZZZZZ")).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    staff, _ = await log_in_as("marta")
    assert "Guest1" in await page_of(staff, f"/c/{badge(1)}")
