"""The organizer's attendee types."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from netevent.attendees.questions.service import remove as remove_question
from netevent.attendees.types import queries, service
from netevent.attendees.types.queries import AttendeeType, TypeDetails, select_types
from netevent.changes import AttendeesChanged, AttendeeTypeRemoved, EventSeatsFreed
from netevent.core.database.tables import attendees
from netevent.payments.settings.payment_settings import PaymentSettings
from netevent.payments.settings.queries import write_settings
from tests.attendees.questions.asked_people import DIET, SHIRT, put_question, questions
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_type

PATH = "/organizer/event/1/attendee-types"


async def text_of(answer: Any) -> str:
    text: str = await answer.get_data(as_text=True)
    return text


async def types(door: Door) -> list[AttendeeType]:
    return await door.database.read(select_types, event_id=1)


async def names(door: Door) -> list[str]:
    return [one.name for one in await types(door)]


async def people(door: Door) -> list[int | None]:
    """The types of the first four attendees."""
    statement = select(attendees.c.attendee_type_id).order_by(attendees.c.id).limit(4)
    return list(await door.database.read(lambda tx: tx.execute(statement).scalars().all()))


async def test_a_type_is_added_with_a_code_and_a_price(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    for form in ({"name": " Speaker ", "price": "12,50", "colour": "3"}, {"name": "Crew", "code": "crew-1"}):
        answer = await olga.post(PATH, form=form, headers=token)
        assert (answer.status_code, answer.headers["Location"]) == (303, PATH)
    _, speaker, crew = await types(door)
    assert (speaker.name, speaker.price, speaker.colour) == ("Speaker", Decimal("12.50"), 3)
    assert speaker.code
    assert len(speaker.code) <= 10
    assert (crew.code, crew.is_free) == ("CREW-1", True)
    text = await text_of(await olga.get(PATH))
    assert "12.50" in text
    assert "3 attendees" in text
    assert "tint-3" in text


@pytest.mark.parametrize("name", ["vip", " VIP ", "víp", "ＶＩＰ"])
async def test_names_that_differ_in_case_or_accents_are_one(door: Door, log_in_as: LogIn, name: str):
    other = await insert_type(door.database, 1)
    olga, token = await log_in_as("olga")
    for path in (PATH, f"{PATH}/{other}"):
        answer = await olga.post(path, form={"name": name}, headers=token)
        assert answer.status_code == 422
        assert "There is already a type called" in await text_of(answer)
    assert await names(door) == ["VIP", "General"]


@pytest.mark.parametrize(
    "form",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"name": "ß" * 51},
        {"name": "Crew", "price": "-1"},
        {"name": "Crew", "price": "NaN"},
        {"name": "Crew", "price": "1.234"},
        {"name": "Crew", "price": "1e3"},
        {"name": "Crew", "price": "100000000"},
        {"name": "Crew", "code": "x" * 11},
        {"name": "Crew", "code": "a b"},
        {"name": "Crew", "code": "vip"},
        {"name": "Crew", "colour": "12"},
    ],
)
async def test_what_no_column_takes_is_refused(door: Door, log_in_as: LogIn, form: dict[str, str]):
    olga, token = await log_in_as("olga")
    assert (await olga.post(PATH, form=form, headers=token)).status_code == 422
    assert await names(door) == ["VIP"]


async def test_a_type_is_edited_and_keeps_its_own_name_and_code(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    shown = await text_of(await olga.get(f"{PATH}/1"))
    assert 'value="VIP"' in shown
    assert 'value="0.00"' in shown
    form = {"name": "Víp", "price": "99999999.99", "code": "", "colour": "11"}
    assert (await olga.post(f"{PATH}/1", form=form, headers=token)).status_code == 303
    [one] = await types(door)
    assert (one.name, one.code, one.price, one.colour) == ("Víp", "VIP", Decimal("99999999.99"), 11)


async def test_how_a_type_is_offered_is_typed_on_the_clock_of_the_event(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    form = {
        "name": "Early",
        "price": "95",
        "is_offered": "y",
        "description": "With lunch.\n<b>Not bold.</b>",
        "capacity": "50",
        "sale_from": "2027-01-10T09:00",
        "sale_until": "2027-07-10 9:00",
        "unlock_code": " Friends-1 ",
    }
    assert (await olga.post(PATH, form=form, headers=token)).status_code == 303
    early = (await types(door))[1]
    assert early.is_offered
    assert early.description == "With lunch.\n<b>Not bold.</b>"
    assert (early.capacity, early.unlock_code) == (50, "Friends-1")
    assert early.sale_from == datetime(2027, 1, 10, 8, 0)  # noqa: DTZ001 - UTC, as the database has it
    assert early.sale_until == datetime(2027, 7, 10, 7, 0)  # noqa: DTZ001 - the same, in summer
    shown = await text_of(await olga.get(f"{PATH}/{early.id}"))
    for value in ("2027-01-10T09:00", "2027-07-10T09:00", "Friends-1", "50", "&lt;b&gt;"):
        assert value in shown
    assert '<details class="folded more" open>' in shown
    listed = await text_of(await olga.get(PATH))
    assert "€95.00" in listed
    assert "Attendees: 0 of 50" in listed
    assert "on sale from" in listed
    assert "with a code" in listed


async def test_a_new_type_is_offered_and_one_that_others_make_is_not(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    assert re.search(
        r'<input[^>]* checked[^>]*name="is_offered"|name="is_offered"[^>]* checked',
        await text_of(await olga.get(PATH)),
    )
    await door.database.transact(queries.insert_type, 1, "From a list")
    await olga.post(PATH, form={"name": "Crew"}, headers=token)
    assert [one.is_offered for one in await types(door)] == [False, False, False]
    await olga.post(PATH, form={"name": "Guest", "is_offered": "y"}, headers=token)
    assert (await types(door))[-1].is_offered


async def test_prices_are_in_the_events_currency(door: Door, log_in_as: LogIn):
    pounds = PaymentSettings(currency="GBP")
    await door.database.transact(write_settings, 1, pounds)
    await insert_type(door.database, 1, price=Decimal(10))
    olga, _ = await log_in_as("olga")
    assert "£10.00" in await text_of(await olga.get(PATH))


@pytest.mark.parametrize(
    "form",
    [
        {"capacity": "0"},
        {"capacity": "1.5"},
        {"description": "x" * 1001},
        {"sale_from": "soon"},
        {"sale_from": "2027-03-28T02:30"},
        {"sale_until": "1999-03-28T02:30"},
        {"sale_from": "2027-03-02T09:00", "sale_until": "2027-03-02T09:00"},
        {"unlock_code": "--"},
        {"unlock_code": "x" * 101},
    ],
)
async def test_what_cannot_be_offered_is_refused(door: Door, log_in_as: LogIn, form: dict[str, str]):
    olga, token = await log_in_as("olga")
    answer = await olga.post(PATH, form={"name": "Crew"} | form, headers=token)
    assert answer.status_code == 422
    assert '<details class="folded more" open>' in await text_of(answer)
    assert await names(door) == ["VIP"]


async def test_another_capacity_is_told_to_who_waits_and_the_same_is_not(door: Door):
    for capacity in (10, 10, None, None):
        await door.database.transact(service.edit, 1, 1, TypeDetails("VIP", capacity=capacity))
    assert door.published.count(EventSeatsFreed(1)) == 2


async def test_those_who_do_not_come_are_not_counted_to_the_capacity(door: Door):
    await door.change_attendee(1, attendance_status="not_attending")
    [vip] = await door.database.read(service.counted, 1)
    assert (vip.people, vip.coming) == (3, 2)


async def test_types_move_up_and_down_and_stay_at_the_ends(door: Door, log_in_as: LogIn):
    second = await insert_type(door.database, 1, "General")
    third = await insert_type(door.database, 1, "Crew")
    olga, token = await log_in_as("olga")

    async def move(type_id: int, direction: str) -> list[str]:
        form = {"direction": direction}
        assert (await olga.post(f"{PATH}/{type_id}/move", form=form, headers=token)).status_code == 303
        return await names(door)

    assert await move(third, "up") == ["VIP", "Crew", "General"]
    assert await move(third, "up") == ["Crew", "VIP", "General"]
    assert await move(third, "up") == ["Crew", "VIP", "General"]
    assert await move(1, "down") == ["Crew", "General", "VIP"]
    assert await move(second, "down") == ["Crew", "VIP", "General"]
    wrong = await olga.post(f"{PATH}/1/move", form={"direction": "left"}, headers=token)
    assert wrong.status_code == 422


async def test_deleting_asks_where_the_people_go(door: Door, log_in_as: LogIn):
    general = await insert_type(door.database, 1, "General")
    olga, token = await log_in_as("olga")
    text = await text_of(await olga.get(f"{PATH}/1/delete"))
    assert "3 people have this type." in text
    assert f'<option value="{general}">General</option>' in text
    refused = await olga.post(f"{PATH}/1/delete", headers=token)
    assert refused.status_code == 422
    assert "There are people with this type now" in await text_of(refused)
    answer = await olga.post(f"{PATH}/1/delete", form={"heir": str(general)}, headers=token)
    assert answer.status_code == 303
    assert await names(door) == ["General"]
    assert await people(door) == [general, general, general, None]
    await olga.post(f"{PATH}/{general}/delete", form={"heir": "0"}, headers=token)
    assert await people(door) == [None] * 4


async def test_a_type_of_nobody_goes_without_a_question(door: Door, log_in_as: LogIn):
    general = await insert_type(door.database, 1, "General")
    olga, token = await log_in_as("olga")
    assert "Nobody has this type." in await text_of(await olga.get(f"{PATH}/{general}/delete"))
    assert (await olga.post(f"{PATH}/{general}/delete", headers=token)).status_code == 303
    assert (await olga.post(f"{PATH}/{general}/delete", headers=token)).status_code == 404


async def test_a_question_for_one_type_alone_never_becomes_one_for_everybody(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    crew, press = [await insert_type(door.database, 1, name) for name in ("Crew", "Press")]
    await put_question(door, replace(DIET, types=frozenset({crew, press})))
    shirt = await put_question(door, replace(SHIRT, types=frozenset({crew})))
    for form in ({}, {"heir": "0"}):
        refused = await olga.post(f"{PATH}/{crew}/delete", form=form, headers=token)
        assert refused.status_code == 422
        assert "Only this type is asked “Shirt”" in await text_of(refused)
    assert (await questions(door))[-1].details.types == {crew}
    await door.database.transact(remove_question, 1, shirt)
    assert (await olga.post(f"{PATH}/{crew}/delete", headers=token)).status_code == 303
    assert [one.details.types for one in await questions(door)] == [{press}]


async def test_what_a_type_is_asked_its_heir_is_asked(door: Door, log_in_as: LogIn):
    crew, press = await insert_type(door.database, 1, "Crew"), await insert_type(door.database, 1, "Press")
    await put_question(door, replace(SHIRT, types=frozenset({crew})))
    await put_question(door, replace(DIET, types=frozenset({crew, press})))
    olga, token = await log_in_as("olga")
    await olga.post(f"{PATH}/{crew}/delete", form={"heir": str(press)}, headers=token)
    assert [one.details.types for one in await questions(door)] == [{press}, {press}]


async def test_each_step_is_published_and_a_refused_one_is_not(door: Door):
    added = await door.database.transact(service.add, 1, TypeDetails("Crew"))
    with pytest.raises(service.TypeExists):
        await door.database.transact(service.add, 1, TypeDetails("crew"))
    await door.database.transact(service.edit, 1, added, TypeDetails("Staff"))
    await door.database.transact(service.move, 1, added, "up")
    with pytest.raises(service.TypeInUse):
        await door.database.transact(service.remove, 1, 1, None)
    await door.database.transact(service.remove, 1, added, None)
    removed = [AttendeeTypeRemoved(1, added), AttendeesChanged(1), EventSeatsFreed(1)]
    assert door.published == [AttendeesChanged(1)] * 3 + removed


async def test_there_are_not_more_types_than_some(door: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(service, "MOST_TYPES", 1)
    with pytest.raises(service.TooManyTypes):
        await door.database.transact(service.add, 1, TypeDetails("Crew"))


async def test_another_events_types_are_not_there(door: Door, log_in_as: LogIn):
    elsewhere = await insert_type(door.database, 2, "Elsewhere")
    olga, token = await log_in_as("olga")
    for path in (f"{PATH}/{elsewhere}", f"{PATH}/{elsewhere}/delete"):
        assert (await olga.get(path)).status_code == 404
        assert (await olga.post(path, form={"name": "Mine"}, headers=token)).status_code == 404
    moved = await olga.post(f"{PATH}/{elsewhere}/move", form={"direction": "up"}, headers=token)
    assert moved.status_code == 404
    left = await olga.post(f"{PATH}/1/delete", form={"heir": str(elsewhere)}, headers=token)
    assert left.status_code == 404
    assert await people(door) == [1, 1, 1, None]


@pytest.mark.parametrize(("name", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_keeps_them(door: Door, log_in_as: LogIn, name: str, status: int):
    other, token = await log_in_as(name)
    assert (await other.get(PATH)).status_code == status
    for path in (PATH, f"{PATH}/1", f"{PATH}/1/move", f"{PATH}/1/delete"):
        answer = await other.post(path, form={"name": "Mine", "direction": "up"}, headers=token)
        assert answer.status_code == status
    assert await names(door) == ["VIP"]


async def test_a_guest_is_asked_to_log_in(client: Any):
    answer = await client.get(PATH)
    assert answer.status_code == 302
    assert "/login" in answer.headers["Location"]
