"""The agenda is pushed when an appointment changes, and when something begins or ends."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.agenda.reading import read_agenda
from netevent.appointments.reading import Proposals, read_proposals
from netevent.changes import AppointmentChanged, ConnectionEnded, RsvpChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.identity.guards import require_self
from netevent.live.screen import LiveRegion, Screen

# When a connection ends, so do its appointments.
CHANGES = (AppointmentChanged, ConnectionEnded)


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
    key="attendee_id",
    within="attendee",
    patient=True,
)
