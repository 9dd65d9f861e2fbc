"""The pages of appointments: proposing, answering, moving, with htmx and without."""

from __future__ import annotations

import re
from typing import Any

import pytest
from quart import Quart
from quart.typing import TestClientProtocol as Client
from sqlalchemy import delete, insert, update

from netevent.appointments.appointment import Status
from netevent.appointments.proposals import routes as proposal_routes
from netevent.core import clock
from netevent.core.database.tables import attendees, blocks, connections
from tests.appointments.meeting import ANNA, BEN, CARA, STRANGER, Meet
from tests.conftest import LogIn
from tests.factories import insert_session

HTMX = {"HX-Request": "true"}
NEW = "/appointments/new"


async def text_of(answer: Any) -> str:
    text: str = await answer.get_data(as_text=True)
    return text


def form(meet: Meet, hour: int = 12, minute: int = 0, **given: str) -> dict[str, str]:
    start = meet.at(hour, minute).isoformat("T", "minutes")
    return {"with": str(BEN), "start": start, "minutes": "15", "place": "The coffee bar", "notes": ""} | given


def offered(text: str) -> list[str]:
    return re.findall(r'name="start" value="[^"]+"[^>]*>(\d\d:\d\d)', text)


async def test_the_form_availability_what_is_free_for_both_on_the_events_clock(meet: Meet, log_in_as: LogIn):
    await meet.agree(BEN, CARA, meet.proposal(12, minutes=30))
    await insert_session(meet.database, 1, meet.at(14), 60, BEN, name="Of Ben alone")
    await insert_session(meet.database, 1, meet.at(14, 30), 30, ANNA)
    anna, _ = await log_in_as("guest1")
    text = await text_of(await anna.get(f"{NEW}?with={BEN}"))
    times = offered(text)
    assert (times[0], times[-1], len(times)) == ("11:00", "18:45", 32 - 2)
    assert {"13:00", "13:15"}.isdisjoint(times)
    assert text.count('class="choice beside"') == 2
    assert "At the same time: Open data on the street, 15:30–16:00" in text.replace("</span>", "")
    assert "Of Ben alone" not in text  # that is for Ben to tell, and to be asked
    assert "Time zone: Europe/Amsterdam" in text
    assert "Guest2 Żółć" in text
    longer = offered(await text_of(await anna.get(f"{NEW}?with={BEN}&minutes=60")))
    assert "12:00" in longer
    assert "12:15" not in longer


async def test_a_chosen_time_shows_which_places_are_taken_then(meet: Meet, log_in_as: LogIn):
    points = [await meet.point(name) for name in ("Blue sofa", "Red sofa")]
    await meet.know((CARA, 4))
    await meet.agree(CARA, 4, meet.proposal(12, point_id=points[0]))
    anna, _ = await log_in_as("guest1")
    for path, taken in (("", 0), (f"&start={meet.at(12).isoformat()}", 1), (f"&start={meet.at(13)}", 0)):
        text = await text_of(await anna.get(f"{NEW}?with={BEN}{path}"))
        assert text.count("taken at that time") == taken


async def test_a_proposal_leads_to_its_page(meet: Meet, log_in_as: LogIn):
    point = await meet.point()
    anna, token = await log_in_as("guest1")
    sent = form(meet, point=str(point), notes='Coffee & <script>alert("x")</script>', minutes="45")
    answer = await anna.post(NEW, form=sent, headers=token)
    assert answer.status_code == 303
    row = await meet.one(int(answer.headers["Location"].removeprefix("/appointments/")))
    assert (row.start, row.minutes, row.point_id) == (meet.at(12), 45, point)
    text = await text_of(await anna.get(answer.headers["Location"]))
    assert "13:00–13:45" in text
    assert "Meeting point 4" in text
    assert "Coffee &amp; &lt;script&gt;" in text
    assert "<script>alert" not in text
    assert "has not answered yet" in text


async def test_who_proposes_and_cancels_in_turn_comes_to_an_end(
    meet: Meet, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(proposal_routes, "PROPOSALS_OF_AN_ATTENDEE", "3/hour")
    anna, token = await log_in_as("guest1")
    for _ in range(3):
        answer = await anna.post(NEW, form=form(meet), headers=token)
        assert answer.status_code == 303
        await anna.post(f"{answer.headers['Location']}/cancel", headers=token)
    answer = await anna.post(NEW, form=form(meet, notes="Typed"), headers=token)
    assert answer.status_code == 429
    assert "Typed" in await text_of(answer)
    assert await meet.standing() == {"cancelled": 3}
    ben, token = await log_in_as("guest2")
    made = await meet.propose()
    answer = await ben.post(f"/appointments/{made}/move", form=form(meet, 13, revision="1"), headers=token)
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"start": "soon"}, "Choose a time."),
        ({"start": ""}, "Choose a time."),
        ({"start": "2026-11-24T12:00+01:00"}, "Choose a time."),
        ({"start": "9999-12-31T23:45"}, "You cannot meet at that time"),
        ({"minutes": "20"}, "You cannot meet at that time"),
        ({"place": "  "}, "Choose a meeting point, or write"),
        ({"point": "999999"}, "no longer exists"),
        ({"notes": "x" * 501}, "longer than 500"),
        ({"place": "x" * 256}, "longer than 255"),
    ],
)
async def test_what_does_not_fit_comes_back_with_everything_typed(
    meet: Meet, log_in_as: LogIn, changed: dict[str, str], sentence: str
):
    anna, token = await log_in_as("guest1")
    sent = form(meet, notes="About <maps>") | changed
    answer = await anna.post(NEW, form=sent, headers=token)
    text = await text_of(answer)
    assert answer.status_code == 422
    assert sentence in text
    assert ("About &lt;maps&gt;" in text) is ("notes" not in changed)
    assert await meet.standing() == {}


async def test_a_taken_time_says_who_is_no_longer_free(meet: Meet, log_in_as: LogIn):
    await meet.agree(BEN, CARA)
    anna, token = await log_in_as("guest1")
    answer = await anna.post(NEW, form=form(meet), headers=token)
    assert answer.status_code == 422
    assert "Guest2 Żółć is no longer free at 13:00" in await text_of(answer)


@pytest.mark.parametrize("person", ["4", "13", "999", "1", "", "x", "9999999999"])
async def test_nobody_to_meet(meet: Meet, log_in_as: LogIn, person: str):
    """4 is not connected, 13 is of another event, 1 is Anna herself."""
    anna, token = await log_in_as("guest1")
    status = 409 if person == "4" else 404
    assert (await anna.get(f"{NEW}?with={person}")).status_code == status
    answer = await anna.post(NEW, form=form(meet) | {"with": person}, headers=token)
    assert answer.status_code == status
    assert await meet.standing() == {}


@pytest.mark.parametrize(("blocker", "blocked"), [(ANNA, BEN), (BEN, ANNA)])
async def test_a_blocked_person_is_not_there(meet: Meet, log_in_as: LogIn, blocker: int, blocked: int):
    made = await meet.agree()
    row = {"blocker_id": blocker, "blocked_id": blocked, "blocked_at": clock.now()}
    await meet.database.transact(lambda tx: tx.execute(insert(blocks).values(**row)))
    for name in ("guest1", "guest2"):
        one, _ = await log_in_as(name)
        assert (await one.get(f"/appointments/{made}")).status_code == 404
        assert (await one.get(f"/appointments/{made}/move")).status_code == 404
        assert (await one.get(f"{NEW}?with={BEN if name == 'guest1' else ANNA}")).status_code == 404


async def test_accept_without_javascript_leads_to_the_agenda(meet: Meet, log_in_as: LogIn):
    made = await meet.propose()
    ben, token = await log_in_as("guest2")
    answer = await press(ben, token, made, "accept")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/appointments")
    assert await meet.status(made) is Status.accepted


async def test_accept_in_a_toast_brings_what_the_socket_would(meet: Meet, log_in_as: LogIn):
    made, other = await meet.propose(), await meet.propose(CARA, BEN, meet.proposal(14))
    ben, token = await log_in_as("guest2")
    text = await text_of(await press(ben, token | HTMX, made, "accept"))
    assert 'id="toasts" hx-swap-oob="outerMorph"' in text
    assert 'id="agenda-dot" hx-swap-oob="true"' in text
    assert 'class="dot"><span aria-hidden="true">1<' in text
    assert "Guest3 Żółć" in text
    assert "appointment-proposals" not in text
    whole = await text_of(await press(ben, token | HTMX, other, "decline", view="agenda"))
    assert 'id="appointment-proposals" hx-swap-oob="outerMorph"' in whole
    assert 'id="agenda"' in whole


async def test_a_conflict_in_a_toast_is_said_there_and_loses_nothing(meet: Meet, log_in_as: LogIn):
    point = await meet.point()
    made = await meet.propose(proposal=meet.proposal(12, point_id=point))
    await meet.know((CARA, 4))
    await meet.agree(CARA, 4, meet.proposal(12, point_id=point))
    ben, token = await log_in_as("guest2")
    answer = await press(ben, token | HTMX, made, "accept")
    text = await text_of(answer)
    assert answer.status_code == 409
    assert "Meeting point 4 has just been taken for 13:00. Choose another place." in text
    assert "Guest1 Żółć" in text  # the proposal still stands there
    plain = await press(ben, token, made, "accept")
    assert plain.status_code == 409
    assert "has just been taken for 13:00" in await text_of(plain)
    assert await meet.status(made) is Status.pending


async def test_an_answer_to_an_older_time_is_refused(meet: Meet, log_in_as: LogIn):
    made = await meet.propose()
    await meet.move(made, ANNA, meet.proposal(14))
    ben, token = await log_in_as("guest2")
    answer = await press(ben, token, made, "accept", revision="1")
    assert answer.status_code == 409
    assert "The time has changed in the meantime: it is now 15:00." in await text_of(answer)
    assert (await press(ben, token, made, "accept", revision="x")).status_code == 422
    assert (await press(ben, token, made, "accept", revision="2")).status_code == 303


async def test_another_time_comes_with_what_stands_and_swaps_the_roles(meet: Meet, log_in_as: LogIn):
    made = await meet.propose(proposal=meet.proposal(12, minutes=45, notes="The slides"))
    ben, token = await log_in_as("guest2")
    text = await text_of(await ben.get(f"/appointments/{made}/move"))
    assert "The slides" in text
    assert re.search(r'value="[^"]+T12:00" checked', text)
    sent = form(meet, 15, revision="1", minutes="45")
    answer = await ben.post(f"/appointments/{made}/move", form=sent, headers=token)
    assert answer.headers["Location"] == f"/appointments/{made}"
    row = await meet.one(made)
    assert (row.requester_id, row.revision, row.start) == (BEN, 2, meet.at(15))
    late = await ben.post(f"/appointments/{made}/move", form=form(meet, 16, revision="1"), headers=token)
    assert late.status_code == 422
    assert "it is now 16:00" in await text_of(late)


async def test_what_is_over_cannot_be_moved(meet: Meet, log_in_as: LogIn):
    made = await meet.propose()
    await meet.decline(made)
    anna, token = await log_in_as("guest1")
    assert (await anna.get(f"/appointments/{made}/move")).status_code == 409
    answer = await anna.post(f"/appointments/{made}/move", form=form(meet, 15, revision="1"), headers=token)
    assert answer.status_code == 409


async def test_cancel_says_what_it_ends(meet: Meet, log_in_as: LogIn):
    made = await meet.agree()
    anna, token = await log_in_as("guest1")
    answer = await anna.post(f"/appointments/{made}/cancel", form={"revision": "1"}, headers=token)
    assert answer.status_code == 409
    assert "You have agreed to meet at 13:00" in await text_of(answer)
    answer = await anna.post(f"/appointments/{made}/cancel", form={"agreed": "1"}, headers=token)
    assert answer.status_code == 303
    assert await meet.status(made) is Status.cancelled
    assert "was cancelled, and the time is free again" in await text_of(
        await anna.get(f"/appointments/{made}")
    )


async def test_the_owner_sees_who_else_asks_for_that_time(meet: Meet, log_in_as: LogIn):
    made = await meet.propose(proposal=meet.proposal(12, minutes=30))
    await meet.propose(CARA, BEN, meet.proposal(12, 15))
    ben, _ = await log_in_as("guest2")
    for path in (f"/appointments/{made}", "/appointments"):
        assert "Also requested by Guest3 Żółć" in await text_of(await ben.get(path))
    anna, _ = await log_in_as("guest1")
    for path in (f"/appointments/{made}", "/appointments"):
        text = await text_of(await anna.get(path))
        assert "Also asked for" not in text
        assert "Guest3" not in text


async def test_who_opens_an_appointment_or_the_agenda_has_seen_it(meet: Meet, log_in_as: LogIn):
    made = [await meet.propose(), await meet.propose(proposal=meet.proposal(14))]
    ben, _ = await log_in_as("guest2")
    await ben.get(f"/appointments/{made[0]}")
    assert [await meet.told(one) for one in made] == [{}, {BEN: "proposal"}]
    await ben.get("/appointments")
    assert await meet.told(made[1]) == {}


async def test_the_agenda_does_not_swallow_an_answer(meet: Meet, log_in_as: LogIn):
    """It shows no declined proposals: their toast stays until it is closed."""
    made = await meet.propose()
    await meet.decline(made)
    anna, token = await log_in_as("guest1")
    await anna.get("/appointments")
    assert "Guest2 Żółć</b> declined" in await text_of(await anna.get("/live/attendee/regions"))
    await anna.post(f"/attendee/notifications/appointment/{made}/seen", headers=token)
    assert "declined" not in await text_of(await anna.get("/live/attendee/regions"))


async def test_a_number_that_is_none_marks_nothing_as_seen(meet: Meet, log_in_as: LogIn):
    await meet.propose()
    ben, token = await log_in_as("guest2")
    assert (await ben.get("/appointments/0")).status_code == 404
    await ben.post("/attendee/notifications/proposal/0/seen", headers=token)
    assert "proposes an appointment" in await text_of(await ben.get("/live/attendee/regions"))


async def test_a_page_without_a_socket_gets_the_same_parts(meet: Meet, log_in_as: LogIn):
    await meet.propose()
    ben, _ = await log_in_as("guest2")
    text = await text_of(await ben.get("/live/attendee/regions"))
    assert "proposes an appointment" in text
    assert "appointment-proposals" not in text
    assert "appointment-proposals" in await text_of(await ben.get("/live/agenda/regions"))


async def test_a_name_that_does_not_show_is_nowhere(meet: Meet, log_in_as: LogIn):
    """Anna shows hers to connections only, and is none any more."""
    made = await meet.propose()
    statement = update(attendees).where(attendees.c.id == ANNA).values(shows_name="connections")
    await meet.database.transact(lambda tx: tx.execute(statement))
    ben, _ = await log_in_as("guest2")
    path = f"/appointments/{made}"
    assert "Guest1" in await text_of(await ben.get(path))
    await meet.database.transact(lambda tx: tx.execute(delete(connections)))
    text = await text_of(await ben.get(path)) + await text_of(await ben.get("/live/agenda/regions"))
    assert "Guest1" not in text
    assert "Someone" in text


@pytest.mark.parametrize("name", ["guest3", f"guest{STRANGER}"])
async def test_somebody_elses_appointment_is_not_there(meet: Meet, log_in_as: LogIn, name: str):
    made = await meet.propose()
    other, token = await log_in_as(name)
    for path in (f"/appointments/{made}", f"/appointments/{made}/move"):
        assert (await other.get(path)).status_code == 404
    for verb in ("accept", "decline", "cancel"):
        assert (await press(other, token, made, verb)).status_code == 404
    moved = await other.post(f"/appointments/{made}/move", form=form(meet, 15, revision="1"), headers=token)
    assert moved.status_code == 404
    assert await meet.status(made) is Status.pending


@pytest.mark.parametrize("name", ["olga", "marta"])
async def test_organizer_and_staff_have_no_appointments(meet: Meet, log_in_as: LogIn, name: str):
    made = await meet.propose()
    other, token = await log_in_as(name)
    assert (await other.get(f"/appointments/{made}")).status_code == 403
    assert (await other.get(f"{NEW}?with={BEN}")).status_code == 403
    assert (await press(other, token, made, "accept")).status_code == 403


async def test_a_guest_logs_in_first(app: Quart, meet: Meet):
    made = await meet.propose()
    assert (await app.test_client().get(f"/appointments/{made}")).status_code == 302


async def press(client: Client, token: dict[str, str], appointment_id: int, verb: str, **sent: str) -> Any:
    path = f"/appointments/{appointment_id}/{verb}"
    return await client.post(path, form={"revision": "1"} | sent, headers=token)
