"""Reading a list in a process of its own (`core.sandbox`).

The parent calls `read_in_process`; the child is this module run as a program: the name of the file is its
argument, the pickled `AttendeeFile` or `AttendeeFileUnreadable` its answer.
"""

from __future__ import annotations

import pickle
import sys

from netevent.attendees.importing.attendee_file.problems import AttendeeFileUnreadable, UnreadableReason
from netevent.attendees.importing.attendee_file.reading import AttendeeFile, read_attendee_file
from netevent.core.sandbox import ChildDied, OutOfBounds, answer_parent, ask_child

SECONDS_AT_MOST = 60
MEMORY_AT_MOST = 1024**3
PROGRAM = "netevent.attendees.importing.attendee_file.process"


async def read_in_process(content: bytes, filename: str) -> AttendeeFile:
    """The list in the file.

    Raises:
        RosterUnreadable: the list as a whole cannot be used, or reading it takes too much.
    """
    try:
        output = await ask_child(PROGRAM, content, filename_of(filename), seconds=SECONDS_AT_MOST)
    except OutOfBounds:
        raise AttendeeFileUnreadable(UnreadableReason.UNPACKS_TOO_LARGE) from None
    except ChildDied:
        raise AttendeeFileUnreadable(UnreadableReason.BROKEN) from None
    return _result(output)


def filename_of(path: str) -> str:
    """The last part of what a browser or a user calls the file; a program's argument has no NUL."""
    return path.replace("\\", "/").rsplit("/", 1)[-1].replace("\0", "")[-200:] or "list"


def _result(output: bytes) -> AttendeeFile:
    result = pickle.loads(output)  # noqa: S301 - our own child wrote it
    if isinstance(result, AttendeeFileUnreadable):
        raise result
    assert isinstance(result, AttendeeFile)
    return result


def _answer(content: bytes) -> bytes:
    result: AttendeeFile | AttendeeFileUnreadable
    try:
        result = read_attendee_file(content, sys.argv[1])
    except AttendeeFileUnreadable as unreadable:
        result = unreadable
    return pickle.dumps(result)


if __name__ == "__main__":
    answer_parent(_answer, seconds=SECONDS_AT_MOST, memory=MEMORY_AT_MOST)
