"""Who hears how far an import is, and who does not."""

from __future__ import annotations

from netevent.attendees.importing.jobs import begin_import
from netevent.core.site import Application
from netevent.live.bus import Bus
from tests.attendees.listing.test_screens import ORIGIN, until
from tests.attendees.rows import long_attendee_file
from tests.door import Door


async def test_the_page_of_an_import_hears_it_to_its_end_and_that_of_another_event_nothing(
    app: Application, door: Door, log_in_as
):
    olga, _ = await log_in_as("olga")
    otto, _ = await log_in_as("otto")
    door.database.on_change = app.site.part(Bus).publish
    async with (
        olga.websocket("/live/imports/1?lang=en", headers=ORIGIN) as mine,
        otto.websocket("/live/imports/2?lang=en", headers=ORIGIN) as other,
    ):
        await until(mine, 'id="live-status"')
        await until(other, 'id="live-status"')
        job_id = await door.database.transact(begin_import, 1, "mine.csv", long_attendee_file(450), "en")
        other_id = await door.database.transact(begin_import, 2, "other.csv", long_attendee_file(3), "en")
        heard = await until(mine, f'id="import-{job_id}"', "450 of 450 rows", "The list has been imported.")
        assert "other.csv" not in heard
        heard = await until(other, f'id="import-{other_id}"', "3 of 3 rows")
        assert "mine.csv" not in heard
