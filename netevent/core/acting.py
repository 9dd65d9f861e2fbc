"""Who is acting: the journal of a person tells it. Set by `app` for each request.

The rules do not pass it along: a transaction knows it as `tx.by`, where a job may name somebody else.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """An account by its kind and name, or `server`: the clock, a job, somebody behind a mailed link."""

    kind: str
    name: str = ""


SERVER = Actor("server")
_acting: ContextVar[Actor] = ContextVar("acting", default=SERVER)


def actor() -> Actor:
    return _acting.get()


def act_as(one: Actor) -> None:
    """From here to the end of the request, or of the task."""
    _acting.set(one)
