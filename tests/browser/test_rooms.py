"""A phone at a session's room: it scans like the one at the event's door, also without a network."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from playwright.async_api import expect
from sqlalchemy import delete, select

from netevent.core import clock
from netevent.core.database.tables import breakout_sessions, room_scans
from tests.browser.pages import Visits, is_live, shown, typed
from tests.browser.venue import Venue
from tests.factories import insert_session
from tests.servers.application import Server


@pytest.fixture
async def session_id(venue: Venue) -> int:
    """One seat, which is Sanne's."""
    soon = clock.now().replace(microsecond=0) + timedelta(minutes=10)
    given = {"max_attendees": 1, "location": "Loft"}
    return await insert_session(venue.database, venue.event_id, soon, 45, venue.guests["Sanne"].id, **given)


async def outcomes(venue: Venue, session_id: int) -> list[str]:
    statement = select(room_scans.c.outcome).where(room_scans.c.breakout_session_id == session_id)
    return list(await venue.database.read(lambda tx: tx.execute(statement).scalars().all()))


async def test_a_room_lets_in_who_has_a_seat_and_every_desk_of_it_follows(
    venue: Venue, visits: Visits, session_id: int
):
    staff = await visits.open("/staff/dashboard", venue.marta)
    await staff.get_by_role("link", name="Scan Open data on the street").click()
    other = await visits.open(f"/rooms/{session_id}", venue.organizer)
    for page in (staff, other):
        await is_live(page)
    await typed(staff, venue.link("Łukasz"))
    await shown(staff, "full", "No seat is free")
    await typed(staff, venue.link("Sanne"))
    await shown(staff, "checked_in", "Sanne")
    await expect(other.locator("#room-counters")).to_contain_text("1 in the room")
    await expect(other.locator("#door-last-scans li").first).to_contain_text("Sanne")
    await other.locator("#door-last-scans").get_by_role("button", name="Undo").click()
    await shown(other, "undone")
    await expect(staff.locator("#room-counters")).to_contain_text("0 in the room")


async def test_scans_at_a_room_wait_for_the_network_apart_from_those_of_the_door(
    venue: Venue, visits: Visits, session_id: int, server: Server
):
    page = await visits.open(f"/rooms/{session_id}", venue.marta)
    await is_live(page)
    await asyncio.to_thread(server.kill)
    await typed(page, venue.link("Sanne"))
    await shown(page, "not_sent", "Not sent yet")
    await expect(page.locator("#desk-waiting-count")).to_have_text("1")
    await asyncio.to_thread(server.start)
    await expect(page.locator("#desk-waiting")).to_be_hidden()
    assert await outcomes(venue, session_id) == ["checked_in"]
    assert await venue.journal() == []


async def test_scans_at_a_room_that_is_gone_do_not_wait_for_ever(
    venue: Venue, visits: Visits, session_id: int
):
    page = await visits.open(f"/rooms/{session_id}", venue.marta)
    await is_live(page)
    await venue.database.transact(
        lambda tx: tx.execute(delete(breakout_sessions).where(breakout_sessions.c.id == session_id))
    )
    await typed(page, venue.link("Sanne"))
    await shown(page, "refused", "This desk is closed")
    await expect(page.locator("#desk-waiting")).to_be_hidden()
