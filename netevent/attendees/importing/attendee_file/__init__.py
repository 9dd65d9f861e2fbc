"""Reading a list of attendees (.xlsx or .csv) into typed rows, faults and remarks.

Called by the import of attendees, by upload and from the command line. Plain and synchronous: it
touches no database, and is run in a thread or process because a large list takes a second or two.
"""

from netevent.attendees.importing.attendee_file.headers import Field, RecognisedColumn
from netevent.attendees.importing.attendee_file.problems import (
    Fault,
    FaultReason,
    Remark,
    RemarkReason,
    RosterUnreadable,
    UnreadableReason,
    text,
)
from netevent.attendees.importing.attendee_file.reading import Roster, read_roster
from netevent.attendees.importing.attendee_file.rows import RosterRow

__all__ = [
    "Fault",
    "FaultReason",
    "Field",
    "RecognisedColumn",
    "Remark",
    "RemarkReason",
    "Roster",
    "RosterRow",
    "RosterUnreadable",
    "UnreadableReason",
    "read_roster",
    "text",
]
