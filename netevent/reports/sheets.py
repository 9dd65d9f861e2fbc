"""The sheets of an event's files, and its rows as they stand in them, in the language of who asks.

The headings of the attendees are those that the import of a list knows. Called by `export`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from netevent.attendees.questions.question import Given, Question
from netevent.breakouts.session import Session
from netevent.core import clock
from netevent.core.i18n import N_, gettext, pgettext
from netevent.documents.tables.rows import Sheet, Value
from netevent.reports.queries import ListedAttendee, ListedRsvp, ListedScan

Row = tuple[Value, ...]

# With the widths of their columns.
ATTENDEES = {
    N_("First name"): 18,
    N_("Last name"): 22,
    N_("Email"): 34,
    N_("Organisation"): 28,
    N_("Role"): 26,
    N_("Phone"): 18,
    N_("LinkedIn"): 36,
    N_("Type"): 16,
    N_("Code"): 14,
    N_("Coming"): 22,
    N_("Payment"): 16,
    N_("In since"): 20,
    N_("Gate"): 18,
    N_("Let in by"): 22,
    N_("Registered at"): 20,
}
ANSWER_WIDTH = 24
RSVPS = {
    N_("Session"): 36,
    N_("Begins"): 20,
    N_("Ends"): 20,
    N_("Room"): 20,
    N_("Name"): 28,
    N_("Code"): 14,
    N_("Status"): 24,
    N_("Place in line"): 14,
    N_("In the room since"): 20,
}
SCANS = {
    N_("Time"): 20,
    N_("Session"): 36,
    N_("Gate or room"): 22,
    N_("Result"): 24,
    N_("Name"): 28,
    N_("Code"): 16,
    N_("Scanned by"): 22,
}


def attendees_sheet(questions: Sequence[Question]) -> Sheet:
    """With a column for each of the questions."""
    columns = dict(_headings(ATTENDEES))
    for question in questions:
        columns[_free(question.label, columns)] = ANSWER_WIDTH
    return Sheet(gettext("Attendees"), columns)


def rsvps_sheet() -> Sheet:
    return Sheet(gettext("Sessions"), _headings(RSVPS))


def scans_sheet() -> Sheet:
    return Sheet(gettext("Scans"), _headings(SCANS))


def attendee_row(one: ListedAttendee, questions: Sequence[Question], zone: str) -> Row:
    return (
        one.first_name,
        one.last_name,
        one.email,
        one.organisation,
        one.role,
        one.phone,
        one.linkedin,
        one.type_name,
        one.code,
        _coming(one),
        _payment(one.payment),
        _wall(one.entered_at, zone),
        one.gate,
        one.entered_by,
        _wall(one.registered_at, zone),
        *(_answer(one.answers.get(question.id)) for question in questions),
    )


def session_row(session: Session, zone: str) -> Row:
    """Of a session in which nobody has a seat or waits."""
    when = (_wall(session.start, zone), _wall(session.end, zone))
    return (session.name, *when, session.room, "", "", "", None, None)


def rsvp_row(session: Session, one: ListedRsvp, place: int | None, zone: str) -> Row:
    """`place` is that in the line; None for who has a seat."""
    status = pgettext("one person", "registered") if place is None else gettext("on the waiting list")
    about = session_row(session, zone)[:4]
    return (*about, one.name, one.code, status, place, _wall(one.entered_at, zone))


def scan_row(one: ListedScan, session: Session | None, zone: str) -> Row:
    """`session` is that at whose room it was; None for the event's door."""
    place = (session.name, session.room) if session else ("", one.gate)
    return (_wall(one.at, zone), *place, _outcome(one.outcome), one.name, one.code, one.by)


def _headings(columns: Mapping[str, int]) -> Mapping[str, int]:
    return {gettext(heading): width for heading, width in columns.items()}


def _free(heading: str, taken: Mapping[str, int]) -> str:
    """A question may be called what a column is called already."""
    number = 2
    free = heading
    while free in taken:
        free, number = f"{heading} ({number})", number + 1
    return free


def _answer(given: Given | None) -> str:
    if given is None:
        return ""
    if given.kind.is_yes_or_no:
        return gettext("yes") if given.is_yes else gettext("no")
    return ", ".join(given.texts)


def _wall(moment: datetime | None, zone: str) -> datetime | None:
    """As the clock on the wall of the event shows it: spreadsheets know no zones."""
    return clock.local(moment, zone).replace(tzinfo=None, microsecond=0) if moment else None


def _coming(one: ListedAttendee) -> str:
    if not one.is_attending:
        return pgettext("one person", "not attending")
    return gettext("address not confirmed") if one.is_unconfirmed else gettext("yes")


def _payment(state: str) -> str:
    if state == "pending":
        return pgettext("one person", "unpaid")
    return pgettext("payment", "paid") if state == "paid" else ""


def _outcome(outcome: str) -> str:
    words = {
        "checked_in": pgettext("one person", "checked in"),
        "already_checked_in": pgettext("one person", "already checked in"),
        "not_attending": pgettext("one person", "not attending"),
        "unpaid": pgettext("one person", "not paid"),
        "full": gettext("no seat is free"),
        "wrong_event": gettext("another event"),
        "unknown_code": gettext("unknown code"),
        "undone": pgettext("one person", "undone"),
    }
    return words.get(outcome) or pgettext("one person", "was not in")
