"""At which gates the viewer works: what the desk offers, and what a scan may name. Called by routes.

A scan that waited on a phone counts where it was made: before the organizer changed the member's gates, any
gate may have been theirs (`identity.accounts.Post`).
"""

from __future__ import annotations

from typing import Protocol, TypeVar

from netevent.checkin.scan import Scan
from netevent.checkin.service import believed
from netevent.core import clock
from netevent.core.errors import Conflict
from netevent.core.i18n import N_
from netevent.identity.guards import viewer


class HasId(Protocol):
    @property
    def id(self) -> int: ...


Gate = TypeVar("Gate", bound=HasId)


class GateNotYours(Conflict):
    code = "gate_not_yours"
    message = N_("You do not work at this gate. Choose one of yours, and scan again.")


def own_gates(gates: list[Gate]) -> list[Gate]:
    """Those of the event's gates that the desk offers."""
    theirs = viewer().account.post.gates
    return [gate for gate in gates if not theirs or gate.id in theirs]


def require_gate(scan: Scan) -> None:
    """Raise GateNotYours for a scan at somebody else's gate."""
    if not viewer().account.post.may_work_at(scan.gate_id, believed(scan.scanned_at, clock.now())):
        raise GateNotYours
