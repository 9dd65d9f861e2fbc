"""What is allowed of an imported programme, and may be a mistake: told before it comes in.

Called by `importing.reading`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice

from netevent.breakouts.importing.comparison import Comparison
from netevent.breakouts.session import Session
from netevent.breakouts.timetable import TimetableSession
from netevent.core.i18n import gettext, ngettext
from netevent.core.i18n.writing import listed, number
from netevent.events.details import Event

CLASHES_TOLD = 20
NAMES_TOLD = 5


@dataclass(frozen=True, slots=True)
class Placed:
    """A session after the import; `comes`: by the import."""

    name: str
    start: datetime
    end: datetime
    room: str
    comes: bool


def warnings_of(event: Event, comparison: Comparison) -> list[str]:
    placed = list(_placed(comparison))
    clashes = list(islice(_clashes(placed), CLASHES_TOLD + 1))
    told = [_clash(*clash) for clash in clashes[:CLASHES_TOLD]]
    more = [gettext("There are more clashes of this kind.")] if len(clashes) > CLASHES_TOLD else []
    return [*_outside(event, placed), *told, *more]


def _placed(comparison: Comparison) -> Iterator[Placed]:
    changed = {one.session.id: one.new for one in comparison.changed}
    for session in comparison.standing:
        yield _place(changed.get(session.id, session), session.id in changed)
    for one in comparison.new:
        yield _place(one, comes=True)


def _place(one: Session | TimetableSession, comes: bool) -> Placed:
    return Placed(one.name, one.start, one.end, one.room, comes)


def _outside(event: Event, placed: list[Placed]) -> Iterator[str]:
    starts, ends = event.details.start, event.details.end
    names = [
        one.name for one in placed if one.comes if one.start < starts or (ends is not None and one.end > ends)
    ]
    if names:
        yield gettext("Outside the event's own times: %(names)s.") % {"names": listed(list(_first(names)))}


def _first(names: list[str]) -> Iterator[str]:
    """And how many more there are."""
    yield from names[:NAMES_TOLD]
    if (more := len(names) - NAMES_TOLD) > 0:
        yield ngettext("%(num)s more session", "%(num)s more sessions", more) % {"num": number(more)}


def _clashes(placed: list[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Each pair of which at least one comes by the import."""
    roomed = sorted((one for one in placed if one.room), key=lambda one: (one.room.casefold(), one.start))
    for _, same in groupby(roomed, key=lambda one: one.room.casefold()):
        going: list[Placed] = []
        for one in same:
            going = [other for other in going if other.end > one.start]
            yield from ((other, one) for other in going if other.comes or one.comes)
            going.append(one)


def _clash(one: Placed, other: Placed) -> str:
    told = {"room": one.room, "names": listed([one.name, other.name])}
    return gettext("At the same time in %(room)s: %(names)s.") % told
