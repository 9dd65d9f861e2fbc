"""A list is read in a process of its own, and what happens there comes back as it was."""

import pytest

from netevent.attendees.importing.attendee_file import (
    AttendeeFileUnreadable,
    Choice,
    UnreadableReason,
    process,
    read_attendee_file,
)
from netevent.attendees.importing.attendee_file.process import read_in_process
from netevent.core.foreign_files import filename_of
from tests.attendees.importing.attendee_file.lists import SAMPLES

NAMES = ("attendees-1200.xlsx", "attendees-300-excel-nl.csv", "attendees-with-faults.csv")


@pytest.mark.parametrize("name", NAMES)
async def test_process_reads_what_the_reader_reads(name: str):
    content = (SAMPLES / name).read_bytes()
    assert (await read_in_process(content, name)).people == read_attendee_file(content, name)


async def test_unreadable_list_comes_back_with_its_reason():
    with pytest.raises(AttendeeFileUnreadable) as caught:
        await read_in_process(b"E-mail;Name\n", "list.csv")
    assert caught.value.reason is UnreadableReason.NO_ATTENDEES


async def test_list_with_unknown_headers_comes_back_with_its_columns():
    found = await read_in_process(b"a;b\n1;2\n", "list.csv")
    assert found.people is None
    assert [(column.header, column.samples, column.field) for column in found.layout.columns] == [
        ("a", ("1",), ""),
        ("b", ("2",), ""),
    ]


async def test_columns_are_read_as_they_were_chosen():
    content = b"a;b\nada@example.org;Ada\n"
    found = await read_in_process(content, "list.csv", Choice(fields=("email", "name")))
    assert found.people is not None
    assert [(row.email, row.first_name) for row in found.people.rows] == [("ada@example.org", "Ada")]


async def test_reading_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process, "SECONDS_AT_MOST", 0)
    with pytest.raises(AttendeeFileUnreadable) as caught:
        await read_in_process(b"E-mail;Name\na@example.org;Ada\n", "list.csv")
    assert caught.value.reason is UnreadableReason.UNPACKS_TOO_LARGE


async def test_reader_that_dies_costs_the_list_and_nothing_else(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process, "PROGRAM", "netevent.no_such_program")
    with pytest.raises(AttendeeFileUnreadable) as caught:
        await read_in_process(b"E-mail;Name\na@example.org;Ada\n", "list.csv")
    assert caught.value.reason is UnreadableReason.BROKEN


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("list.csv", "list.csv"),
        ("C:\\Users\\Ada\\list.csv", "list.csv"),
        ("../../etc/passwd", "passwd"),
        ("a\0b.csv", "ab.csv"),
        ("", "list"),
        ("x" * 300 + ".csv", "x" * 196 + ".csv"),
    ],
)
def test_name_of_a_file_is_its_last_part(given: str, kept: str):
    assert filename_of(given) == kept
