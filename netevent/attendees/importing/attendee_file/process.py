"""Reading a list in a process of its own (`core.foreign_files`).

The parent calls `read_in_process`; the child is this module run as a program: the name of the file is its
argument.
"""

from __future__ import annotations

from netevent.attendees.importing.attendee_file.problems import AttendeeFileUnreadable, UnreadableReason
from netevent.attendees.importing.attendee_file.reading import AttendeeFile, read_attendee_file
from netevent.core.foreign_files import answer_read, filename_of, read_apart
from netevent.core.sandbox import ChildDied, OutOfBounds

SECONDS_AT_MOST = 60
MEMORY_AT_MOST = 1024**3
PROGRAM = "netevent.attendees.importing.attendee_file.process"


async def read_in_process(content: bytes, filename: str) -> AttendeeFile:
    """The list in the file.

    Raises:
        AttendeeFileUnreadable: the list as a whole cannot be used, or reading it takes too much.
    """
    name = filename_of(filename)
    try:
        return await read_apart(PROGRAM, content, name, seconds=SECONDS_AT_MOST, result=AttendeeFile)
    except OutOfBounds:
        raise AttendeeFileUnreadable(UnreadableReason.UNPACKS_TOO_LARGE) from None
    except ChildDied:
        raise AttendeeFileUnreadable(UnreadableReason.BROKEN) from None


if __name__ == "__main__":
    answer_read(read_attendee_file, AttendeeFileUnreadable, seconds=SECONDS_AT_MOST, memory=MEMORY_AT_MOST)
