"""What pages and programs of stations send, strictly typed. Called by their routes."""

from __future__ import annotations

from uuid import UUID

from netevent.badges.print_jobs.job import Result
from netevent.core.errors import Malformed


def runner_in(text: str) -> str:
    """
    Raises:
        Malformed: it is no UUID.
    """
    try:
        return str(UUID(text))
    except ValueError:
        raise Malformed from None


def result_in(text: str) -> Result:
    """
    Raises:
        Malformed: it is neither "printed" nor "failed".
    """
    try:
        return Result(text)
    except ValueError:
        raise Malformed from None
