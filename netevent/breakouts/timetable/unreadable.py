"""A timetable that as a whole cannot be used, and the sentence that says what to do.

Raised by the readings.
"""

from __future__ import annotations

from enum import StrEnum

from netevent.attendees.importing.attendee_file.problems import SENTENCES as OF_LISTS
from netevent.attendees.importing.attendee_file.problems import AttendeeFileUnreadable
from netevent.attendees.importing.attendee_file.problems import UnreadableReason as ListReason
from netevent.breakouts.timetable.faults import quoted
from netevent.core.errors import Malformed
from netevent.core.i18n import N_

MOST_MEGABYTES = 10
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
MOST_SESSIONS = 5_000


class Reason(StrEnum):
    EMPTY = "empty"
    NOT_A_TIMETABLE = "not_a_timetable"
    COLUMNS_MISSING = "columns_missing"
    NO_SESSIONS = "no_sessions"
    BROKEN_XML = "broken_xml"
    DOCTYPE = "doctype"
    TOO_LARGE = "too_large"
    TOO_MUCH = "too_much"
    TOO_MANY_SESSIONS = "too_many_sessions"
    SPREADSHEET = "spreadsheet"


SENTENCES = {
    Reason.EMPTY: N_("The file is empty. Export the timetable again."),
    Reason.NOT_A_TIMETABLE: N_(
        "This is not a timetable. Choose a schedule.xml from pretalx or frab, an .xlsx or a .csv file."
    ),
    Reason.COLUMNS_MISSING: N_(
        "The first row must hold headers, with columns for the name, the start, and the end or the duration. "
        "It contains: %(value)s"
    ),
    Reason.NO_SESSIONS: N_("There are no sessions in this timetable. Export it again."),
    Reason.BROKEN_XML: N_("The schedule.xml is damaged: line %(row)d cannot be read. Export it again."),
    Reason.DOCTYPE: N_(
        "The schedule.xml declares a DOCTYPE or entities, which are not accepted. Export it without them."
    ),
    Reason.TOO_LARGE: OF_LISTS[ListReason.TOO_LARGE],
    Reason.TOO_MUCH: N_("The file holds far more than a timetable needs. Copy the sessions into a new file."),
    Reason.TOO_MANY_SESSIONS: N_("The timetable has more than %(limit)d sessions. Split it."),
}

# What the reading of tables says in words of its own that do not fit a timetable.
OF_TABLES = {
    ListReason.EMPTY: Reason.EMPTY,
    ListReason.NOT_A_SPREADSHEET: Reason.NOT_A_TIMETABLE,
    ListReason.WEB_PAGE: Reason.NOT_A_TIMETABLE,
    ListReason.UNPACKS_TOO_LARGE: Reason.TOO_MUCH,
    ListReason.CELL_TOO_LONG: Reason.TOO_MUCH,
}


class UnreadableTimetable(Malformed):
    """The file cannot be used. `reason` is for programs, `text` for people."""

    code = "unreadable_timetable"

    def __init__(
        self, reason: Reason, *, value: str = "", row: int = 0, limit: int = 0, sentence: str = ""
    ) -> None:
        self.reason = reason
        super().__init__(sentence or SENTENCES[reason], value=quoted(value), row=row, limit=limit)

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions are rebuilt from their message otherwise, and this one may cross processes.
        return rebuilt, (self.reason, self.message, self.values)


def rebuilt(reason: Reason, message: str, values: dict[str, object]) -> UnreadableTimetable:
    again = UnreadableTimetable(reason, sentence=message)
    again.values = values
    return again


def of_table(unreadable: AttendeeFileUnreadable) -> UnreadableTimetable:
    """What the reading of spreadsheets refuses, said of a timetable."""
    reason = OF_TABLES.get(unreadable.reason, Reason.SPREADSHEET)
    return UnreadableTimetable(
        reason,
        value=unreadable.value,
        row=unreadable.number,
        limit=unreadable.limit,
        sentence="" if reason in SENTENCES else OF_LISTS[unreadable.reason],
    )
