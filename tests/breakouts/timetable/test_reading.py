"""What a file is, its content says; and what cannot be used is refused with a sentence, whatever it is."""

import pickle
from xml.etree import ElementTree

import pytest

from netevent.breakouts.timetable import MOST_BYTES, Reason, UnreadableTimetable, read_timetable
from netevent.core.errors import Malformed
from tests.attendees.importing.attendee_file.lists import SAMPLES
from tests.breakouts.timetable.sources import BERLIN, CONGRESS, event, schedule, table, workbook

BOMB = b"""<?xml version="1.0"?><!DOCTYPE schedule [<!ENTITY a "ha">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<schedule><conference><title>&c;</title></conference></schedule>"""
EXTERNAL = b"""<?xml version="1.0"?><!DOCTYPE schedule [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<schedule><conference><title>&x;</title></conference></schedule>"""
OUTSIDE_DTD = b'<!DOCTYPE schedule SYSTEM "http://example.org/x.dtd"><schedule/>'
ROW = ("Talk", "2026-11-27 09:30", "10:15", "", "", "", "", "", "")


def refusal(content: bytes, filename: str = "schedule.xml") -> UnreadableTimetable:
    with pytest.raises(UnreadableTimetable) as refused:
        read_timetable(content, filename, BERLIN)
    assert "%" not in refused.value.text
    return refused.value


@pytest.mark.parametrize("filename", ["schedule.xml", "schedule.csv", "schedule.xlsx", "", "a/b\\c"])
def test_name_of_the_file_does_not_decide(filename: str):
    assert len(read_timetable(CONGRESS.read_bytes(), filename, BERLIN).sessions) == 138
    assert len(read_timetable(table(ROW), filename, BERLIN).sessions) == 1
    book = workbook(("S", (("Title", "Start", "End"), ROW[:3])))
    assert len(read_timetable(book, filename, BERLIN).sessions) == 1


def test_schedule_in_utf_16_is_read():
    text = CONGRESS.read_bytes().decode().replace("encoding='utf-8'", "encoding='utf-16'", 1)
    assert read_timetable(text.encode("utf-16"), "s", BERLIN) == read_timetable(
        CONGRESS.read_bytes(), "s", BERLIN
    )


def test_schedule_with_a_mark_before_it_is_read():
    assert len(read_timetable(b"\xef\xbb\xbf" + CONGRESS.read_bytes(), "s", BERLIN).sessions) == 138


@pytest.mark.parametrize("hostile", [BOMB, EXTERNAL, OUTSIDE_DTD], ids=["bomb", "external", "dtd"])
def test_doctype_and_entities_are_refused(hostile: bytes):
    assert refusal(hostile).reason is Reason.DOCTYPE


def test_doctype_in_another_encoding_is_refused_too():
    assert refusal(BOMB.decode().encode("utf-16")).reason is Reason.DOCTYPE


def test_reader_that_accepts_entities_unfolds_the_bomb():
    """The twin: without the refusal each letter of the file becomes a hundred."""
    assert ElementTree.fromstring(BOMB).findtext("conference/title") == "ha" * 100  # noqa: S314 - what happens


@pytest.mark.parametrize("content", [b"", b" \n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 5_000])
def test_nothing_is_refused_as_empty(content: bytes):
    assert refusal(content).reason is Reason.EMPTY


def test_broken_xml_is_refused_with_the_line():
    broken = refusal(b"<schedule>\n<conference>\n</schedule>")
    assert broken.reason is Reason.BROKEN_XML
    assert broken.text == "The schedule.xml is damaged: line 3 cannot be read. Export it again."


def test_schedule_that_breaks_off_is_refused():
    assert refusal(CONGRESS.read_bytes()[:100_000]).reason is Reason.BROKEN_XML


def test_schedule_whose_letters_are_not_in_the_encoding_that_it_names_is_refused():
    content = schedule(event(title="Größe"))
    assert refusal(content.decode().encode("latin-1")).reason is Reason.BROKEN_XML


@pytest.mark.parametrize("encoding", ["klingon", "utf-7", "shift_jis"])
def test_encoding_that_cannot_be_read_is_refused(encoding: str):
    content = schedule(event()).replace(b'"utf-8"', f'"{encoding}"'.encode())
    assert refusal(content).reason is Reason.BROKEN_XML


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><html><body>Not found</body></html>",
        b"<html><br></html>",
        b'<?xml version="1.0"?><rss><channel/></rss>',
        b"%PDF-1.7 name;start;end",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10,
        b'{"schedule": {}}',
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        b"hello",
        b"one;two;three\n1;2;3\n",
        bytes(range(1, 256)) * 20,
    ],
)
def test_what_is_no_timetable_is_refused(content: bytes):
    assert refusal(content).reason is Reason.NOT_A_TIMETABLE


def test_list_of_attendees_is_no_timetable():
    content = (SAMPLES / "attendees-1200.xlsx").read_bytes()
    assert refusal(content).reason in (Reason.NOT_A_TIMETABLE, Reason.COLUMNS_MISSING)


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 50 * 1024 * 1024])
def test_file_past_the_limit_is_refused_unread(size: int):
    refused = refusal(schedule(event()).ljust(size))
    assert refused.reason is Reason.TOO_LARGE
    assert refused.text == "The file is too large: at most 10 MB can be read."


def test_file_at_the_limit_is_read():
    assert len(read_timetable(schedule(event()).ljust(MOST_BYTES), "s", BERLIN).sessions) == 1


def test_elements_without_number_are_refused_before_they_are_read():
    assert refusal(b"<schedule>" + b"<a/>" * 1_000_001 + b"</schedule>").reason is Reason.TOO_MUCH


def test_elements_in_elements_without_end_cost_nothing_but_a_refusal():
    deep = b"<schedule>" + b"<day>" * 200_000 + b"</day>" * 200_000 + b"</schedule>"
    assert refusal(deep).reason is Reason.NO_SESSIONS


def test_timetable_without_sessions_is_refused():
    assert refusal(schedule()).reason is Reason.NO_SESSIONS
    assert refusal(table()).reason is Reason.NO_SESSIONS


def test_refusal_is_one_that_pages_know_and_comes_through_a_process_as_it_was():
    refused = refusal(b"<schedule>\n<conference>\n</schedule>")
    again = pickle.loads(pickle.dumps(refused))  # noqa: S301 - our own
    assert isinstance(again, UnreadableTimetable)
    assert isinstance(again, Malformed)
    assert (again.reason, again.text, again.status) == (refused.reason, refused.text, 422)
