"""The line that says whether a live page is live, and as of when. A region of every page about an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.changes import Change
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.events.queries import select_zone
from netevent.live.screen import LiveRegion

TARGET, TEMPLATE = "live-status", "layouts/_live_status.html"


@dataclass(frozen=True, slots=True)
class LiveStatus:
    as_of: datetime
    zone: str


def read_status(tx: Transaction, event_id: int) -> LiveStatus:
    return LiveStatus(clock.now(), select_zone(tx, event_id))


def live_status(*on: type[Change]) -> LiveRegion:
    """For pages whose other regions do not say their time themselves."""
    return LiveRegion(TARGET, TEMPLATE, read_status, on, every=0.5, refresh=True)
