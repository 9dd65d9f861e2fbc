"""Who hears of an attendee, and who does not: lists of the event, and the attendee's own phone."""

import asyncio

from netevent.changes import AttendeesChanged
from netevent.core.site import Application
from netevent.live.bus import Bus
from netevent.live.publisher import Publisher
from tests.door import badge

ORIGIN = {"Origin": "http://localhost"}


async def until(socket, *pieces: str) -> str:
    """What arrives, up to the message that holds the last of the pieces."""
    heard = ""
    async with asyncio.timeout(60):
        while not all(piece in heard for piece in pieces):
            heard += await socket.receive()
    return heard


async def test_list_fetches_itself_at_connect_and_hears_its_own_events_rows_only(
    app: Application, door, log_in_as
):
    olga, _ = await log_in_as("olga")
    otto, _ = await log_in_as("otto")
    door.database.on_change = app.site.part(Bus).publish
    async with (
        olga.websocket("/live/attendees/1?lang=en", headers=ORIGIN) as mine,
        otto.websocket("/live/attendees/2?lang=en", headers=ORIGIN) as other,
    ):
        await until(mine, 'id="attendees-fresh"', "12 in total · 0 checked in", 'id="live-status"')
        await until(other, 'id="attendees-fresh"', "1 in total · 0 checked in", 'id="live-status"')
        await door.scan(badge(1))
        heard = await until(mine, 'id="attendee-1-row"', "12 in total · 1 checked in")
        assert 'hx-post="/organizer/event/1/checkin/1/undo"' in heard
        await door.scan(badge(13), event_id=2, gate_id=3)
        assert "Guest1 " not in await until(other, 'id="attendee-13-row"', "1 in total · 1 checked in")


async def test_imported_list_makes_the_page_fetch_itself(app: Application, log_in_as):
    olga, _ = await log_in_as("olga")
    async with olga.websocket("/live/attendees/1?lang=nl", headers=ORIGIN) as list_page:
        await until(list_page, 'id="live-status"')
        app.site.part(Bus).publish(AttendeesChanged(1))
        heard = await until(list_page, 'id="attendees-fresh"')
        assert 'hx-include="#attendee-filter, #attendee-page, #attendee-seen"' in heard


async def test_own_phone_hears_of_its_owner_and_of_nobody_else(app: Application, door, log_in_as):
    guest1, _ = await log_in_as("guest1")
    guest2, _ = await log_in_as("guest2")
    door.database.on_change = app.site.part(Bus).publish
    async with (
        guest1.websocket("/live/badge?lang=en", headers=ORIGIN) as first,
        guest2.websocket("/live/badge?lang=en", headers=ORIGIN) as second,
    ):
        await until(first, "Show this code at the door")
        await until(second, "Show this code at the door")
        await door.scan(badge(1))
        heard = await until(first, "Checked in at")
        assert 'id="attendee-1-presence"' in heard
        await door.scan(badge(2))
        assert "attendee-1-" not in await until(second, "Checked in at")


async def test_quiet_phones_hear_a_sign_of_life(app: Application, log_in_as):
    guest1, _ = await log_in_as("guest1")
    async with guest1.websocket("/live/badge?lang=en", headers=ORIGIN) as phone:
        await until(phone, "attendee-1-presence")
        app.site.part(Publisher).refresh()
        await until(phone, "<!-- live -->")
