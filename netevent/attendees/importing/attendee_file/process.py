"""Reading a list in a process of its own (`core.sandbox`).

The parent calls `read_in_process`; the child is this module run as a program: the name of the file is its
argument, the pickled `Roster` or `RosterUnreadable` its answer.
"""

from __future__ import annotations

import pickle
import sys

from netevent.attendees.importing.attendee_file.problems import RosterUnreadable, UnreadableReason
from netevent.attendees.importing.attendee_file.reading import Roster, read_roster
from netevent.core.sandbox import ChildDied, OutOfBounds, answer_parent, ask_child

SECONDS_AT_MOST = 60
MEMORY_AT_MOST = 1024**3
PROGRAM = "netevent.attendees.importing.attendee_file.process"


async def read_in_process(content: bytes, filename: str) -> Roster:
    """The list in the file.

    Raises:
        RosterUnreadable: the list as a whole cannot be used, or reading it takes too much.
    """
    try:
        output = await ask_child(PROGRAM, content, filename_of(filename), seconds=SECONDS_AT_MOST)
    except OutOfBounds:
        raise RosterUnreadable(UnreadableReason.UNPACKS_TOO_LARGE) from None
    except ChildDied:
        raise RosterUnreadable(UnreadableReason.BROKEN) from None
    return _result(output)


def filename_of(path: str) -> str:
    """The last part of what a browser or a user calls the file; a program's argument has no NUL."""
    return path.replace("\\", "/").rsplit("/", 1)[-1].replace("\0", "")[-200:] or "list"


def _result(output: bytes) -> Roster:
    result = pickle.loads(output)  # noqa: S301 - our own child wrote it
    if isinstance(result, RosterUnreadable):
        raise result
    assert isinstance(result, Roster)
    return result


def _answer(content: bytes) -> bytes:
    result: Roster | RosterUnreadable
    try:
        result = read_roster(content, sys.argv[1])
    except RosterUnreadable as unreadable:
        result = unreadable
    return pickle.dumps(result)


if __name__ == "__main__":
    answer_parent(_answer, seconds=SECONDS_AT_MOST, memory=MEMORY_AT_MOST)
