"""What is posted with an answer to the question. Called by the routes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from netevent.appointments.overlaps.overlap import NOT_ASKED, Answer
from netevent.core.web.forms import number_in

# More sessions at one time than anybody has: the rest of what is posted is not read.
LONGEST = 1000


def answer_in(posted: Mapping[str, str]) -> Answer:
    """``named`` are the numbers that the question was about; ``keep=1`` keeps, ``give_up`` names some."""
    named, given_up = (_numbers(posted.get(name, "")) for name in ("named", "give_up"))
    return Answer(named, given_up & named) if given_up or posted.get("keep") == "1" else NOT_ASKED


def _numbers(text: str) -> frozenset[int]:
    found = (number_in(one) for one in re.split("[, ]+", text[:LONGEST]))
    return frozenset(one for one in found if one is not None)
