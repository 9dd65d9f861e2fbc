"""A list that was read comes into the database, and what stands there is respected."""

import asyncio
from dataclasses import replace

import pytest

from netevent.attendees import writing
from netevent.attendees.importing.attendee_file import AttendeeRow, FaultReason
from netevent.attendees.importing.importer import import_attendee_file
from netevent.changes import AttendeesChanged, Change
from netevent.core.credentials import NO_PASSWORD
from netevent.core.database import Database
from tests.attendees.importing.attendee_file.lists import sample
from tests.attendees.rows import (
    attendee_file_of,
    attendee_file_row,
    attendee_rows,
    count_of,
    long_attendee_file,
    new_event,
    seats_taken,
    type_names,
)
from tests.factories import insert_attendee, insert_event, insert_organizer

SAMPLE_LISTS = ("attendees-1200.xlsx", "attendees-300-excel-nl.csv", "attendees-with-faults.csv")


@pytest.mark.parametrize("name", SAMPLE_LISTS)
async def test_sample_list_comes_in_with_all_its_good_rows(database: Database, name: str):
    event_id, attendee_file = await new_event(database, max_attendees=None), sample(name)
    result = await import_attendee_file(database, event_id, attendee_file)
    assert (result.created, result.updated, result.unchanged) == (len(attendee_file.rows), 0, 0)
    assert result.faults == attendee_file.faults
    assert (
        await count_of(database, event_id) == len(attendee_file.rows) == await seats_taken(database, event_id)
    )


async def test_new_attendee_has_all_that_the_list_says_and_a_code_but_no_password(database: Database):
    event_id = await new_event(database)
    row = AttendeeRow(
        2, "Łukasz", "Wiśniewski", "Lukasz@Example.org", "Politechnika Łódzka", "Kierownik",
        "+48 1", "https://www.linkedin.com/in/lw", "Speaker", "pl",
    )  # fmt: skip
    await import_attendee_file(database, event_id, attendee_file_of(row))
    (found,) = await attendee_rows(database, event_id)
    assert (found.first_name, found.last_name, found.email) == ("Łukasz", "Wiśniewski", "Lukasz@Example.org")
    assert (found.organisation, found.role, found.phone) == ("Politechnika Łódzka", "Kierownik", "+48 1")
    assert found.linkedin == "https://www.linkedin.com/in/lw"
    assert found.email_key == "lukasz@example.org"
    assert found.search_key == "lukasz wisniewski politechnika lodzka lukasz@example.org"
    assert found.password_hash == NO_PASSWORD
    assert len(found.attendee_code) == 10
    assert found.preferred_language == "pl"


async def test_language_of_who_names_none_is_the_one_given(database: Database):
    event_id = await new_event(database)
    await import_attendee_file(database, event_id, attendee_file_of(attendee_file_row(2)), language="nl")
    (found,) = await attendee_rows(database, event_id)
    assert found.preferred_language == "nl"


async def test_types_are_made_as_named_and_once_for_all_spellings(database: Database):
    event_id = await new_event(database)
    names = ("Speaker", "speaker", "VIP", "", "SPEAKER")
    rows = [attendee_file_row(n, type_name=name) for n, name in enumerate(names, 2)]
    await import_attendee_file(database, event_id, attendee_file_of(*rows))
    assert await type_names(database, event_id) == ["Speaker", "VIP"]


async def test_same_list_twice_changes_nothing(database: Database):
    event_id, attendee_file = (
        await new_event(database, max_attendees=None),
        sample("attendees-300-excel-nl.csv"),
    )
    await import_attendee_file(database, event_id, attendee_file)
    before = await attendee_rows(database, event_id)
    changes: list[Change] = []
    database.on_change = changes.append
    result = await import_attendee_file(database, event_id, attendee_file)
    assert (result.created, result.updated, result.unchanged) == (0, 0, 300)
    assert await attendee_rows(database, event_id) == before
    assert await seats_taken(database, event_id) == 300
    assert changes == []


async def test_other_fields_update_and_empty_cells_never_erase(database: Database):
    event_id = await new_event(database)
    first = attendee_file_row(2, organisation="CERN", role="Researcher", type_name="VIP", language="fr")
    await import_attendee_file(database, event_id, attendee_file_of(first))
    second = attendee_file_row(2, organisation="ESA", email="ADA2@example.org")
    result = await import_attendee_file(database, event_id, attendee_file_of(second))
    assert (result.created, result.updated, result.unchanged) == (0, 1, 0)
    (found,) = await attendee_rows(database, event_id)
    assert (found.organisation, found.role, found.preferred_language) == ("ESA", "Researcher", "fr")
    assert found.attendee_type_id is not None
    assert "esa" in found.search_key
    assert found.email == "ada2@example.org"


async def test_who_registered_keeps_password_and_code(database: Database):
    event_id = await new_event(database)
    await insert_attendee(database, event_id, email="ada2@example.org")
    (before,) = await attendee_rows(database, event_id)
    await import_attendee_file(database, event_id, attendee_file_of(attendee_file_row(2)))
    (after,) = await attendee_rows(database, event_id)
    assert (after.password_hash, after.attendee_code) == (before.password_hash, before.attendee_code)
    assert after.last_name == "Byron 2"


async def test_same_address_in_another_event_is_another_attendee(database: Database):
    first = await new_event(database)
    await import_attendee_file(database, first, attendee_file_of(attendee_file_row(2, organisation="CERN")))
    second = await insert_event(database, await insert_organizer(database, email="other@example.org"))
    result = await import_attendee_file(
        database, second, attendee_file_of(attendee_file_row(2, organisation="ESA"))
    )
    assert result.created == 1
    (kept,) = await attendee_rows(database, first)
    assert kept.organisation == "CERN"


async def test_rows_beyond_the_capacity_are_faults_and_the_event_is_exactly_full(database: Database):
    event_id = await new_event(database, max_attendees=250, seats_taken=10)
    result = await import_attendee_file(database, event_id, long_attendee_file(300))
    assert result.created == 240
    assert [fault.reason for fault in result.faults] == [FaultReason.EVENT_FULL] * 60
    assert [fault.number for fault in result.faults] == list(range(242, 302))
    assert await seats_taken(database, event_id) == 250


async def test_full_event_still_updates_who_is_in_it(database: Database):
    event_id = await new_event(database, max_attendees=1)
    await import_attendee_file(database, event_id, attendee_file_of(attendee_file_row(2)))
    result = await import_attendee_file(
        database, event_id, attendee_file_of(attendee_file_row(2, role="Speaker"), attendee_file_row(3))
    )
    assert (result.created, result.updated) == (0, 1)
    assert [fault.number for fault in result.faults] == [3]


async def test_two_imports_of_one_list_at_once_make_no_doubles(database: Database):
    event_id, attendee_file = await new_event(database, max_attendees=None), long_attendee_file(600)
    results = await asyncio.gather(
        *(import_attendee_file(database, event_id, attendee_file) for _ in range(4))
    )
    assert sum(result.created for result in results) == 600
    assert all(result.created + result.unchanged == 600 for result in results)
    assert await count_of(database, event_id) == 600 == await seats_taken(database, event_id)
    assert await type_names(database, event_id) == ["General", "Speaker", "VIP"]


async def test_imports_of_different_lists_at_once_never_pass_the_capacity(database: Database):
    event_id = await new_event(database, max_attendees=500)
    lists = [
        attendee_file_of(*(replace(row, email=f"{k}{row.email}") for row in long_attendee_file(300).rows))
        for k in "abcd"
    ]
    results = await asyncio.gather(*(import_attendee_file(database, event_id, one) for one in lists))
    assert sum(result.created for result in results) == 500
    assert await count_of(database, event_id) == 500 == await seats_taken(database, event_id)


async def test_code_in_use_is_made_anew(database: Database, monkeypatch: pytest.MonkeyPatch):
    event_id = await new_event(database)
    await insert_attendee(database, event_id, attendee_code="AAAAAAAAAA")
    codes = iter(["AAAAAAAAAA", "BBBBBBBBBB"])
    monkeypatch.setattr(writing, "new_code", lambda: next(codes))
    result = await import_attendee_file(database, event_id, attendee_file_of(attendee_file_row(2)))
    assert result.created == 1
    assert await seats_taken(database, event_id) == 1


async def test_change_is_published_once_a_batch(database: Database):
    event_id = await new_event(database, max_attendees=None)
    changes: list[Change] = []
    database.on_change = changes.append
    await import_attendee_file(database, event_id, long_attendee_file(450))
    assert changes == [AttendeesChanged(event_id)] * 3


async def test_progress_is_told_after_each_batch(database: Database):
    event_id = await new_event(database, max_attendees=None)
    told: list[tuple[int, int]] = []
    await import_attendee_file(
        database, event_id, long_attendee_file(450), lambda done, total: told.append((done, total))
    )
    assert told == [(200, 450), (400, 450), (450, 450)]


async def test_formulas_and_markup_stay_plain_text(database: Database):
    event_id = await new_event(database)
    row = attendee_file_row(2, first_name="=1+1", last_name="<b>Bold</b>", organisation="@SUM(A1)")
    await import_attendee_file(database, event_id, attendee_file_of(row))
    (found,) = await attendee_rows(database, event_id)
    assert (found.first_name, found.last_name, found.organisation) == ("=1+1", "<b>Bold</b>", "@SUM(A1)")
