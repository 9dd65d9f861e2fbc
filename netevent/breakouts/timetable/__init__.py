"""Timetables from elsewhere and for elsewhere: read from a schedule.xml, a workbook or a .csv file, written
as a schedule.xml and as a calendar.

Called by the import and the export of programmes. It touches no database and no page. What somebody uploads
is read with `process.read_in_process`.
"""

from netevent.breakouts.timetable.calendar import write_calendar
from netevent.breakouts.timetable.faults import FaultReason, RowFault
from netevent.breakouts.timetable.reading import read_timetable
from netevent.breakouts.timetable.schedule_xml import read_schedule_xml, write_schedule_xml
from netevent.breakouts.timetable.tables.table_file import read_table_file
from netevent.breakouts.timetable.timetable import Timetable, TimetableSession
from netevent.breakouts.timetable.unreadable import MOST_BYTES, MOST_SESSIONS, Reason, UnreadableTimetable

__all__ = [
    "MOST_BYTES",
    "MOST_SESSIONS",
    "FaultReason",
    "Reason",
    "RowFault",
    "Timetable",
    "TimetableSession",
    "UnreadableTimetable",
    "read_schedule_xml",
    "read_table_file",
    "read_timetable",
    "write_calendar",
    "write_schedule_xml",
]
