"""Adding somebody at the desk: a page that works without JavaScript, and answers in place with it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from quart import Blueprint, request

from netevent.checkin.desks.answering import as_json
from netevent.checkin.desks.desk import door_desk
from netevent.checkin.desks.posted import posted_walk_in
from netevent.checkin.gates import GateNotYours, own_gates, require_gate
from netevent.checkin.scan import Answer
from netevent.checkin.walk_ins import queries, service
from netevent.checkin.walk_ins.forms import WalkInForm
from netevent.checkin.walk_ins.service import OnTheList
from netevent.core import clock
from netevent.core.errors import Refusal
from netevent.core.i18n import current_language
from netevent.core.site import read, transact
from netevent.core.web.forms import filled
from netevent.core.web.requests import csrf_token, fragment, page, wants_fragment, wants_json
from netevent.events.gates.queries import select_gates
from netevent.identity import guards
from netevent.identity.guards import viewer

routes = Blueprint("walk_ins", __name__)


@routes.route("/staff/<int:event_id>/walk-in", methods=["GET", "POST"])
@guards.walk_in
async def add(event_id: int) -> Any:
    asked = request.args.get("name", "")[:100]
    gates = own_gates(await read(select_gates, event_id))
    only = gates[0].id if len(gates) == 1 else ""
    form = await filled(WalkInForm, name=asked, scan_id=str(uuid4()), gate=only)
    if request.method == "GET":
        return await _shown(event_id, form)
    if not form.validate():
        return await _shown(event_id, form), 422
    try:
        scan = await posted_walk_in(event_id)
        require_gate(scan)
        answer = await transact(service.add, new=form.walk_in(current_language()), scan=scan)
    except (OnTheList, service.DeskFull, service.NoSuchType, GateNotYours) as refusal:
        return await _refused(event_id, form, refusal)
    return await _answered(event_id, answer)


async def _refused(event_id: int, form: WalkInForm, refusal: Refusal) -> Any:
    """What was typed stays. Who has the address already is offered, to be checked in."""
    if wants_json():
        raise refusal
    email = form.email.data or ""
    is_there = isinstance(refusal, OnTheList)
    found = await read(queries.select_with_email, event_id, email, current_language()) if is_there else []
    return await _shown(event_id, form, refusal.text, found=found), refusal.status


async def _shown(event_id: int, form: WalkInForm, problem: str = "", **more: Any) -> str:
    shown = await read(queries.select_page, event_id)
    context = {
        "desk": door_desk(shown.event, viewer().account),
        "shown": shown,
        "form": form,
        "problem": problem,
    }
    context |= {
        "found": [],
        "zone": shown.event.zone,
        "token": csrf_token(),
        "now_ms": clock.epoch_ms(),
    } | more
    if wants_fragment():
        return fragment("checkin/walk_ins/_form.html", **context)
    return page("checkin/walk_ins/add.html", **context)


async def _answered(event_id: int, answer: Answer) -> Any:
    """The desk's own full-screen answer, with the way to the badge and to the next person."""
    if wants_json():
        return as_json(answer)
    desk = door_desk((await read(queries.select_page, event_id)).event, viewer().account)
    shown = {"answer": answer, "zone": desk.zone, "address": desk.address, "is_page": True}
    shown |= {
        "takes_money_of": desk.takes_money_of,
        "prints": desk.prints,
        "badges_of": desk.badges_of,
    }
    if wants_fragment():
        return fragment("checkin/_answer.html", **shown), answer.outcome.status
    return page("checkin/answer.html", desk=desk, **shown), answer.outcome.status
