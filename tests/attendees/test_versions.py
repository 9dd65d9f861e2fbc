"""The version of an attendee's pages moves with all that they show, and nobody else's does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from netevent.attendees.importing.importer import import_batch
from netevent.attendees.versions import BY_THE_DOOR, select_versions
from netevent.changes import Change, NotificationsChanged
from netevent.connections import service as connections
from netevent.connections.notifications import REQUEST
from netevent.contacts.queries import Note
from netevent.contacts.service import save_note
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.events.details import Details
from netevent.events.service import edit_event
from netevent.meeting_points import service as meeting_points
from netevent.notifications.service import mark_seen
from netevent.profiles import service as profiles
from netevent.profiles.photos.service import replace_photo
from netevent.registration.attendance.service import leave
from netevent.screens import SCREENS
from tests.attendees.rows import attendee_file_row
from tests.door import BADGES, Door, badge
from tests.factories import insert_connection

ANNA, BEN, CARA = 1, 2, 3
ALL = {*range(1, BADGES + 1)}


class Moved:
    """Whose versions moved since the last look."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self._before: dict[int, str] = {}

    async def since(self) -> set[int]:
        found = await self.door.database.read(select_versions, range(1, BADGES + 2))
        before, self._before = self._before, found
        return {key for key in found if found[key] != before.get(key)}

    async def by(self, rule: Callable[..., Any], *values: Any, **named: Any) -> set[int]:
        await self.since()
        await self.door.database.transact(rule, *values, **named)
        return await self.since()


@pytest.fixture
def moved(door: Door) -> Moved:
    return Moved(door)


async def test_who_is_let_in_or_taken_out_moves_and_nobody_else(door: Door, moved: Moved):
    """Least of all the event: the whole door would queue at its row."""
    await moved.since()
    await door.scan(badge(ANNA))
    assert await moved.since() == {ANNA}
    await door.scan(badge(ANNA))
    assert await moved.since() == set()
    await door.undo(ANNA)
    assert await moved.since() == {ANNA}


async def test_what_happens_between_two_moves_both(moved: Moved):
    asked = await insert_connection(moved.door.database, ANNA, BEN, status="pending")
    assert await moved.by(connections.accept, BEN, asked) == {ANNA, BEN}
    assert await moved.by(connections.remove, ANNA, BEN) == {ANNA, BEN}
    assert await moved.by(connections.request, ANNA, 1, BEN) == {ANNA, BEN}


async def test_who_declines_alone_has_another_page(moved: Moved):
    asked = await insert_connection(moved.door.database, ANNA, BEN, status="pending")
    assert await moved.by(connections.decline, BEN, asked) == {BEN}


async def test_what_was_seen_or_noted_moves_the_own_pages(moved: Moved):
    await moved.door.database.transact(connections.request, ANNA, 1, BEN)
    assert await moved.by(mark_seen, BEN, (REQUEST,)) == {BEN}
    await insert_connection(moved.door.database, ANNA, CARA)
    assert await moved.by(save_note, ANNA, CARA, Note("Likes tea")) == {ANNA}


async def test_who_will_not_come_has_another_page(moved: Moved):
    assert await moved.by(leave, 1, ANNA) == {ANNA}


async def test_another_profile_or_photo_moves_the_pages_of_all_who_know_it(moved: Moved):
    await insert_connection(moved.door.database, ANNA, BEN)
    await insert_connection(moved.door.database, CARA, ANNA, status="pending")
    assert await moved.by(replace_photo, ANNA, "f" * 32) == {ANNA, BEN, CARA}
    own = await moved.door.database.read(profiles.find, ANNA)
    assert await moved.by(profiles.save, ANNA, "none", own.profile) == {ANNA, BEN, CARA}


async def test_another_event_or_place_to_meet_moves_all_its_attendees(moved: Moved):
    start = clock.now().replace(microsecond=0)
    details = Details("Renamed", "", start, start + timedelta(hours=1), "UTC", "", None, ("Main", "East"))
    assert await moved.by(edit_event, 1, details) == ALL
    assert await moved.by(meeting_points.add, 1, ["Left of the stage"]) == ALL


async def test_a_list_that_changes_attendees_moves_all_and_one_that_adds_some_nobody(moved: Moved):
    row = attendee_file_row(2, email="new@example.com")
    assert await moved.by(import_batch, 1, [row], "en") == set()
    assert await moved.by(import_batch, 1, [replace(row, role="Baker")], "en") == ALL
    assert await moved.by(import_batch, 1, [replace(row, role="Baker")], "en") == set()


def on_their_pages() -> list[type[Change]]:
    """The changes that the pages of attendees listen to, but for those that the door makes."""
    own = [screen for screen in SCREENS if screen.key == "attendee_id"]
    heard = {kind for screen in own for region in screen.regions for kind in region.on}
    heard |= {kind for screen in own for item in screen.items for kind in item.on}
    return sorted(heard - set(BY_THE_DOOR), key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", on_their_pages())
async def test_every_change_that_their_pages_show_moves_them(moved: Moved, kind: type[Change]):
    change = kind(**{field.name: ANNA for field in fields(kind)})
    assert await moved.by(lambda tx: tx.publish(change)) == {ANNA}


async def test_a_rollback_takes_the_move_along(moved: Moved):
    def regret(tx: Transaction) -> None:
        tx.publish(NotificationsChanged(ANNA))
        tx.rollback()

    assert await moved.by(regret) == set()


async def test_without_the_rule_nobody_would_be_told(moved: Moved, database_url: str):
    """The twin of those above: it is the list of reactions that moves them."""
    await moved.since()
    lawless = Database(database_url)
    await lawless.transact(lambda tx: tx.publish(NotificationsChanged(ANNA)))
    await lawless.close()
    assert await moved.since() == set()
