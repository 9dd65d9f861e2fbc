"""Reading a timetable in a process of its own (`core.sandbox`): a stranger's file costs the server nothing.

The parent calls `read_in_process`; the child is this module run as a program: the file's name and the event's
zone are its arguments, the pickled `Timetable` or `UnreadableTimetable` its answer.
"""

from __future__ import annotations

import pickle
import sys

from netevent.attendees.importing.attendee_file.process import filename_of
from netevent.breakouts.timetable.reading import read_timetable
from netevent.breakouts.timetable.timetable import Timetable
from netevent.breakouts.timetable.unreadable import MOST_BYTES, MOST_MEGABYTES, Reason, UnreadableTimetable
from netevent.core.sandbox import ChildDied, OutOfBounds, answer_parent, ask_child

SECONDS_AT_MOST = 30
MEMORY_AT_MOST = 1024**3
PROGRAM = "netevent.breakouts.timetable.process"


async def read_in_process(content: bytes, filename: str, zone: str) -> Timetable:
    """What `read_timetable` gives.

    Raises:
        UnreadableTimetable: nothing of the file can be used, or reading it takes too much.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableTimetable(Reason.TOO_LARGE, limit=MOST_MEGABYTES)
    try:
        output = await ask_child(PROGRAM, content, filename_of(filename), zone, seconds=SECONDS_AT_MOST)
    except OutOfBounds:
        raise UnreadableTimetable(Reason.TOO_MUCH) from None
    except ChildDied:
        raise UnreadableTimetable(Reason.NOT_A_TIMETABLE) from None
    return _result(output)


def _result(output: bytes) -> Timetable:
    result = pickle.loads(output)  # noqa: S301 - our own child wrote it
    if isinstance(result, UnreadableTimetable):
        raise result
    assert isinstance(result, Timetable)
    return result


def _answer(content: bytes) -> bytes:
    result: Timetable | UnreadableTimetable
    try:
        result = read_timetable(content, *sys.argv[1:])
    except UnreadableTimetable as unreadable:
        result = unreadable
    return pickle.dumps(result)


if __name__ == "__main__":
    answer_parent(_answer, seconds=SECONDS_AT_MOST, memory=MEMORY_AT_MOST)
