"""The programme has changed: whose open pages are told, what they fetch then, and who comes back fresh."""

from __future__ import annotations

import asyncio

import pytest
from quart import Quart

from netevent.agenda.programme import reading
from netevent.attendees.versions import select_versions
from netevent.breakouts import service as sessions_service
from tests.agenda.programme.test_routes import text, until
from tests.breakouts.seats import EVENT, Room, make_room
from tests.breakouts.test_routes import typed
from tests.conftest import LogIn
from tests.door import BADGES, Door

PAGE, OFFICE = "/attendee/breakout-sessions", "/organizer/event/1/breakout-sessions"
ORIGIN = {"Origin": "http://localhost"}
HTMX = {"HX-Request": "true"}
ANNA, BEN = 1, 2
ALL = {*range(1, BADGES + 1)}
SAID = {"en": "The programme has changed.", "nl": "Het programma is gewijzigd."}


@pytest.fixture
async def room(door: Door) -> Room:
    return await make_room(door, room="Crane room", track="Data")


@pytest.mark.parametrize("what", ["/new", "/{}", "/{}/delete"])
async def test_open_programmes_of_the_event_are_told_at_once_and_no_others(
    app: Quart, room: Room, log_in_as: LogIn, what: str
):
    organizer, token = await log_in_as("olga")
    guest1, _ = await log_in_as("guest1")
    guest2, _ = await log_in_as("guest2")
    stranger, _ = await log_in_as("guest13")
    address = OFFICE + what.format(room.session_id)
    async with (
        guest1.websocket("/live/programme?lang=en", headers=ORIGIN) as one,
        guest2.websocket("/live/programme?lang=nl", headers=ORIGIN) as other,
        guest2.websocket("/live/agenda?lang=en", headers=ORIGIN) as agenda,
        stranger.websocket("/live/programme?lang=en", headers=ORIGIN) as elsewhere,
    ):
        for page in (one, other, elsewhere):
            await until(page, 'id="own-seats"')
        await until(agenda, 'id="agenda"')
        answer = await organizer.post(address, form=typed(2, name="Renamed"), headers=token)
        assert answer.status_code == 303
        told = await until(one, SAID["en"])
        assert 'id="programme-fresh"' in told
        assert "Renamed" not in told
        await until(other, SAID["nl"])
        for page in (elsewhere, agenda):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(until(page, "programme-fresh"), 0.3)


async def test_to_tell_two_pages_reads_no_programme(
    app: Quart, room: Room, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    organizer, token = await log_in_as("olga")
    guests = [(await log_in_as(name))[0] for name in ("guest1", "guest2")]
    async with (
        guests[0].websocket("/live/programme?lang=en", headers=ORIGIN) as one,
        guests[1].websocket("/live/programme?lang=en", headers=ORIGIN) as other,
    ):
        for page in (one, other):
            await until(page, 'id="own-seats"')
        monkeypatch.setattr(reading, "select_sessions", None)
        monkeypatch.setattr(reading, "select_some", None)
        await organizer.post(f"{OFFICE}/new", form=typed(2, name="Renamed"), headers=token)
        for page in (one, other):
            await until(page, SAID["en"])


async def test_what_is_fetched_is_the_list_by_the_filter_the_own_seats_and_no_notice_any_more(
    room: Room, log_in_as: LogIn
):
    await room.register(ANNA)
    client, _ = await log_in_as("guest1")
    shown = await text(await client.get(f"{PAGE}?fresh=1&q=nothing", headers=HTMX))
    assert "No sessions found" in shown
    own = shown[shown.index('id="own-seats" hx-swap-oob="outerMorph"') :]
    assert "Locks and queues" in own
    assert 'id="programme-fresh" role="status" hx-swap-oob="outerMorph"></div>' in shown
    assert "own-seats" not in await text(await client.get(PAGE, headers=HTMX))


async def test_who_comes_back_after_a_change_is_given_all_again(door: Door, room: Room):
    """Agendas name the sessions too. Of another event nobody's version moves."""
    before = await versions(door)
    await room.change(name="Renamed")
    after = await versions(door)
    assert {key for key in after if after[key] != before[key]} == ALL
    await door.database.transact(sessions_service.delete, EVENT, room.session_id)
    deleted = await versions(door)
    assert {key for key in after if after[key] != deleted[key]} == ALL


async def versions(door: Door) -> dict[int, str]:
    return await door.database.read(select_versions, range(1, BADGES + 2))


async def test_who_comes_back_fresh_is_sent_nothing_and_after_a_change_all(
    app: Quart, room: Room, log_in_as: LogIn
):
    organizer, token = await log_in_as("olga")
    client, _ = await log_in_as("guest1")
    async with client.websocket("/live/programme?lang=en", headers=ORIGIN) as page:
        seen = (await until(page, "<!-- live ")).split("<!-- live ")[1].split(" -->")[0]
    address = f"/live/programme?lang=en&seen={seen}"
    async with client.websocket(address, headers=ORIGIN) as page:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(page.receive(), 0.5)
    await organizer.post(f"{OFFICE}/new", form=typed(2), headers=token)
    async with client.websocket(address, headers=ORIGIN) as page:
        await until(page, 'id="own-seats"')


async def test_agendas_of_those_in_a_session_follow_it_and_no_others(
    app: Quart, room: Room, log_in_as: LogIn
):
    await room.register(ANNA)
    organizer, token = await log_in_as("olga")
    guest1, _ = await log_in_as("guest1")
    guest2, _ = await log_in_as("guest2")
    address = f"{OFFICE}/{room.session_id}"
    async with (
        guest1.websocket("/live/agenda?lang=en", headers=ORIGIN) as hers,
        guest1.websocket("/live/badge?lang=en", headers=ORIGIN) as badge,
        guest2.websocket("/live/agenda?lang=en", headers=ORIGIN) as his,
    ):
        for page in (hers, his):
            await until(page, 'id="agenda"')
        await until(badge, 'id="next-for-you"')
        await organizer.post(address, form=typed(2, name="Renamed"), headers=token)
        assert 'id="agenda"' in await until(hers, "Renamed")
        assert 'id="next-for-you"' in await until(badge, "Renamed")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(until(his, 'id="agenda"'), 0.3)
