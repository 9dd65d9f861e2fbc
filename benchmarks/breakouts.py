"""Breakout sessions to measure with, and the tap of a phone that asks for a seat in one.

`seats` and `programme` call it.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import insert

from benchmarks.load import Line, request_bytes
from benchmarks.scenarios import token_in
from benchmarks.world import DAY, World
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import breakout_session_rsvps, breakout_sessions, tracks

PROGRAMME = "/attendee/breakout-sessions"
OPENS = time(9)
SLOT, LENGTH = timedelta(minutes=60), timedelta(minutes=45)
SLOTS_A_DAY = 10


def insert_session(tx: Transaction, **values: Any) -> None:
    row = {"code": f"B{values['id']}", "name": f"Session {values['id']}", "end_time": values["start_time"]}
    tx.execute(insert(breakout_sessions), [row | {"end_time": values["start_time"] + LENGTH} | values])


def insert_programme(tx: Transaction, event_id: int, session_ids: Sequence[int], days: int) -> None:
    """Spread over the days, their slots, and as many rooms as that takes; each in one of six tracks."""
    rows = [
        {"id": event_id * 100 + n, "event_id": event_id, "name": f"Track {n}", "colour": n} for n in range(6)
    ]
    tx.execute(insert(tracks), rows)
    for number, id_ in enumerate(session_ids):
        day, place = number % days, number // days
        insert_session(
            tx,
            id=id_,
            event_id=event_id,
            name=f"Open data in practice, part {number + 1}",
            description="What we tried, what it cost, and what you can use tomorrow. " * 6,
            location=f"Room {place // SLOTS_A_DAY + 1}",
            start_time=opening(day + 1) + place % SLOTS_A_DAY * SLOT,
            max_attendees=500,
            track_id=event_id * 100 + number % 6,
        )


def insert_seats(tx: Transaction, session_ids: Sequence[int], attendee_ids: Sequence[int]) -> None:
    """The rows alone: whoever counts the seats is told by its own column."""
    rows = [
        {"breakout_session_id": session_id, "attendee_id": attendee_id, "status": "registered"}
        for session_id in session_ids
        for attendee_id in attendee_ids
    ]
    tx.execute(insert(breakout_session_rsvps), rows)


def opening(days: int) -> datetime:
    """The morning so many days from today, UTC."""
    return datetime.combine((clock.now() + days * DAY).date(), OPENS)


async def tap(world: World, line: Line, cookie: str, session_id: int) -> bytes:
    """Asks for the programme on this connection; gives the request of its button "Register"."""
    headers = {"Host": f"127.0.0.1:{world.server.port}", "Origin": world.server.base_url, "Cookie": cookie}
    page = await line.ask(request_bytes("GET", PROGRAMME, headers))
    assert page.status == 200, (page.status, page.body[:500])
    kinds = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    headers |= {**kinds, "X-CSRF-Token": token_in(page)}
    return request_bytes("POST", f"{PROGRAMME}/{session_id}/register", headers)
