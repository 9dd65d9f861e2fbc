"""Of those who give up a seat in one session, this process answers one at a time. Called by the routes.

For the reason for which those who want a seat are answered together (`taps`): all at once they would take
every connection to the database, and wait in it for the session's lock. Here they wait in the order in which
they came, and hold nothing.
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
