"""How far an announcement is shows on the organizer's open pages, and on nobody else's."""

from __future__ import annotations

from netevent.announcements import service
from netevent.announcements.announcement import State
from netevent.changes import MailsChanged
from netevent.core.site import Application
from netevent.live.bus import Bus
from tests.announcements.office.announced import put_results, write
from tests.attendees.listing.test_screens import ORIGIN, until
from tests.door import Door


async def test_progress_reaches_the_organizers_pages_and_nobody_elses(
    app: Application, door: Door, log_in_as
):
    olga, _ = await log_in_as("olga")
    otto, _ = await log_in_as("otto")
    number = await write(door)
    bus = app.site.part(Bus)
    door.database.on_change = bus.publish
    async with (
        olga.websocket("/live/announcements/1?lang=en", headers=ORIGIN) as one,
        olga.websocket("/live/announcements/1?lang=de", headers=ORIGIN) as other,
        olga.websocket("/live/announcement/1?lang=en", headers=ORIGIN) as page,
        otto.websocket("/live/announcements/2?lang=en", headers=ORIGIN) as elsewhere,
    ):
        await until(one, "Not sent yet")
        await until(other, "announcements-1-list")
        await until(page, "announcements-1-fresh")
        await until(elsewhere, "Invite your attendees")
        await put_results(door, number, State.sending)
        bus.publish(MailsChanged(1))
        await until(one, "Being sent", "<progress")
        await until(other, "Wird gesendet", "<progress")
        await until(page, "announcements-1-fresh")
        bus.publish(MailsChanged(2))
        assert "The hall is open" not in await until(elsewhere, "announcements-2-list")


async def test_what_is_deleted_goes_from_the_open_list(app: Application, door: Door, log_in_as):
    olga, _ = await log_in_as("olga")
    number = await write(door)
    door.database.on_change = app.site.part(Bus).publish
    async with olga.websocket("/live/announcements/1?lang=en", headers=ORIGIN) as page:
        await until(page, "The hall is open")
        await door.database.transact(service.remove, 1, number)
        await until(page, "Look at the invitation")
