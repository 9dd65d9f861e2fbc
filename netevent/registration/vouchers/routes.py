"""The vouchers of the organizer: the list with the form that adds, a page for each, one that asks."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request
from werkzeug.wrappers import Response

from netevent.attendees.types.queries import select_types
from netevent.core import clock
from netevent.core.errors import existing
from netevent.core.site import read, transact
from netevent.core.web.forms import answered, asked, filled
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.events.queries import select_event
from netevent.identity import guards
from netevent.payments.settings.queries import select_settings
from netevent.registration.vouchers import service
from netevent.registration.vouchers.forms import VoucherForm, new_vouchers_form, voucher_form
from netevent.registration.vouchers.reading import read_vouchers

routes = Blueprint("vouchers", __name__)


@routes.route("/organizer/event/<int:event_id>/vouchers", methods=["GET", "POST"])
@guards.organizer
async def vouchers(event_id: int) -> Any:
    """The list, and the form that adds."""
    zone = existing(await read(select_event, event_id)).zone
    form = await filled(new_vouchers_form(zone, await read(select_types, event_id)))

    async def act() -> Response:
        await transact(service.add, event_id, form.details, form.number.data or 1)
        return _back(event_id)

    async def show(problem: str) -> str:
        words = asked("q")
        shown = await read(read_vouchers, event_id, words)
        given = {"shown": shown, "words": words, "form": form, "problem": problem, "now": clock.now()}
        return await office_page("registration/vouchers/list.html", event_id, **given)

    return await answered(form, act, show)


@routes.route("/organizer/event/<int:event_id>/vouchers/<int:voucher_id>", methods=["GET", "POST"])
@guards.event_editor
async def edit(event_id: int, voucher_id: int) -> Any:
    one = await read(service.find, event_id, voucher_id)
    kind = await _form_of(event_id)
    form = await filled(kind, **kind.defaults(one))

    async def act() -> Response:
        await transact(service.edit, event_id, voucher_id, form.details, form.held_before)
        return _back(event_id)

    async def show(problem: str) -> str:
        currency = (await read(select_settings, event_id)).currency
        given = {"voucher": one, "form": form, "problem": problem, "currency": currency}
        return await office_page("registration/vouchers/edit.html", event_id, **given)

    return await answered(form, act, show)


@routes.route("/organizer/event/<int:event_id>/vouchers/<int:voucher_id>/delete", methods=["GET", "POST"])
@guards.event_editor
async def delete(event_id: int, voucher_id: int) -> Any:
    """Asks; a POST is the answer."""
    if request.method != "POST":
        one = await read(service.find, event_id, voucher_id)
        return await office_page("registration/vouchers/delete.html", event_id, voucher=one)
    await transact(service.remove, event_id, voucher_id)
    return _back(event_id)


async def _form_of(event_id: int) -> type[VoucherForm]:
    zone = existing(await read(select_event, event_id)).zone
    return voucher_form(zone, await read(select_types, event_id))


def _back(event_id: int) -> Response:
    return go_to("vouchers.vouchers", event_id=event_id)
