"""Reading a timetable in a process of its own (`core.foreign_files`): a stranger's file costs the server
nothing.

The parent calls `read_in_process`; the child is this module run as a program: the file's name and the event's
zone are its arguments.
"""

from __future__ import annotations

from netevent.breakouts.timetable.reading import read_timetable
from netevent.breakouts.timetable.timetable import Timetable
from netevent.breakouts.timetable.unreadable import MOST_BYTES, MOST_MEGABYTES, Reason, UnreadableTimetable
from netevent.core.foreign_files import answer_read, filename_of, read_apart
from netevent.core.sandbox import ChildDied, OutOfBounds

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
    name = filename_of(filename)
    try:
        return await read_apart(PROGRAM, content, name, zone, seconds=SECONDS_AT_MOST, result=Timetable)
    except OutOfBounds:
        raise UnreadableTimetable(Reason.TOO_MUCH) from None
    except ChildDied:
        raise UnreadableTimetable(Reason.NOT_A_TIMETABLE) from None


if __name__ == "__main__":
    answer_read(read_timetable, UnreadableTimetable, seconds=SECONDS_AT_MOST, memory=MEMORY_AT_MOST)
