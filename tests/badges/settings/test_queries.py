"""How an event's badges are printed, as it is kept."""

from __future__ import annotations

from datetime import timedelta

from netevent.badges.settings.queries import select_settings
from netevent.badges.settings.service import copy, save
from netevent.badges.settings.settings import DEFAULTS, BadgeSettings
from netevent.changes import BadgesChanged
from netevent.core import clock
from netevent.documents.badges.formats import Format, Grid
from tests.door import Door

SHEET = Grid(210, 297, 63.5, 38.1, 3, 7, 7.2, 15.1, 2.5, 0)


async def test_an_event_without_a_row_has_the_defaults(door: Door):
    assert await door.database.read(select_settings, 1) == DEFAULTS


async def test_what_was_saved_last_counts_for_that_event_alone(door: Door):
    now = clock.now().replace(microsecond=0)
    chosen = BadgeSettings(
        Format.free, SHEET, -1.5, 0.3, shows_photo=True, shows_role=False, corrections_until=now
    )
    await door.database.transact(save, 1, DEFAULTS)
    await door.database.transact(save, 1, chosen)
    assert await door.database.read(select_settings, 1) == chosen
    assert await door.database.read(select_settings, 2) == DEFAULTS
    assert door.published == [BadgesChanged(1), BadgesChanged(1)]


async def test_a_copy_of_the_event_has_them_without_the_moment(door: Door):
    await door.database.transact(save, 1, BadgeSettings(Format.a7, corrections_until=clock.now()))
    await door.database.transact(copy, 1, 2)
    assert await door.database.read(select_settings, 2) == BadgeSettings(Format.a7)


def test_attendees_correct_until_the_moment_or_for_ever_or_never():
    now = clock.now()
    assert BadgeSettings().may_correct(now)
    assert BadgeSettings(corrections_until=now + timedelta(seconds=1)).may_correct(now)
    assert not BadgeSettings(corrections_until=now).may_correct(now)
    assert not BadgeSettings(lets_correct=False).may_correct(now)
