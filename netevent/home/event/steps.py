"""What is to be done before an event's day. A further step is one more `Step` in `STEPS`.

Each asks the feature that owns the matter, so that it ticks itself; `reading` puts them together. What a step
says is made when it is read: the same finding is rendered in each language.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from netevent.announcements.office.queries import count_invited
from netevent.attendees.queries import select_totals
from netevent.attendees.types.queries import select_types
from netevent.breakouts.queries import count_sessions
from netevent.checkin.queries import select_has_let_in
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.i18n import N_, gettext, ngettext
from netevent.core.i18n.writing import listed, number
from netevent.events.details import Event
from netevent.home.event.faces import Face, face_of
from netevent.meeting_points.queries import count_points
from netevent.payments.settings import queries as payment_settings
from netevent.staff.codes.queries import count_logged_in
from netevent.staff.queries import State as StaffState
from netevent.staff.queries import count_states

SHOWN_GATES = 4


@dataclass(frozen=True, slots=True)
class Found:
    """How the event stands: `number` is the step's count, `others` what else its sentence tells."""

    is_done: bool
    number: int = 0
    others: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """The way to do it: a page with this event's number in its address, and the place in it."""

    label: str
    endpoint: str
    icon: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """`said` tells in the reader's language how it stands; an optional step is never missed."""

    name: str
    icon: str
    title: str
    look: Callable[[Transaction, Event], Found]
    said: Callable[[Found], str]
    button: Button
    more: tuple[Button, ...] = field(default=())
    is_optional: bool = False


def _people(tx: Transaction, event: Event) -> Found:
    totals = select_totals(tx, event.id)
    coming = totals.all - totals.not_attending
    return Found(coming > 0, coming, totals.not_attending)


def _say_people(found: Found) -> str:
    if not found.number:
        return gettext("Nobody yet. Import a list, add somebody, or share the registration link.")
    said = _counted(
        ngettext("%(number)s attendee is expected.", "%(number)s attendees are expected.", found.number),
        found.number,
    )
    if not found.others:
        return said
    out = ngettext("%(number)s is not attending.", "%(number)s are not attending.", found.others)
    return f"{said} {_counted(out, found.others)}"


def _types(tx: Transaction, event: Event) -> Found:
    types = len(select_types(tx, event.id))
    return Found(types > 0, types)


def _say_types(found: Found) -> str:
    if not found.number:
        return gettext("None. With types, lists and counts tell guests, speakers and others apart.")
    return _counted(ngettext("%(number)s type", "%(number)s types", found.number), found.number)


def _payment(tx: Transaction, event: Event) -> Found:
    priced = len(payment_settings.select_prices(tx, event.id))
    ways = len(payment_settings.select_settings(tx, event.id).methods)
    return Found(not priced or ways > 0, priced, ways)


def _say_payment(found: Found) -> str:
    if not found.number:
        return gettext("Nothing to set: no type has a price.")
    if not found.is_done:
        return gettext("Types have prices, but nobody can pay: choose a way to pay.")
    return _counted(ngettext("%(number)s way to pay", "%(number)s ways to pay", found.others), found.others)


def _staff(tx: Transaction, event: Event) -> Found:
    states = count_states(tx, event.id, clock.now())
    accepted = states[StaffState.accepted] + count_logged_in(tx, event.id)
    return Found(accepted > 0, sum(states.values()), accepted)


def _say_staff(found: Found) -> str:
    if not found.number:
        return gettext("Nobody yet. Invite those who scan badges: each gets a link by mail.")
    said = gettext("%(number)s invited, %(accepted)s accepted.")
    return _counted(said, found.number, accepted=number(found.others))


def _gates(tx: Transaction, event: Event) -> Found:
    names = event.details.gates
    return Found(is_done=True, number=len(names), names=names)


def _say_gates(found: Found) -> str:
    if found.number <= 1:
        only = next(iter(found.names), "")
        return gettext("One entrance: %(name)s") % {"name": only} if only else gettext("One entrance")
    if found.number <= SHOWN_GATES:
        return listed(found.names)
    more = {"names": ", ".join(found.names[:SHOWN_GATES]), "number": number(found.number - SHOWN_GATES)}
    return gettext("%(names)s and %(number)s more") % more


def _sessions(tx: Transaction, event: Event) -> Found:
    sessions = count_sessions(tx, event.id)
    return Found(sessions > 0, sessions)


def _say_sessions(found: Found) -> str:
    if not found.number:
        return gettext("None. Add talks and workshops, or import a timetable.")
    return _counted(ngettext("%(number)s session", "%(number)s sessions", found.number), found.number)


def _points(tx: Transaction, event: Event) -> Found:
    points = count_points(tx, event.id)
    return Found(points > 0, points)


def _say_points(found: Found) -> str:
    if not found.number:
        return gettext("None. Attendees then write themselves where they meet.")
    return _counted(
        ngettext("%(number)s meeting point", "%(number)s meeting points", found.number), found.number
    )


def _test_scan(tx: Transaction, event: Event) -> Found:
    is_before = face_of(event, clock.now()) is Face.checklist
    return Found(select_has_let_in(tx, event.id), select_totals(tx, event.id).inside if is_before else 0)


def _say_test_scan(found: Found) -> str:
    if not found.is_done:
        return gettext(
            "Check one person in at the desk, by badge or by name, on the phone that you will use. "
            "You can undo it there."
        )
    if not found.number:
        return gettext("A badge was let in.")
    said = ngettext(
        "%(number)s person is in. Was it a test? Undo it at the desk before the day.",
        "%(number)s people are in. Was it a test? Undo it at the desk before the day.",
        found.number,
    )
    return _counted(said, found.number)


def _invitations(tx: Transaction, event: Event) -> Found:
    invited = count_invited(tx, event.id)
    return Found(invited > 0, invited)


def _say_invitations(found: Found) -> str:
    if not found.number:
        return gettext("Nobody yet. One email brings everybody to their badge and the programme.")
    return _counted(
        ngettext("%(number)s person is invited.", "%(number)s people are invited.", found.number),
        found.number,
    )


def _counted(said: str, count: int, **others: str) -> str:
    return said % {"number": number(count), **others}


STEPS = (
    Step(
        "people",
        "users",
        N_("Attendees"),
        _people,
        _say_people,
        Button(N_("Import a list"), "attendees.upload", "upload"),
        (Button(N_("Add an attendee"), "office_attendees.add", "user-plus"),),
    ),
    Step(
        "staff",
        "shield-check",
        N_("Staff"),
        _staff,
        _say_staff,
        Button(N_("Invite staff"), "staff.members", "send"),
    ),
    Step(
        "gates",
        "door-open",
        N_("Gates"),
        _gates,
        _say_gates,
        Button(N_("Edit the gates"), "events.edit", "settings", at="gates"),
    ),
    Step(
        "test-scan",
        "scan-line",
        N_("Test scan"),
        _test_scan,
        _say_test_scan,
        Button(N_("Open the desk"), "checkin.desk", "scan-line"),
    ),
    Step(
        "types",
        "tag",
        N_("Attendee types"),
        _types,
        _say_types,
        Button(N_("Edit types"), "attendee_types.types", "tag"),
        is_optional=True,
    ),
    Step(
        "payment",
        "banknote",
        N_("Payment"),
        _payment,
        _say_payment,
        Button(N_("Choose ways to pay"), "payment_settings.edit", "banknote"),
    ),
    Step(
        "sessions",
        "presentation",
        N_("Sessions"),
        _sessions,
        _say_sessions,
        Button(N_("Plan sessions"), "breakouts.sessions", "presentation"),
        is_optional=True,
    ),
    Step(
        "points",
        "map-pin",
        N_("Meeting points"),
        _points,
        _say_points,
        Button(N_("Name places"), "meeting_points.points", "map-pin"),
        is_optional=True,
    ),
    Step(
        "invitations",
        "mail",
        N_("Invite your attendees"),
        _invitations,
        _say_invitations,
        Button(N_("Announcements"), "announcements.listed", "mail"),
        is_optional=True,
    ),
)
