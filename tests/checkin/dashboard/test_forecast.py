"""What comes after now: as the last minutes went, easing where they ease, and nothing where too few came."""

from __future__ import annotations

import pytest

from netevent.checkin.dashboard.forecast import SLOWEST_DECAY, coming, decay

NOW = 1_000


def arrivals(lately: int, before: int) -> dict[int, int]:
    """People in each of the last five minutes, and of the ten before."""
    return {NOW - back: lately if back < 5 else before for back in range(15)}


def test_a_steady_stream_goes_on_until_all_are_in():
    assert coming(arrivals(10, 10), NOW, 25) == {1: 10, 2: 10, 3: 5}


def test_a_rising_stream_goes_on_as_it_is():
    assert coming(arrivals(10, 2), NOW, 20) == {1: 10, 2: 10}


def test_an_easing_stream_eases_on_and_may_end_before_all_are_in():
    told = coming(arrivals(10, 20), NOW, 1_000)
    assert told[1] == 10
    assert told[10] < told[5] < told[1]
    assert 80 < sum(told.values()) < 200


def test_the_share_that_is_left_after_a_minute_fits_the_last_quarter_of_an_hour():
    assert decay(arrivals(10, 20), NOW) ** 7.5 == pytest.approx(0.5)
    assert decay(arrivals(1, 1_000), NOW) == SLOWEST_DECAY
    assert decay(arrivals(5, 0), NOW) == 1


def test_no_more_come_than_are_expected():
    assert sum(coming(arrivals(7, 9), NOW, 12).values()) == 12
    assert coming(arrivals(7, 9), NOW, 0) == {}


def test_too_few_scans_tell_nothing():
    assert coming({NOW: 4}, NOW, 100) == {}
    assert coming({NOW: 5}, NOW, 100) != {}


def test_half_a_person_a_minute_is_one_every_other_minute():
    told = coming({NOW: 7, NOW - 1: 1}, NOW, 100)
    assert sum(told[minute] for minute in range(1, 11)) == 16
