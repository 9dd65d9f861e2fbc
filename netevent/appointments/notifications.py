"""The notifications of the tab Agenda: a proposal, what became of one, an appointment that is near."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from netevent.appointments import queries
from netevent.appointments.appointment import LastTransition
from netevent.appointments.predicates import is_ended_since, is_to_come, is_waiting
from netevent.appointments.reading import read_last_transitions
from netevent.core.database import Transaction
from netevent.core.i18n import ngettext
from netevent.core.i18n.writing import number
from netevent.notifications.kinds import DigestPart, NotificationKind, Tab, Told
from netevent.profiles.cards.card import Relationship

TOAST = "appointments/_toast.html"
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


def _counted(count: int) -> str:
    return ngettext("%(num)s proposal", "%(num)s proposals", count) % {"num": number(count)}


AGENDA = Tab("agenda", "agenda.show", queries.waiting_proposals, _counted)
PROPOSAL = NotificationKind(
    "proposal", AGENDA, read_proposals, TOAST, DigestPart("emails/digest/_proposals", tell_proposal)
)
OUTCOME = NotificationKind("appointment", AGENDA, read_outcomes, TOAST)
REMINDER = NotificationKind("reminder", AGENDA, read_outcomes, TOAST, counts_down=True)
KINDS = (PROPOSAL, OUTCOME, REMINDER)
