"""The agenda is pushed when an appointment changes, and when something begins or ends."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.agenda.reading import read_agenda
from netevent.appointments.reading import Proposals, read_proposals
from netevent.breakouts.rsvps.queries import select_concerned_ids_of_event
from netevent.changes import AppointmentChanged, ConnectionEnded, RsvpChanged, SessionsChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.identity.guards import require_self
from netevent.live.screen import LiveRegion, Screen, Spread

# When a connection ends, so do its appointments.
CHANGES = (AppointmentChanged, ConnectionEnded)
# A session that is moved or goes moves in the agendas of those who have something in it.
SESSIONS = Spread(SessionsChanged, lambda change: int(change.event_id), select_concerned_ids_of_event)


@dataclass(frozen=True, slots=True)
class ProposalsShown:
    proposals: Proposals


def read_waiting(tx: Transaction, attendee_id: int) -> ProposalsShown:
    return ProposalsShown(read_proposals(tx, attendee_id, clock.now()))


AGENDA = Screen(
    "agenda",
    require_self,
    (
        LiveRegion("appointment-proposals", "appointments/_proposals.html", read_waiting, CHANGES),
        LiveRegion("agenda", "agenda/_agenda.html", read_agenda, (*CHANGES, RsvpChanged)),
    ),
    spreads=(SESSIONS,),
    key="attendee_id",
    within="attendee",
    patient=True,
)
