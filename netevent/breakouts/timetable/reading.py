"""A timetable from whatever file it comes in. Called by `process`, and where a file is one's own.

Plain and synchronous: it touches no database. A real timetable takes a fraction of a second, a hostile one of
ten megabytes minutes: a stranger's file goes through `process`, which has bounds of time and memory.
"""

from __future__ import annotations

from netevent.breakouts.timetable.schedule_xml import read_schedule_xml
from netevent.breakouts.timetable.tables.table_file import read_table_file
from netevent.breakouts.timetable.timetable import Timetable
from netevent.breakouts.timetable.unreadable import MOST_BYTES, MOST_MEGABYTES, Reason, UnreadableTimetable

# What other files begin with, and no table does.
NO_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BEGIN:VCALENDAR", b"{", b"[")


def read_timetable(content: bytes, filename: str, zone: str) -> Timetable:
    """A schedule.xml, a workbook or a .csv file: its first bytes say which.

    `zone` is the event's, for times that come without an offset.

    Raises:
        UnreadableTimetable: nothing of it can be used.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableTimetable(Reason.TOO_LARGE, limit=MOST_MEGABYTES)
    start = content[:2000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not start and not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise UnreadableTimetable(Reason.EMPTY)
    if start.startswith(b"<"):
        return read_schedule_xml(content, zone)
    if start.startswith(NO_TABLES):
        raise UnreadableTimetable(Reason.NOT_A_TIMETABLE)
    return read_table_file(content, filename, zone)
