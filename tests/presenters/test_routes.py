"""The presenter's pages: the own sessions of all events, one with its roster, the wall; who else may not."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from quart.typing import TestClientProtocol as Client
from sqlalchemy import update

from netevent.core import clock
from netevent.core.database.tables import events
from netevent.core.qr import qr_svg
from tests.conftest import LogIn
from tests.connections.relationships import block, relationship
from tests.door import Door
from tests.factories import insert_presenter, insert_session
from tests.presenters.stage import DASHBOARD, JSON, OTTO, Stage, log_in_stranger, make_stage, text_of

PARTS = ("", "/list.xlsx", "/projector", "/message")
HIDDEN = {
    "organisation": "Quiet Ltd",
    "role": "Lurker",
    "introduction": "I like silence.",
    "email": "quiet@example.org",
    "phone": "+31 6 00000000",
    "linkedin": "https://www.linkedin.com/in/quiet",
}


@pytest.fixture
async def otto(log_in_as: LogIn, stage: Stage) -> Client:
    return (await log_in_as("otto"))[0]


async def test_the_dashboard_has_the_own_sessions_of_all_events(door: Door, stage: Stage, otto: Client):
    other = await make_stage(door, None, track="Data")
    await other.room.change(name="Maps on a ferry")
    elsewhere = await insert_session(
        door.database, 2, clock.now() + timedelta(days=2), name="Elsewhere too", location="Attic"
    )
    await insert_presenter(door.database, elsewhere, OTTO)
    await insert_session(door.database, 1, clock.now(), name="Of others")
    await stage.room.register(1)
    page = await text_of(otto, DASHBOARD)
    for shown in ("Locks and queues", "Crane room", "Event 1", "1 of 2", "Maps on a ferry", "Elsewhere too"):
        assert shown in page
    assert "Attic" in page
    assert "Event 2" in page
    assert "Of others" not in page


async def test_each_session_is_told_in_the_zone_of_its_event(door: Door, stage: Stage, otto: Client):
    zone = update(events).where(events.c.id == 1).values(time_zone="Pacific/Kiritimati")
    await door.database.transact(lambda tx: tx.execute(zone))
    starts = clock.local((await stage.room.session()).start, "Pacific/Kiritimati")
    page = await text_of(otto, DASHBOARD)
    assert f"{starts:%H:%M}" in page
    assert f"{starts.day} {starts:%B} {starts.year}" in page


async def test_what_is_long_over_stands_below(door: Door, stage: Stage, otto: Client):
    old = await insert_session(door.database, 1, clock.now() - timedelta(days=9), name="Last week")
    await insert_presenter(door.database, old, OTTO)
    page = await text_of(otto, DASHBOARD)
    assert page.index("Locks and queues") < page.index("Earlier") < page.index("Last week")


async def test_who_presents_nothing_reads_what_the_page_is_for(door: Door, stage: Stage, log_in_as: LogIn):
    """Olga owns the event, and presents none of its sessions."""
    page = await text_of((await log_in_as("olga"))[0], DASHBOARD)
    assert "No sessions to present yet" in page
    assert "Locks and queues" not in page


@pytest.mark.parametrize("name", ["otto", "olga"])
async def test_presenter_and_owner_see_who_has_a_seat_who_is_in_the_room_and_who_waits(
    stage: Stage, log_in_as: LogIn, name: str
):
    for person in (3, 1, 2, 4):
        await stage.room.register(person)
    await stage.enter(3)
    page = await text_of((await log_in_as(name))[0], stage.page)
    seated, waiting = page.split('id="roster-waiting"')
    assert "Guest1 Żółć" in seated
    assert seated.index("Guest1 Żółć") < seated.index("Guest3 Żółć")
    assert waiting.index("Guest2 Żółć") < waiting.index("Guest4 Żółć")
    assert seated.count("in the room, ") == 1
    assert "2 of 2" in seated


@pytest.mark.parametrize("to", ["nobody", "connections"])
async def test_what_is_not_shown_to_everyone_is_nowhere(door: Door, stage: Stage, otto: Client, to: str):
    given = HIDDEN | {f"shows_{field}": to for field in HIDDEN}
    await door.change_attendee(1, **given, first_name="Sacha", last_name="Silent", shows_name=to)
    await stage.room.register(1)
    pages = [await text_of(otto, f"{stage.page}{query}") for query in ("", "?q=quiet", "?q=silent")]
    assert "Name hidden" in pages[0]
    for page in pages:
        assert not [value for value in (*HIDDEN.values(), "Sacha", "Silent") if value in page]
    assert "No people found" in pages[1]
    assert "No people found" in pages[2]


async def test_what_is_shown_to_everyone_shows(door: Door, stage: Stage, otto: Client):
    await door.change_attendee(1, **HIDDEN, **{f"shows_{field}": "everyone" for field in HIDDEN})
    await stage.room.register(1)
    page = await text_of(otto, stage.page)
    assert [value for value in HIDDEN.values() if value not in page] == []


async def test_blocks_between_attendees_hide_nobody_from_the_presenter(
    door: Door, stage: Stage, otto: Client
):
    await relationship(door, 1, 2)
    await block(door, 1, 2)
    for person in (1, 2):
        await stage.room.register(person)
    page = await text_of(otto, stage.page)
    assert "Guest1 Żółć" in page
    assert "Guest2 Żółć" in page


async def test_the_roster_is_searched_and_fetched_alone(door: Door, stage: Stage, otto: Client):
    await door.change_attendee(1, organisation="Müller & Söhne", shows_organisation="everyone")
    for person in (1, 2):
        await stage.room.register(person)
    answer = await otto.get(f"{stage.page}?q=mueller", headers={"HX-Request": "true"})
    part = await answer.get_data(as_text=True)
    assert part.lstrip().startswith('<div class="stack" id="roster"')
    assert "Guest1 Żółć" in part
    assert "Guest2 Żółć" not in part


async def test_the_wall_says_what_is_left_and_names_nobody(stage: Stage, otto: Client):
    await stage.room.register(1)
    page = await text_of(otto, f"{stage.page}/projector")
    assert "1 seat left" in page
    assert "Crane room" in page
    await stage.room.register(2)
    await stage.room.register(3)
    shown = re.sub(r"<details.*?</details>", "", await text_of(otto, f"{stage.page}/projector"), flags=re.S)
    assert "full" in shown
    assert "1 person is waiting" in shown
    for name in ("Guest", "Żółć", "Otto"):
        assert name not in shown


async def test_the_code_on_the_wall_opens_the_session_by_the_configured_address(stage: Stage, otto: Client):
    address = f"http://localhost:8000/attendee/breakout-sessions#session-{stage.room.session_id}"
    page = await text_of(otto, f"{stage.page}/projector")
    assert str(qr_svg(address, "QR code that opens the session")) in page


@pytest.mark.parametrize("path", [DASHBOARD, *PARTS])
async def test_nobody_else_sees_anything(
    door: Door, stage: Stage, log_in_as: LogIn, client: Client, path: str
):
    address = path if path == DASHBOARD else stage.page + path
    assert (await client.get(address, headers=JSON)).status_code == 401
    for name in ("marta", "guest1"):
        assert (await (await log_in_as(name))[0].get(address)).status_code == 403
    if path != DASHBOARD:
        stranger, _ = await log_in_stranger(door, log_in_as)
        assert (await stranger.get(address)).status_code == 404


@pytest.mark.parametrize("part", PARTS)
async def test_to_present_one_session_opens_no_other(door: Door, stage: Stage, otto: Client, part: str):
    other = await insert_session(door.database, 1, clock.now())
    assert (await otto.get(f"/presenter/session/{other}{part}")).status_code == 404
    assert (await otto.get(f"/presenter/session/999{part}")).status_code == 404
