"""Of the taps on one session, this process answers one at a time. Called by the routes.

Hundreds may tap in the same moment. All at once they would take every connection to the database and wait in
it for the session's lock, longer than a request may (`core.database.budget`), and the door beside them would
find no connection left. Here they wait in the order in which they came, and hold nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from netevent.core.errors import TooMany

# Seconds. Where the database hangs, each in front would wait for it.
LONGEST = 10.0

_turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()


@asynccontextmanager
async def turn(session_id: int) -> AsyncIterator[None]:
    """
    Raises:
        TooMany: it did not come in time.
    """
    lock = _turns.setdefault(session_id, asyncio.Lock())
    try:
        async with asyncio.timeout(LONGEST):
            await lock.acquire()
    except TimeoutError:
        raise TooMany from None
    try:
        yield
    finally:
        lock.release()
