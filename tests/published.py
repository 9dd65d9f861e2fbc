"""Reading what a transaction published. Used by tests of who hears of a change."""

from __future__ import annotations

from collections.abc import Iterable

from netevent.changes import AttendeeNotified, Change


def shown(published: Iterable[Change]) -> list[Change]:
    """What pages hear of. Push follows from `AttendeeNotified` in the transaction; it has its own tests."""
    return [one for one in published if not isinstance(one, AttendeeNotified)]
