"""How fast a desk is: the median of its gaps while it is busy; an open desk that does nothing is quiet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from netevent.checkin.dashboard.pace import DeskScan, OpenDeskPace, paces
from netevent.core import clock

NOW = clock.EPOCH + timedelta(days=20_000)
MAIN, EAST = ("Main", "Marta"), ("East", "Piet")


def scans(desk: tuple[str, str], seconds_ago: Iterable[float]) -> list[DeskScan]:
    return [DeskScan(*desk, NOW - timedelta(seconds=ago)) for ago in seconds_ago]


def pace_of(desk: tuple[str, str], *all_scans: list[DeskScan]) -> OpenDeskPace:
    return paces([desk], [scan for some in all_scans for scan in some], NOW)[0]


def test_the_pace_is_the_middle_of_the_gaps_in_whatever_order_they_come():
    assert pace_of(MAIN, scans(MAIN, [4, 10, 20, 24, 27, 31, 0])).seconds == 4.0


def test_a_pause_is_no_gap():
    assert pace_of(MAIN, scans(MAIN, [0, 3, 6, 9, 400, 403, 406])).seconds == 3.0


def test_a_few_scans_tell_nothing():
    assert pace_of(MAIN, scans(MAIN, [0, 3, 6, 9, 12])).seconds is None
    assert pace_of(MAIN).seconds is None


def test_another_desks_scans_count_for_that_one():
    both = [*scans(MAIN, range(0, 60, 6)), *scans(EAST, range(0, 60, 12))]
    assert pace_of(MAIN, both).seconds == 6.0


def test_who_does_nothing_while_others_scan_is_quiet():
    busy = scans(EAST, range(0, 50, 10))
    assert pace_of(MAIN, busy, scans(MAIN, [301])).is_quiet
    assert not pace_of(MAIN, busy, scans(MAIN, [299])).is_quiet


def test_nobody_is_quiet_where_nobody_comes():
    assert not pace_of(MAIN, scans(EAST, range(0, 40, 10))).is_quiet
    assert not pace_of(MAIN, scans(EAST, range(301, 900, 10))).is_quiet
