"""Reading a list of attendees (a workbook or .csv) into typed rows, faults and remarks.

Called by the import of attendees, by upload and from the command line. Plain and synchronous: it
touches no database, and is run in a thread or process because a large list takes a second or two.
"""

from netevent.attendees.importing.attendee_file.headers import Field, RecognisedColumn
from netevent.attendees.importing.attendee_file.layout import Choice, Layout, ShownColumn
from netevent.attendees.importing.attendee_file.people.rows import AttendeeRow
from netevent.attendees.importing.attendee_file.problems import (
    AttendeeFileUnreadable,
    Fault,
    FaultReason,
    Remark,
    RemarkReason,
    UnreadableReason,
    short_text,
    text,
)
from netevent.attendees.importing.attendee_file.reading import (
    AttendeeFile,
    ReadList,
    read_attendee_file,
    read_list,
)

__all__ = [
    "AttendeeFile",
    "AttendeeFileUnreadable",
    "AttendeeRow",
    "Choice",
    "Fault",
    "FaultReason",
    "Field",
    "Layout",
    "ReadList",
    "RecognisedColumn",
    "Remark",
    "RemarkReason",
    "ShownColumn",
    "UnreadableReason",
    "read_attendee_file",
    "read_list",
    "short_text",
    "text",
]
