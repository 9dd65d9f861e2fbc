"""How long somebody waits for the database: people a moment, work in the background longer, migrations long.

A unit of work has one budget for everything: the wait for a connection, for locks, for the server, and all
its tries. Who asks for no other one is a request (docs/decisions/0023-budgets-of-the-database.md).
Jobs, commands and migrations call `patient`; `database` and `backends` keep to what is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic

# Seconds. A desk is answered within three, so that its line moves on.
FOR_REQUESTS = 2.5
FOR_JOBS = 30.0
FOR_MIGRATIONS = 3600.0
# For a lock of the database, and for one of our own connections. Both fit into the budget of a request.
FOR_A_LOCK = 2
FOR_A_CONNECTION = 1.5

# Of work that is no request's; 0 where nobody has said so.
_patience: ContextVar[float] = ContextVar("patience", default=0.0)


@dataclass(frozen=True, slots=True)
class Budget:
    """What a unit of work may take, from its begin on."""

    seconds: float
    until: float

    @property
    def left(self) -> float:
        return max(0.0, self.until - monotonic())

    @property
    def is_requests(self) -> bool:
        """Whether somebody waits for it."""
        return self.seconds <= FOR_REQUESTS


def new_budget() -> Budget:
    """Of whoever calls: a request's, unless it is `patient`."""
    seconds = max(_patience.get(), FOR_REQUESTS)
    return Budget(seconds, monotonic() + seconds)


@contextmanager
def patient(seconds: float = FOR_JOBS) -> Iterator[None]:
    """All units of work that begin in here may take so long; who is more patient already stays so."""
    token = _patience.set(max(seconds, _patience.get()))
    try:
        yield
    finally:
        _patience.reset(token)
