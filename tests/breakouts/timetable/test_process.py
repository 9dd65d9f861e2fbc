"""A timetable is read in a process of its own, and what happens there comes back as it was."""

import pytest

from netevent.breakouts.timetable import (
    MOST_BYTES,
    Reason,
    Timetable,
    UnreadableTimetable,
    process,
    read_timetable,
)
from netevent.breakouts.timetable.process import read_in_process
from tests.breakouts.timetable.sources import BERLIN, CONGRESS, event, schedule, table


async def refusal(content: bytes) -> UnreadableTimetable:
    with pytest.raises(UnreadableTimetable) as refused:
        await read_in_process(content, "schedule.xml", BERLIN)
    return refused.value


@pytest.mark.parametrize(
    "content",
    [
        CONGRESS.read_bytes(),
        schedule(event(title="x" * 300, date="2026-10-25T02:30:00")),
        table(("Talk", "soon", "45"), headers=("Title", "Start", "Duration")),
    ],
    ids=["congress", "remarks", "faults"],
)
async def test_process_reads_what_the_reader_reads(content: bytes):
    found = await read_in_process(content, "plan.csv", BERLIN)
    assert isinstance(found, Timetable)
    assert found == read_timetable(content, "plan.csv", BERLIN)


async def test_unreadable_timetable_comes_back_with_its_reason_and_sentence():
    refused = await refusal(b"<schedule>\n<conference>\n</schedule>")
    assert refused.reason is Reason.BROKEN_XML
    assert refused.text == "The schedule.xml is damaged: line 3 cannot be read. Export it again."


async def test_reading_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process, "SECONDS_AT_MOST", 0)
    assert (await refusal(CONGRESS.read_bytes())).reason is Reason.TOO_MUCH


async def test_reader_that_dies_costs_the_timetable_and_nothing_else(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process, "PROGRAM", "netevent.no_such_program")
    assert (await refusal(CONGRESS.read_bytes())).reason is Reason.NOT_A_TIMETABLE


async def test_file_past_the_limit_is_not_even_handed_over(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process, "PROGRAM", "netevent.no_such_program")
    assert (await refusal(b" " * (MOST_BYTES + 1))).reason is Reason.TOO_LARGE
