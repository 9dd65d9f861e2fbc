"""The question about a session at the time of an appointment: as a page, by htmx, and for programs."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest

from netevent.appointments.appointment import Status
from tests.appointments.meeting import ANNA, BEN, Meet
from tests.appointments.overlaps.test_service import statuses
from tests.conftest import LogIn
from tests.factories import insert_session

NEW, JSON, HTMX = "/appointments/new", {"Accept": "application/json"}, {"HX-Request": "true"}
NAME = "Open data on the street"


async def text_of(answer: Any) -> str:
    return unescape(str(await answer.get_data(as_text=True)))


def form(meet: Meet, **given: str) -> dict[str, str]:
    start = meet.at(12).isoformat("T", "minutes")
    proposed = {"with": str(BEN), "start": start, "minutes": "15", "place": "The coffee bar"}
    return proposed | {"notes": "About <maps>"} | given


async def asked(meet: Meet, attendee_id: int = BEN) -> tuple[int, str]:
    """A proposal to Ben at the time of a session of this one; the session's number as text."""
    made = await meet.propose()
    return made, str(await insert_session(meet.database, 1, meet.at(12), 30, attendee_id))


async def test_the_form_asks_and_keeps_what_was_typed(meet: Meet, log_in_as: LogIn):
    session = await insert_session(meet.database, 1, meet.at(12), 30, ANNA)
    anna, token = await log_in_as("guest1")
    answer = await anna.post(NEW, form=form(meet), headers=token)
    page = await text_of(answer)
    assert answer.status_code == 409
    assert f"At the same time you have: {NAME}, 13:00–13:30" in page
    for part in ("About <maps>", "The coffee bar", 'value="2', f'name="named" value="{session}"'):
        assert part in page
    for button in ("Keep both", f"Give up {NAME}", "Or choose another time."):
        assert button in page
    assert await meet.standing() == {}
    kept = form(meet, named=str(session), keep="1")
    assert (await anna.post(NEW, form=kept, headers=token)).status_code == 303
    assert await meet.standing() == {"pending": 1}


async def test_the_seat_is_given_up_with_the_proposal(meet: Meet, log_in_as: LogIn):
    session = await insert_session(meet.database, 1, meet.at(12), 30, ANNA)
    anna, token = await log_in_as("guest1")
    sent = form(meet, named=str(session), give_up=str(session))
    assert (await anna.post(NEW, form=sent, headers=token)).status_code == 303
    assert await statuses(meet, session) == {ANNA: "cancelled"}


async def test_to_keep_what_no_question_named_keeps_nothing(meet: Meet, log_in_as: LogIn):
    await insert_session(meet.database, 1, meet.at(12), 30, ANNA)
    anna, token = await log_in_as("guest1")
    for sent in ({"keep": "1"}, {"named": "999", "keep": "1"}, {"named": "1"}, {"give_up": "1"}):
        assert (await anna.post(NEW, form=form(meet, **sent), headers=token)).status_code == 409, sent
    assert await meet.standing() == {}


async def test_of_several_sessions_all_can_be_given_up(meet: Meet, log_in_as: LogIn):
    first = await insert_session(meet.database, 1, meet.at(12), 30, ANNA)
    second = await insert_session(meet.database, 1, meet.at(12), 45, ANNA, name="Maps")
    anna, token = await log_in_as("guest1")
    page = await text_of(await anna.post(NEW, form=form(meet), headers=token))
    assert f'name="give_up" value="{first},{second}">Give up all these sessions' in page
    assert "Keep them all" in page
    both = f"{first},{second}"
    sent = form(meet, named=both, give_up=both)
    assert (await anna.post(NEW, form=sent, headers=token)).status_code == 303
    assert {**await statuses(meet, first), **await statuses(meet, second)} == {ANNA: "cancelled"}


async def test_a_program_is_told_what_overlaps_and_how_to_answer(meet: Meet, log_in_as: LogIn):
    made, session = await asked(meet)
    own = await insert_session(meet.database, 1, meet.at(12), 30, ANNA, name="Maps")
    anna, token = await log_in_as("guest1")
    ben, bens = await log_in_as("guest2")
    later = form(meet, start=meet.at(12, 15).isoformat("T", "minutes"))
    proposed = await anna.post(NEW, form=later, headers=token | JSON)
    accepted = await ben.post(f"/appointments/{made}/accept", form={"revision": "1"}, headers=bens | JSON)
    for answer, number, name in ((proposed, own, "Maps"), (accepted, int(session), NAME)):
        told = (await answer.get_json())["error"]
        assert (answer.status_code, told["code"]) == (409, "overlaps")
        assert (told["overlaps"], told["named"]) == ([name], [number])


@pytest.mark.parametrize(("said", "status"), [("keep", "registered"), ("give_up", "cancelled")])
async def test_without_scripts_accepting_asks_on_a_page_of_its_own(
    meet: Meet, log_in_as: LogIn, said: str, status: str
):
    made, session = await asked(meet)
    ben, token = await log_in_as("guest2")
    address = f"/appointments/{made}/accept"
    answer = await ben.post(address, form={"revision": "1"}, headers=token)
    page = await text_of(answer)
    assert answer.status_code == 409
    assert f"At the same time you have: {NAME}, 13:00–13:30" in page
    assert f'action="{address}"' in page
    assert 'name="revision" value="1"' in page
    sent = {"revision": "1", "named": session, said: "1" if said == "keep" else session}
    assert (await ben.post(address, form=sent, headers=token)).status_code == 303
    assert await meet.status(made) is Status.accepted
    assert await statuses(meet, int(session)) == {BEN: status}


async def test_htmx_goes_on_to_that_page(meet: Meet, log_in_as: LogIn):
    made, session = await asked(meet)
    ben, token = await log_in_as("guest2")
    address = f"/appointments/{made}/accept"
    answer = await ben.post(address, form={"revision": "1"}, headers=token | HTMX)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (409, address)
    assert f'name="named" value="{session}"' in await text_of(await ben.get(address))


async def test_where_there_is_nothing_to_ask_the_page_is_that_of_the_appointment(
    meet: Meet, log_in_as: LogIn
):
    made, _ = await asked(meet, ANNA)
    for name in ("guest1", "guest2"):  # who proposed does not answer, and of others' sessions nobody hears
        client, _ = await log_in_as(name)
        answer = await client.get(f"/appointments/{made}/accept")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/appointments/{made}")


@pytest.mark.parametrize(
    ("name", "status"), [("guest3", 404), ("guest13", 404), ("olga", 403), ("marta", 403)]
)
async def test_the_question_is_for_the_two_alone(meet: Meet, log_in_as: LogIn, name: str, status: int):
    made, _ = await asked(meet)
    client, _ = await log_in_as(name)
    assert (await client.get(f"/appointments/{made}/accept")).status_code == status


async def test_moving_asks_with_the_same_form(meet: Meet, log_in_as: LogIn):
    made, session = await asked(meet)
    ben, token = await log_in_as("guest2")
    sent = {
        "revision": "1",
        "start": meet.at(12, 15).isoformat("T", "minutes"),
        "minutes": "15",
        "place": "Bar",
    }
    answer = await ben.post(f"/appointments/{made}/move", form=sent, headers=token)
    assert answer.status_code == 409
    assert f"Give up {NAME}" in await text_of(answer)
    given_up = sent | {"named": session, "give_up": session}
    assert (await ben.post(f"/appointments/{made}/move", form=given_up, headers=token)).status_code == 303
    assert await statuses(meet, int(session)) == {BEN: "cancelled"}
