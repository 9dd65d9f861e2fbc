"""What can be wrong with one session of a timetable, and the sentence that tells an organizer so.

Made by the readings of this package; shown by whoever shows a preview or a report of an import.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from netevent.core.i18n import N_, filled

# What a message quotes of a cell; a cell may be as long as the file.
QUOTED = 100


class FaultReason(StrEnum):
    NAME_MISSING = "name_missing"
    START_MISSING = "start_missing"
    END_MISSING = "end_missing"
    NOT_A_TIME = "not_a_time"
    NOT_A_DURATION = "not_a_duration"
    SKIPPED_TIME = "skipped_time"
    ENDS_TOO_EARLY = "ends_too_early"
    LASTS_TOO_LONG = "lasts_too_long"
    CODE_TWICE = "code_twice"
    CODE_TOO_LONG = "code_too_long"
    TOO_MANY_CELLS = "too_many_cells"
    HIDDEN = "hidden"
    # From here on the session is taken.
    CUT = "cut"
    TOO_MANY_PRESENTERS = "too_many_presenters"
    NOT_SEATS = "not_seats"
    TIME_COMES_TWICE = "time_comes_twice"
    ROOM_TAKEN = "room_taken"
    UNREADABLE_LETTER = "unreadable_letter"


REMARKS = frozenset(
    {
        FaultReason.CUT,
        FaultReason.TOO_MANY_PRESENTERS,
        FaultReason.NOT_SEATS,
        FaultReason.TIME_COMES_TWICE,
        FaultReason.ROOM_TAKEN,
        FaultReason.UNREADABLE_LETTER,
    }
)

SENTENCES = {
    FaultReason.NAME_MISSING: N_("The session has no name."),
    FaultReason.START_MISSING: N_("The start is missing."),
    FaultReason.END_MISSING: N_("The end is missing. Add an end or a duration."),
    FaultReason.NOT_A_TIME: N_("“%(value)s” is not a date and time. Write it like 2026-11-27 09:30."),
    FaultReason.NOT_A_DURATION: N_("“%(value)s” is not a duration. Write hours and minutes, like 0:45."),
    FaultReason.SKIPPED_TIME: N_("“%(value)s” does not exist: the clocks go forward then. Correct the time."),
    FaultReason.ENDS_TOO_EARLY: N_("“%(value)s” is not after the start. Correct the start or the end."),
    FaultReason.LASTS_TOO_LONG: N_(
        "The session lasts more than %(limit)d days. Check the start and the end."
    ),
    FaultReason.CODE_TWICE: N_("An earlier session has the code “%(value)s”. Give each session its own."),
    FaultReason.CODE_TOO_LONG: N_("The code is longer than %(limit)d characters."),
    FaultReason.TOO_MANY_CELLS: N_(
        "The row has more cells than there are headers: “%(value)s” is left over. "
        "A text with a comma or semicolon in it needs quotation marks around it."
    ),
    FaultReason.HIDDEN: N_("The sheet hides this row, by a filter or by hand."),
    FaultReason.CUT: N_("Only the first %(limit)d characters are kept of “%(value)s”."),
    FaultReason.TOO_MANY_PRESENTERS: N_("Only the first %(limit)d presenters are kept."),
    FaultReason.NOT_SEATS: N_("“%(value)s” is not a number of seats, so it is not used."),
    FaultReason.TIME_COMES_TWICE: N_(
        "“%(value)s” comes twice: the clocks go back then. The first of the two is used."
    ),
    FaultReason.ROOM_TAKEN: N_("“%(value)s” is in the same room at the same time."),
    FaultReason.UNREADABLE_LETTER: N_("A character could not be read: “%(value)s”. Correct it by hand."),
}


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with one session. `value` is the text at fault.

    `row` is the row as the spreadsheet program counts it; in a schedule.xml the first event is 1, the next 2.
    """

    row: int
    reason: FaultReason
    value: str = ""
    limit: int = 0

    @property
    def costs_session(self) -> bool:
        """Whether the session stays out; otherwise it is taken, and this is only to be known."""
        return self.reason not in REMARKS

    @property
    def text(self) -> str:
        """The sentence in the reader's language, without the row's number."""
        return filled(SENTENCES[self.reason], {"value": self.value, "limit": self.limit})


class RowUnreadable(Exception):
    """Raised within a reading: this session stays out."""

    def __init__(self, reason: FaultReason, value: str = "", limit: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.value, self.limit = reason, value, limit

    def at(self, row: int) -> RowFault:
        return RowFault(row, self.reason, quoted(self.value), self.limit)


def quoted(text: str) -> str:
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"
