"""Everything about me tells what was sent to me: mails, announcements, and when the page was opened."""

from __future__ import annotations

from netevent.announcements.recipients.queries import update_opened
from netevent.core import clock
from netevent.core.database import Database
from netevent.privacy.reading import read_record
from tests.announcements.announcing import open_desk


async def test_mails_and_announcements_to_me_are_in_it_and_nobody_elses(database: Database):
    desk = await open_desk(database)
    anna, ben = await desk.person("Anna"), await desk.person("Ben", wants_announcements=False)
    await desk.send()
    await database.transact(update_opened, anna, clock.now())
    hers, his = await database.read(read_record, anna), await database.read(read_record, ben)
    assert [(one.subject, one.state.value) for one in hers.mails] == [("Lunch", "waiting")]
    assert [one.subject for one in hers.announcements] == ["Lunch"]
    assert hers.announcements[0].opened_at is not None
    assert his.mails == []
    assert [(one.subject, one.opened_at) for one in his.announcements] == [("Lunch", None)]
