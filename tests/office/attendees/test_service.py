"""The rules of an organizer's work on one attendee."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from netevent.changes import AttendanceCancelled, AttendeesChanged, LoginChanged, ProfileChanged
from netevent.core import clock
from netevent.core.credentials import NO_PASSWORD
from netevent.core.errors import NotFound
from netevent.office.attendees import service
from netevent.office.attendees.queries import Entry
from netevent.office.attendees.service import (
    AddressInUse,
    ChangedMeanwhile,
    NoRoom,
    NoRoomToReturn,
    StillIn,
    TooLate,
)
from tests.conftest import LogIn
from tests.door import BADGES, Door, badge
from tests.privacy.traces import row_of
from tests.registration.attendance.test_service import change_event, seats
from tests.registration.test_service import open_connections

NEW = Entry("Ada", "Lovelace", "ada@example.org", "", "", "", "", 1, "VIP: call Anna")


async def entry_of(door: Door, attendee_id: int = 1) -> Entry:
    return (await door.database.read(service.find, 1, attendee_id)).entry


async def edit(door: Door, entry: Entry, seen: str = "", attendee_id: int = 1) -> None:
    seen = seen or (await entry_of(door, attendee_id)).fingerprint
    await door.database.transact(service.edit, 1, attendee_id, entry, seen)


async def add(door: Door, entry: Entry = NEW) -> int:
    return (await door.database.transact(service.add, 1, entry, "nl")).id


async def test_somebody_new_has_a_seat_a_badge_and_is_confirmed(door: Door):
    row = await row_of(door, await add(door))
    assert (row.first_name, row.door_note, row.attendee_type_id) == ("Ada", "VIP: call Anna", 1)
    assert (row.unconfirmed_since, row.password_hash, row.preferred_language) == (None, NO_PASSWORD, "nl")
    assert row.attendee_code
    assert row.search_key.startswith("ada lovelace")
    assert await seats(door.database) == BADGES + 1
    assert door.published == [AttendeesChanged(1)]


async def test_there_is_one_of_an_address_and_nobody_beyond_the_room(door: Door):
    with pytest.raises(AddressInUse):
        await add(door, replace(NEW, email="GUEST2@Example.com"))
    await change_event(door, max_attendees=BADGES)
    with pytest.raises(NoRoom):
        await add(door)
    assert await seats(door.database) == BADGES
    assert door.published == []


async def test_a_corrected_name_is_found_and_told(door: Door):
    await edit(door, replace(await entry_of(door), first_name="Zoë", role="Editor"))
    row = await row_of(door)
    assert row.search_key.startswith("zoe")
    assert "editor" in row.directory_key
    assert door.published == [AttendeesChanged(1), ProfileChanged(1, 1)]


async def test_a_note_is_told_to_the_list_alone_and_the_same_again_to_nobody(door: Door):
    noted = replace(await entry_of(door), door_note="Call Anna")
    await edit(door, noted)
    assert door.published == [AttendeesChanged(1)]
    await edit(door, noted)
    assert len(door.published) == 1


async def test_what_an_attendee_hides_stays_hidden(door: Door):
    await door.change_attendee(1, shows_name="connections", directory_key="")
    await edit(door, replace(await entry_of(door), last_name="Other"))
    assert (await row_of(door)).directory_key == ""


async def test_a_new_address_ends_what_the_old_one_could_open(door: Door, log_in_as: LogIn):
    await log_in_as("guest1")
    before = await row_of(door)
    await door.change_attendee(1, confirmation_token="x" * 64, unconfirmed_since=clock.now())
    await edit(door, replace(await entry_of(door), email="new@example.org"))
    row = await row_of(door)
    assert (row.email, row.email_key, row.password_hash) == (
        "new@example.org",
        "new@example.org",
        NO_PASSWORD,
    )
    assert (row.confirmation_token, row.unconfirmed_since) == (None, None)
    assert row.link_version == before.link_version + 1
    assert row.calendar_version == before.calendar_version + 1
    assert sum(isinstance(change, LoginChanged) for change in door.published) == 1


async def test_an_address_in_other_letters_is_the_same_address(door: Door):
    before = await row_of(door)
    await edit(door, replace(await entry_of(door), email="Guest1@example.com"))
    row = await row_of(door)
    assert (row.email, row.password_hash) == ("Guest1@example.com", before.password_hash)


async def test_another_ones_address_is_refused(door: Door):
    with pytest.raises(AddressInUse):
        await edit(door, replace(await entry_of(door), email="guest2@example.com"))
    assert (await row_of(door)).email == "guest1@example.com"


async def test_who_does_not_come_frees_the_seat_and_takes_it_again_where_there_is_one(door: Door):
    comes = await entry_of(door)
    stays = replace(comes, is_attending=False)
    await edit(door, stays)
    assert await seats(door.database) == BADGES - 1
    assert AttendanceCancelled(1, 1) in door.published
    await change_event(door, max_attendees=BADGES - 1)
    with pytest.raises(NoRoomToReturn):
        await edit(door, comes)
    assert await entry_of(door) == stays
    await change_event(door, max_attendees=BADGES)
    await edit(door, comes)
    assert await seats(door.database) == BADGES


async def test_who_is_in_attends_and_after_the_event_nobody_changes_that(door: Door):
    await door.scan(badge(1))
    with pytest.raises(StillIn):
        await edit(door, replace(await entry_of(door), is_attending=False))
    past = clock.now() - timedelta(days=2)
    await change_event(door, start_time=past, end_time=past + timedelta(hours=1))
    with pytest.raises(TooLate):
        await edit(door, replace(await entry_of(door, 2), is_attending=False), attendee_id=2)
    await edit(door, replace(await entry_of(door, 2), last_name="Corrected"), attendee_id=2)


async def test_who_comes_in_or_connects_meanwhile_disturbs_no_form(door: Door):
    seen = await entry_of(door)
    await door.scan(badge(1))
    await edit(door, replace(seen, role="Editor"), seen.fingerprint)
    assert (await entry_of(door)).role == "Editor"


async def edited_by_two(door: Door) -> list[Any]:
    """Both opened the form, then both save."""
    seen = await entry_of(door)
    await open_connections(door.database)
    changed = (replace(seen, role="Editor"), replace(seen, phone="+31 6 12345678"))
    saving = (edit(door, entry, seen.fingerprint) for entry in changed)
    return list(await asyncio.gather(*saving, return_exceptions=True))


async def test_of_two_who_save_at_once_the_second_is_told(door: Door):
    results = await edited_by_two(door)
    assert sum(isinstance(result, ChangedMeanwhile) for result in results) == 1
    assert results.count(None) == 1


async def test_without_the_guard_the_first_ones_words_would_be_lost(
    door: Door, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(service, "_require_unchanged", lambda standing, seen: None)
    assert await edited_by_two(door) == [None, None]
    stands = await entry_of(door)
    assert "" in (stands.role, stands.phone)


async def test_another_events_attendee_and_a_deleted_one_are_not_there(door: Door):
    entry = await entry_of(door)
    await door.scan(badge(1))
    await door.database.transact(service.remove, 1, 1)
    for gone in (1, 13, 999):
        with pytest.raises(NotFound):
            await edit(door, entry, "seen", gone)
        with pytest.raises(NotFound):
            await door.database.transact(service.remove, 1, gone)
    assert (await row_of(door, 13)).email == "guest13@example.com"


async def test_who_is_removed_leaves_a_seat_and_who_is_in_a_number(door: Door):
    await door.scan(badge(2))
    await door.change_attendee(2, door_note="Call Anna")
    for attendee_id in (1, 2):
        await door.database.transact(service.remove, 1, attendee_id)
    assert await row_of(door, 1) is None
    kept = await row_of(door, 2)
    assert (kept.first_name, kept.door_note, kept.attendee_code) == ("Deleted", "", None)
    assert (await seats(door.database), await door.inside()) == (BADGES - 1, 1)
