"""Reading a statement in a process of its own (`core.foreign_files`): a stranger's file costs the server
nothing.

The parent calls `read_in_process`; the child is this module run as a program: the event's currency is its
argument.
"""

from __future__ import annotations

from netevent.core.foreign_files import answer_read, read_apart
from netevent.core.sandbox import ChildDied, OutOfBounds
from netevent.payments.statements.files.reading import read_statement
from netevent.payments.statements.files.statement import (
    MOST_BYTES,
    MOST_LINES,
    MOST_MEGABYTES,
    Reason,
    Statement,
    UnreadableStatement,
)

SECONDS_AT_MOST = 20
MEMORY_AT_MOST = 512 * 1024**2
PROGRAM = "netevent.payments.statements.files.process"


async def read_in_process(content: bytes, home: str) -> Statement:
    """What `read_statement` gives.

    Raises:
        UnreadableStatement: nothing of the file can be used, or reading it takes too much.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableStatement(Reason.TOO_LARGE, limit=MOST_MEGABYTES)
    try:
        return await read_apart(PROGRAM, content, home, seconds=SECONDS_AT_MOST, result=Statement)
    except OutOfBounds:
        raise UnreadableStatement(Reason.TOO_MANY, limit=MOST_LINES) from None
    except ChildDied:
        raise UnreadableStatement(Reason.NOT_A_STATEMENT) from None


if __name__ == "__main__":
    answer_read(read_statement, UnreadableStatement, seconds=SECONDS_AT_MOST, memory=MEMORY_AT_MOST)
