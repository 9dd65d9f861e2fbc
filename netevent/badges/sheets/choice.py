"""Whose badges are asked for: what an address or a form says of it. Travels with the job, too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from werkzeug.datastructures import MultiDict

from netevent.attendees.listing.filters import ListFilter
from netevent.attendees.listing.listing import MOST_TYPES, filter_in
from netevent.core.web.forms import number_in

MOST_PEOPLE = 500
# Numbers stand in an address side by side, so that a page of ticks fits into it.
BETWEEN = "."


class Whom(StrEnum):
    """`due`: new since the last print, or with another badge by now. `people`: by name, ticked in the list.
    `found`: all that the list shows.
    """

    everybody = "all"
    due = "new"
    types = "type"
    people = "people"
    found = "found"


@dataclass(frozen=True, slots=True)
class Choice:
    """Of whom `whom` says; `shown` is what the list showed, and says in whose order names stand.
    Who does not attend is left out, unless it is `with_absent` or somebody alone is asked for.
    """

    whom: Whom = Whom.everybody
    people: tuple[int, ...] = ()
    types: tuple[int, ...] = ()
    shown: ListFilter = field(default_factory=ListFilter)
    with_absent: bool = False

    @property
    def is_one(self) -> bool:
        return self.whom is Whom.people and len(self.people) == 1

    @property
    def asked(self) -> dict[str, object]:
        """How an address asks for it; what is as always is left out."""
        told: dict[str, object] = {"absent": "y" if self.with_absent else None}
        if self.whom is not Whom.everybody:
            told["whom"] = self.whom.value
        if self.people:
            told["people"] = BETWEEN.join(map(str, self.people))
        if self.whom is Whom.types:
            told["of"] = list(self.types)
        if self.whom is Whom.found:
            told |= self.shown.asked
        return told


def choice_in(asked: MultiDict[str, str]) -> Choice:
    """Nonsense in it is as if it were not there: where nothing is left of it, all are meant."""
    shown = filter_in(asked)
    people = _numbers(asked.get("people", "").split(BETWEEN)[:MOST_PEOPLE])
    types = _numbers(asked.getlist("of")[:MOST_TYPES])
    whom = _whom_in(asked.get("whom", Whom.people if people else ""))
    if (whom is Whom.types and not types) or (whom is Whom.people and not people):
        whom = Whom.everybody
    return Choice(whom, people, types, shown, asked.get("absent") == "y")


def _numbers(texts: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({number for number in map(number_in, texts) if number}))


def _whom_in(text: str) -> Whom:
    try:
        return Whom(text)
    except ValueError:
        return Whom.everybody
