"""Reading a list in a process of its own (`core.foreign_files`).

The parent calls `read_in_process`; the child is this module run as a program: the name of the file and what
was chosen of it are its arguments.
"""

from __future__ import annotations

from netevent.attendees.importing.attendee_file.layout import Choice
from netevent.attendees.importing.attendee_file.problems import AttendeeFileUnreadable, UnreadableReason
from netevent.attendees.importing.attendee_file.reading import ReadList, read_list
from netevent.core.foreign_files import answer_read, filename_of, read_apart
from netevent.core.jobs.codec import Codec
from netevent.core.sandbox import ChildDied, OutOfBounds

SECONDS_AT_MOST = 60
MEMORY_AT_MOST = 1024**3
PROGRAM = "netevent.attendees.importing.attendee_file.process"
CHOICE = Codec(Choice)


async def read_in_process(content: bytes, filename: str, choice: Choice | None = None) -> ReadList:
    """The list in the file.

    Raises:
        AttendeeFileUnreadable: the list as a whole cannot be used, or reading it takes too much.
    """
    arguments = filename_of(filename), CHOICE.write(choice or Choice())
    try:
        return await read_apart(PROGRAM, content, *arguments, seconds=SECONDS_AT_MOST, result=ReadList)
    except OutOfBounds:
        raise AttendeeFileUnreadable(UnreadableReason.UNPACKS_TOO_LARGE) from None
    except ChildDied:
        raise AttendeeFileUnreadable(UnreadableReason.BROKEN) from None


def _read(content: bytes, filename: str, choice: str) -> ReadList:
    return read_list(content, filename, CHOICE.read(choice))


if __name__ == "__main__":
    answer_read(_read, AttendeeFileUnreadable, seconds=SECONDS_AT_MOST, memory=MEMORY_AT_MOST)
