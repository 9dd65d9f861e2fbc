"""On paper: badges, printers, kiosks. Published by the services of `badges` and `papers`."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.changes.change import Change


@dataclass(frozen=True, slots=True)
class BadgesChanged(Change):
    """What badges look like, or what stands on one, was changed."""

    event_id: int


@dataclass(frozen=True, slots=True)
class BadgesPrinted(Change):
    """Badges came out, of one person or of many."""

    event_id: int


@dataclass(frozen=True, slots=True)
class PrintJobsChanged(Change):
    """A badge was asked for at a station, taken, printed, failed or cancelled."""

    event_id: int


@dataclass(frozen=True, slots=True)
class StationsChanged(Change):
    """A station or a kiosk was added, removed, paused, came or went, or its printer has trouble."""

    event_id: int
