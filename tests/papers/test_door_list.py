"""The list on paper: who stands on it, in which order, and where its codes lead."""

from __future__ import annotations

import re

import pytest
from quart.typing import TestClientProtocol as Client

from tests.conftest import LogIn
from tests.door import BADGES, Door, badge
from tests.papers.pdf_texts import codes_on, pages_of

LIST = "/organizer/event/1/papers/door-list"


@pytest.fixture
async def olga(log_in_as: LogIn) -> Client:
    return (await log_in_as("olga"))[0]


async def listed(client: Client) -> bytes:
    answer = await client.get(LIST)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "door-list.pdf" in answer.headers["Content-Disposition"]
    content = await answer.get_data(as_text=False)
    assert isinstance(content, bytes)
    return content


async def test_everybody_stands_under_the_own_letter_in_the_order_of_names(door: Door, olga: Client):
    for number, (first, last) in enumerate((("Anna", "Zwart"), ("Ben", "Ąkowski"), ("Cleo", "Berg")), 1):
        await door.change_attendee(number, first_name=first, last_name=last, name_order=f"{last[0]}{first}")
    await door.change_attendee(1, name_order="zwart\x1fanna\x1f")
    await door.change_attendee(2, name_order="akowski\x1fben\x1f")
    await door.change_attendee(3, name_order="berg\x1fcleo\x1f")
    (page,) = pages_of(await listed(olga))
    places = [page.index(words) for words in ("Ąkowski, Ben", "Berg, Cleo", "Zwart, Anna")]
    assert places == sorted(places)
    for number in range(1, BADGES + 1):
        assert badge(number) in page


async def test_who_does_not_come_stands_not_there_and_who_owes_money_does_with_the_sum(
    door: Door, olga: Client
):
    await door.change_attendee(1, attendance_status="not_attending")
    await door.change_attendee(2, payment_status="pending", amount_due=95)
    await door.change_attendee(3, payment_status="paid", amount_due=None)
    (page,) = pages_of(await listed(olga))
    assert badge(1) not in page
    assert page.count("€95.00") == 1


async def test_the_code_beside_a_letter_opens_its_people_at_the_desk(door: Door, olga: Client):
    for number in range(1, BADGES + 1):
        await door.change_attendee(number, name_order="berg\x1f")
    await door.change_attendee(1, last_name="Éclair", name_order="eclair\x1f")
    links = codes_on(await listed(olga))
    assert links == {"http://localhost:8000/staff/1/letter/B", "http://localhost:8000/staff/1/letter/E"}
    text = await (await olga.get("/staff/1/letter/e")).get_data(as_text=True)
    assert re.findall(r'data-person="(\d+)"', text) == ["1"]
    assert 'form="desk-check-in" name="attendee_id" value="1"' in text


async def test_a_name_is_literal_text(door: Door, olga: Client):
    await door.change_attendee(1, first_name="<b>Bo", last_name="=SUM(A1)&amp;")
    (page,) = pages_of(await listed(olga))
    assert "=SUM(A1)&amp;, <b>Bo" in page


async def test_a_letter_is_one_sign(olga: Client, door: Door):
    assert (await olga.get("/staff/1/letter/ab")).status_code == 404
    assert (await olga.get("/staff/1/letter/%25")).status_code == 200
    assert (await olga.get("/staff/2/letter/a")).status_code == 404


async def test_the_page_says_how_many_stand_on_it(olga: Client, door: Door):
    await door.change_attendee(1, attendance_status="not_attending")
    text = await (await olga.get("/organizer/event/1/papers")).get_data(as_text=True)
    assert f"Door list with {BADGES - 1} people" in text
