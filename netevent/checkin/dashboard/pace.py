"""How fast desks are, and which have gone quiet: worked out from the scans of the last minutes.

The seconds a scan at a desk are the median of the gaps between two scans of one desk, one after the other.
A gap of more than half a minute is none: nobody stood there. A desk is an account at a gate, so two devices
of one account count as one desk, and a faster one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

# What is looked at, and how much of it there must be.
WINDOW = timedelta(minutes=15)
LONGEST_GAP = timedelta(seconds=30)
FEWEST_GAPS = 5
# An open desk without a scan for so long is quiet, while others scan.
QUIET_AFTER = timedelta(minutes=5)
OTHERS_SCAN = 5


@dataclass(frozen=True, slots=True)
class DeskScan:
    gate: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenDeskPace:
    """An open desk. `seconds` is None where it has not scanned enough."""

    name: str
    seconds: float | None
    is_quiet: bool


def paces(desks: Iterable[tuple[str, str]], scans: Iterable[DeskScan], now: datetime) -> list[OpenDeskPace]:
    """Of each of the desks (gate, name), in their order."""
    times: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    for scan in scans:
        times[scan.gate, scan.name].append(scan.at)
    lately = {desk: sum(at > now - QUIET_AFTER for at in all_) for desk, all_ in times.items()}
    return [_pace(desk, times.get(desk, []), lately) for desk in desks]


def _pace(desk: tuple[str, str], times: list[datetime], lately: dict[tuple[str, str], int]) -> OpenDeskPace:
    others = sum(lately.values()) - lately.get(desk, 0)
    return OpenDeskPace(desk[1], _seconds(times), not lately.get(desk) and others >= OTHERS_SCAN)


def _seconds(times: list[datetime]) -> float | None:
    inorder = sorted(times)
    gaps = [after - before for before, after in pairwise(inorder)]
    busy = [gap.total_seconds() for gap in gaps if gap <= LONGEST_GAP]
    return round(median(busy), 1) if len(busy) >= FEWEST_GAPS else None
