"""The question as a program gets it. Called by the routes, which show it as a page to people."""

from __future__ import annotations

from collections.abc import Sequence

from quart import Response, jsonify

from netevent.appointments.overlaps.overlap import Overlap
from netevent.appointments.refusals import Overlaps


def as_json(overlapping: Sequence[Overlap]) -> tuple[Response, int]:
    """`named` is what the next request says that it knows of."""
    about = {
        "code": Overlaps.code,
        "message": Overlaps().text,
        "overlaps": [one.name for one in overlapping],
        "named": [one.id for one in overlapping],
    }
    return jsonify(error=about), Overlaps.status
