"""Deleting an account: what goes, what stays, and who hears of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from quart.testing.connections import WebsocketDisconnectError
from sqlalchemy import select

from netevent.appointments.notifications import PROPOSAL
from netevent.attendees.listing.filters import ListFilter
from netevent.attendees.queries import count_attendees
from netevent.changes import (
    AppointmentChanged,
    AttendeesChanged,
    ConnectionEnded,
    LoginChanged,
    NotificationsChanged,
)
from netevent.checkin.scan import Outcome
from netevent.connections.notifications import REQUEST
from netevent.core.database.tables import (
    appointment_cells,
    attendees,
    connection_notes,
    jobs,
    notifications,
    room_scans,
    scans,
)
from netevent.core.errors import NotFound
from netevent.core.site import Application
from netevent.live.bus import Bus
from netevent.live.hub import LOGGED_OUT
from netevent.privacy.deletion.service import delete_account
from netevent.profiles.photos.service import replace_photo
from netevent.settings import Settings
from tests.agenda.agendas import appoint, at
from tests.conftest import LogIn
from tests.connections.relationships import relationship
from tests.door import BADGES, Door, badge, token_of
from tests.factories import insert_connection, insert_notification
from tests.privacy.traces import ANNA, BEN, CARA, DAN, live, row_of, rows, traces
from tests.registration.attendance.test_service import change_event, seats

PAGE = "/attendee/privacy/delete"
SURE = {"sure": "yes"}
JSON = {"Accept": "application/json"}
ORIGIN = {"Origin": "http://localhost"}


async def delete(door: Door, attendee_id: int = ANNA) -> str:
    return await door.database.transact(delete_account, attendee_id=attendee_id)


async def text_of(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


async def test_who_never_came_is_removed_and_the_seat_is_free(door: Door):
    await live(door)
    await delete(door)
    assert await row_of(door) is None
    assert await traces(door) == []
    assert await seats(door.database) == BADGES - 1
    assert await rows(door, appointment_cells) == []


@pytest.mark.parametrize("was_in", [True, False])
async def test_the_journal_of_the_rooms_forgets_whose_badge_it_was(door: Door, was_in: bool):
    await live(door)
    if was_in:
        await door.scan(badge(1))
    await delete(door)
    kept = [(row.attendee_id, row.code_scanned) for row in await rows(door, room_scans)]
    assert kept == [(ANNA if was_in else None, ""), (BEN, "BADGE2")]


async def test_a_photo_that_arrives_after_the_end_stays_with_nobody(door: Door):
    """Its upload began while the account was there. Of who is in a row stays, but it is nobody's."""
    await door.scan(badge(1))
    await delete(door)
    with pytest.raises(NotFound):
        await door.database.transact(replace_photo, attendee_id=ANNA, name="ab" * 16)
    row = await row_of(door)
    assert row is not None
    assert row.profile_picture is None


async def test_who_is_in_stays_in_the_counts_without_any_personal_data(door: Door):
    await live(door)
    told = {"introduction": "I build", "phone": "+31 6 1", "linkedin": "https://www.linkedin.com/in/a"}
    await door.change_attendee(ANNA, profile_picture="ab12", confirmation_token="x" * 64, **told)
    await door.scan(badge(1))
    before = await row_of(door)
    assert await delete(door) == "ab12"
    row = await row_of(door)
    assert (row.checked_in, row.checked_in_minute) == (True, before.checked_in_minute)
    assert (row.attendee_type_id, row.checked_in_gate_id) == (1, 1)
    assert await traces(door) == []
    assert (await seats(door.database), await door.inside()) == (BADGES, 1)
    kept = {str(value) for value in row._mapping.values()}
    personal = {before.first_name, before.last_name, before.email, before.organisation, *told.values()}
    assert kept & {*personal, before.attendee_code, before.search_key, before.directory_key, "ab12"} == set()
    assert (row.first_name, row.last_name, row.directory_key) == ("Deleted", "attendee", "")
    assert {row.code_scanned for row in await rows(door, scans)} == {""}


@pytest.mark.parametrize("was_in", [True, False])
async def test_badge_of_a_deleted_attendee_is_an_unknown_code(door: Door, was_in: bool):
    if was_in:
        await door.scan(badge(1))
    await delete(door)
    assert (await door.scan(badge(1))).outcome is Outcome.unknown_code


async def test_seat_of_who_was_not_attending_is_not_freed_twice(door: Door):
    await door.change_attendee(ANNA, attendance_status="not_attending")
    await delete(door)
    assert await seats(door.database) == BADGES


async def test_lists_of_the_others_hear_of_it_and_logins_end(app: Application, door: Door, log_in_as: LogIn):
    await live(door)
    await log_in_as("guest1")
    door.published.clear()
    door.database.on_change = door.published.append
    await delete(door)
    endings = [change for change in door.published if isinstance(change, ConnectionEnded)]
    assert endings == [ConnectionEnded(1, ANNA, other) for other in (BEN, CARA, DAN)]
    assert AppointmentChanged(1, 1, ANNA, BEN) in door.published
    assert AttendeesChanged(1) in door.published
    assert sum(isinstance(change, LoginChanged) for change in door.published) == 1


async def test_nothing_of_a_deleted_account_waits_for_anybody(door: Door):
    asked = await insert_connection(door.database, ANNA, 7, status="pending")
    proposed = await appoint(door.database, at(60), status="pending")
    await insert_notification(door.database, 7, REQUEST, asked)
    await insert_notification(door.database, BEN, PROPOSAL, proposed)
    await insert_notification(door.database, ANNA, REQUEST, asked + 1)
    await insert_notification(door.database, CARA, REQUEST, asked + 1)
    await delete(door)
    assert {row.attendee_id: row.seen_at is None for row in await rows(door, notifications)} == {
        7: False,
        BEN: False,
        CARA: True,
    }


async def test_what_is_others_stays(door: Door):
    await live(door)
    await delete(door)
    assert {mail.title for mail in await rows(door, jobs)} == {"A mail of 12", "A mail of None"}
    assert await traces(door, BEN) == ["appointments", "connections"]
    assert await rows(door, connection_notes) == []


async def test_deleting_twice_at_once_deletes_once(door: Door):
    results = await asyncio.gather(*(delete(door) for _ in range(8)), return_exceptions=True)
    assert sum(isinstance(result, NotFound) for result in results) == 7
    assert await seats(door.database) == BADGES - 1


async def test_deleting_against_the_door_leaves_counts_that_agree(door: Door):
    await change_event(door, max_attendees=BADGES)
    for number in range(1, 9):
        await asyncio.gather(door.scan(badge(number)), delete(door, number))
    count = await door.database.read(count_attendees, event_id=1, shown=ListFilter())
    assert await seats(door.database) == count
    assert await door.inside() == count - (BADGES - 8)


# ---- the pages --------------------------------------------------------------------------------------------


async def test_page_asks_first_and_says_what_stays(app: Application, door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    assert "Your seat is free for someone else." in await text_of(await client.get(PAGE))
    answer = await client.post(PAGE, headers=token)
    assert answer.status_code == 422
    assert "Tick the box first" in await text_of(answer)
    await door.scan(badge(1))
    assert "as a deleted attendee" in await text_of(await client.get(PAGE))
    assert (await row_of(door)).first_name == "Guest1"


@pytest.mark.parametrize("was_in", [True, False])
async def test_account_is_gone_and_the_page_says_goodbye(
    app: Application, door: Door, log_in_as: LogIn, was_in: bool
):
    if was_in:
        await door.scan(badge(1))
    client, token = await log_in_as("guest1")
    elsewhere, _ = await log_in_as("guest1")
    answer = await client.post(PAGE, form=SURE, headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/goodbye")
    assert "Your account has been deleted" in await text_of(await client.get("/goodbye"))
    for browser in (client, elsewhere):
        assert (await browser.get("/attendee/dashboard", headers=JSON)).status_code == 401
    form = {"email": "guest1@example.com", "password": "the same for everybody"}
    stranger = app.test_client()
    answer = await stranger.post("/login", form=form | {"csrf_token": await token_of(stranger, "/login")})
    assert answer.status_code == 422


async def test_photo_goes_with_the_account(
    app: Application, door: Door, settings: Settings, log_in_as: LogIn
):
    name = "ab" * 16
    files = [photo_file(settings, name, size) for size in (96, 256, 800)]
    await door.change_attendee(ANNA, profile_picture=name)
    client, token = await log_in_as("guest1")
    await client.post(PAGE, form=SURE, headers=token)
    assert [file for file in files if file.exists()] == []


async def test_open_pages_of_the_deleted_close(app: Application, door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    other, _ = await log_in_as("guest1")
    async with other.websocket("/live/attendee?lang=en", headers=ORIGIN) as page:
        await page.receive()
        await client.post(PAGE, form=SURE, headers=token)
        with pytest.raises(WebsocketDisconnectError) as caught:
            await read_to_the_end(page)
    assert caught.value.args[0] == LOGGED_OUT


# What comes on every page of an attendee, and nothing before it.
LATER = 'id="toasts"'


async def test_lists_of_those_who_knew_the_deleted_change_and_nobody_elses(
    app: Application, door: Door, log_in_as: LogIn
):
    await live(door)
    client, token = await log_in_as("guest1")
    ben, _ = await log_in_as("guest7")
    await relationship(door, ANNA, 7)
    stranger, _ = await log_in_as("guest8")
    path = "/live/requests?lang=en"
    async with (
        ben.websocket(path, headers=ORIGIN) as friends,
        stranger.websocket(path, headers=ORIGIN) as strangers,
    ):
        await heard(friends, lambda text: 'id="requests-list"' in text and "Guest1 " in text)
        told = await heard(strangers, lambda text: 'id="requests-list"' in text)
        if LATER not in told:
            await heard(strangers, lambda text: LATER in text)
        await client.post(PAGE, form=SURE, headers=token)
        await heard(friends, lambda text: 'id="requests-list"' in text and "Guest1 " not in text)
        app.site.part(Bus).publish(NotificationsChanged(8))
        after = await heard(strangers, lambda text: LATER in text)
        assert "requests-list" not in after


async def test_organizers_list_shows_a_deleted_attendee(app: Application, door: Door, log_in_as: LogIn):
    await door.scan(badge(1))
    await delete(door)
    olga, _ = await log_in_as("olga")
    page = await text_of(await olga.get("/organizer/event/1/attendees"))
    assert "Deleted attendee" in page
    assert "guest1@example.com" not in page


async def test_nobody_else_is_deleted(app: Application, door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    await client.post(PAGE, form=SURE | {"attendee_id": "2"}, headers=token)
    statement = select(attendees.c.id)
    left = await door.database.read(lambda tx: set(tx.execute(statement).scalars()))
    assert left == set(range(2, BADGES + 2))


async def heard(page: Any, is_it: Callable[[str], bool]) -> str:
    """The next message of that kind, with all before it."""
    everything = ""
    async with asyncio.timeout(60):
        while not is_it(message := str(await page.receive())):
            everything += message
    return everything + message


async def read_to_the_end(page: Any) -> None:
    async with asyncio.timeout(60):
        while True:
            await page.receive()


def photo_file(settings: Settings, name: str, size: int) -> Path:
    file = settings.var_dir / "photos" / name[:2] / f"{name}-{size}.jpg"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"x")
    return file
