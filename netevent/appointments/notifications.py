"""The notifications of the tab Agenda: a proposal, what became of one, an appointment that is near."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from netevent.appointments import queries
from netevent.appointments.appointment import Appointment, LastTransition, Transition
from netevent.appointments.predicates import is_ended_since, is_to_come, is_waiting
from netevent.appointments.reading import read_last_transitions
from netevent.core.database import Transaction
from netevent.core.i18n import N_, filled, gettext, ngettext
from netevent.core.i18n.writing import number, short_day, short_time
from netevent.core.web.paths import path
from netevent.notifications.kinds import DigestPart, NotificationKind, PushPart, PushText, Tab, Told
from netevent.profiles.cards.card import Relationship

TOAST = "appointments/_toast.html"
# What a push says of each transition, with names and without.
NAMED = {
    Transition.asked: N_("%(name)s proposes an appointment"),
    Transition.moved: N_("%(name)s proposes another time"),
    Transition.agreed: N_("%(name)s accepted"),
    Transition.declined: N_("%(name)s declined"),
    Transition.unanswered: N_("%(name)s did not answer in time"),
    Transition.elsewhere: N_("%(name)s accepted another appointment at %(time)s"),
    Transition.cancelled: N_("%(name)s cancelled"),
    Transition.ended: N_("Your appointment with %(name)s is cancelled"),
}
DISCREET = {
    Transition.asked: N_("Somebody proposes an appointment"),
    Transition.moved: N_("Somebody proposes another time"),
    Transition.agreed: N_("Your appointment is agreed"),
    Transition.declined: N_("Your proposal was declined"),
    Transition.unanswered: N_("Your proposal was not answered in time"),
    Transition.elsewhere: N_("Your proposal was declined"),
    Transition.cancelled: N_("Your appointment is cancelled"),
    Transition.ended: N_("Your appointment is cancelled"),
    Transition.near: N_("Your appointment begins soon"),
}
OUTCOMES_LAST = timedelta(hours=24)


def read_proposals(
    tx: Transaction, attendee_id: int, appointment_ids: Sequence[int], now: datetime
) -> dict[int, LastTransition]:
    """Those that can still be answered."""
    found = read_last_transitions(tx, attendee_id, appointment_ids, is_waiting(now), now)
    connected = Relationship.connected
    return {number: one for number, one in found.items() if one.meeting.other.relationship is connected}


def read_outcomes(
    tx: Transaction, attendee_id: int, appointment_ids: Sequence[int], now: datetime
) -> dict[int, LastTransition]:
    """What is to come, and what ended lately."""
    which = is_to_come(now) | is_ended_since(now - OUTCOMES_LAST)
    return read_last_transitions(tx, attendee_id, appointment_ids, which, now)


def tell_proposal(content: object) -> Told:
    assert isinstance(content, LastTransition)
    proposed, other = content.meeting.appointment, content.meeting.other
    return Told(
        other.name,
        message=proposed.notes,
        start=proposed.start,
        minutes=proposed.minutes,
        place=proposed.place,
    )


def push_transition(content: object, names: bool) -> PushText:
    assert isinstance(content, LastTransition)
    transition, meeting = content.transition, content.meeting
    texts = NAMED if names else DISCREET
    told = {
        "name": meeting.other.name or gettext("Someone"),
        "time": short_time(meeting.appointment.start, meeting.appointment.zone),
        "num": content.minutes_left,
    }
    if transition is Transition.near and names:
        near = ngettext("In one minute: %(name)s", "In %(num)s minutes: %(name)s", content.minutes_left)
        return PushText(near % told, _when(meeting.appointment, names))
    return PushText(filled(texts[transition], told), _when(meeting.appointment, names))


def appointment_page(content: object) -> str:
    assert isinstance(content, LastTransition)
    return path("appointments.show", appointment_id=content.meeting.appointment.id)


def start_of(content: object) -> datetime:
    assert isinstance(content, LastTransition)
    return content.meeting.appointment.start


def _when(appointment: Appointment, names: bool) -> str:
    start, zone = appointment.start, appointment.zone
    day = f"{short_day(start, zone)}, {short_time(start, zone)}"
    return f"{day} · {appointment.place}" if names and appointment.place else day


def _counted(count: int) -> str:
    return ngettext("%(num)s proposal", "%(num)s proposals", count) % {"num": number(count)}


AGENDA = Tab("agenda", "agenda.show", queries.waiting_proposals, _counted)
PROPOSAL = NotificationKind(
    "proposal",
    AGENDA,
    read_proposals,
    TOAST,
    DigestPart("emails/digest/_proposals", tell_proposal),
    push=PushPart(
        N_("Somebody proposes an appointment"),
        push_transition,
        appointment_page,
        is_urgent=True,
        until=start_of,
    ),
)
OUTCOME = NotificationKind(
    "appointment",
    AGENDA,
    read_outcomes,
    TOAST,
    push=PushPart(
        N_("An appointment is agreed, declined or cancelled"),
        push_transition,
        appointment_page,
        until=start_of,
    ),
)
REMINDER = NotificationKind(
    "reminder",
    AGENDA,
    read_outcomes,
    TOAST,
    counts_down=True,
    push=PushPart(
        N_("An appointment begins in 10 minutes"),
        push_transition,
        appointment_page,
        is_urgent=True,
        until=start_of,
    ),
)
KINDS = (PROPOSAL, OUTCOME, REMINDER)
