"""The page of the till: what somebody has to pay, and a button that takes it and lets them in."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from quart import Blueprint, request

from netevent.checkin import service as checkin
from netevent.checkin.desks.answering import as_html
from netevent.checkin.desks.desk import Desk, door_desk
from netevent.checkin.desks.queries import select_event
from netevent.checkin.gates import own_gates, require_gate
from netevent.checkin.scan import Scan, Scanner
from netevent.core import clock
from netevent.core.errors import Malformed, existing
from netevent.core.site import read, transact
from netevent.core.web.forms import answered, filled, number_in
from netevent.core.web.requests import page
from netevent.events.gates.queries import select_gates
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.payments.payment import TakenAs
from netevent.till import service
from netevent.till.forms import TillForm

routes = Blueprint("till", __name__)


@routes.route("/staff/<int:event_id>/till/<int:attendee_id>", methods=["GET", "POST"])
@guards.till
async def take(event_id: int, attendee_id: int) -> Any:
    """Paid, and in: the answer is the desk's own."""
    form = await filled(TillForm)

    async def act() -> Any:
        taken_as = _taken_as((await request.form).get("taken_as", ""))
        scan = await _scan(event_id, attendee_id)
        # Before the money: who does not work at this gate takes none there.
        require_gate(scan)
        await transact(service.take, event_id, attendee_id, scan.by.name, taken_as, form.money)
        return as_html(await transact(checkin.check_in, scan=scan), await _desk(event_id))

    async def show(problem: str) -> str:
        desk = await _desk(event_id)
        if problem:
            return page("till/over.html", desk=desk, problem=problem)
        due = await read(service.due, event_id, attendee_id)
        gates = own_gates(await read(select_gates, event_id))
        only = gates[0].id if len(gates) == 1 else ""
        return page("till/take.html", desk=desk, due=due, form=form, gate=only)

    return await answered(form, act, show)


async def _scan(event_id: int, attendee_id: int) -> Scan:
    """Of who is let in once it is paid."""
    account = viewer().account
    return Scan(
        scan_id=str(uuid4()),
        event_id=event_id,
        by=Scanner(account.kind, account.id, account.name),
        scanned_at=clock.now(),
        attendee_id=attendee_id,
        gate_id=number_in((await request.form).get("gate", "")),
    )


async def _desk(event_id: int) -> Desk:
    return door_desk(existing(await read(select_event, event_id)), viewer().account)


def _taken_as(name: str) -> TakenAs:
    try:
        return TakenAs(name)
    except ValueError:
        raise Malformed from None
