"""How the arrivals go on: what `dashboard` draws after now.

It goes on at the rate of the last five minutes. Where that is lower than the rate of the ten minutes before,
the stream is easing, and each minute to come has as much less as each of the last ones had: a flat rate
would promise a full hall far too early. A rising rate is not drawn on: it ends by itself.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

RATE_MINUTES = 5
BEFORE_MINUTES = 10
# Minutes between the middles of the two.
APART = (RATE_MINUTES + BEFORE_MINUTES) / 2
# No stream is over within a few minutes: less than this is chance.
SLOWEST_DECAY = 0.85
FEWEST_A_MINUTE = 1.0
LONGEST = 24 * 60


def rate(by_minute: Mapping[int, int], this_minute: int) -> float:
    """People a minute over the last minutes."""
    return sum(by_minute.get(this_minute - back, 0) for back in range(RATE_MINUTES)) / RATE_MINUTES


def decay(by_minute: Mapping[int, int], this_minute: int) -> float:
    """What is left of the rate after a minute: 1 where it does not fall."""
    now = rate(by_minute, this_minute)
    past = range(RATE_MINUTES, RATE_MINUTES + BEFORE_MINUTES)
    before = sum(by_minute.get(this_minute - back, 0) for back in past) / BEFORE_MINUTES
    if before <= now:
        return 1.0
    return max(SLOWEST_DECAY, math.pow(now / before, 1 / APART))


def coming(by_minute: Mapping[int, int], this_minute: int, still: int) -> dict[int, int]:
    """Who comes in each of the next minutes, counted from 1; empty where too few came to tell."""
    each, left = rate(by_minute, this_minute), decay(by_minute, this_minute)
    if each < FEWEST_A_MINUTE:
        return {}
    told: dict[int, int] = {}
    owed, minute = 0.0, 1
    while still > 0 and minute <= LONGEST and (left == 1 or each >= 0.05):
        owed += each
        told[minute] = min(round(owed), still)
        still, owed = still - told[minute], owed - told[minute]
        each, minute = each * left, minute + 1
    return told
