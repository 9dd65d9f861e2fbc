"""The organizer's orders: looked for, decided on alone or several at once, and each on its own page."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request, session
from werkzeug.wrappers import Response

from netevent.core.errors import Malformed, Refusal
from netevent.core.i18n import gettext, ngettext
from netevent.core.site import read, transact
from netevent.core.web.forms import asked, asked_number, number_in
from netevent.core.web.requests import fragment, go_to, wants_fragment
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.registration.orders.line.service import give_seat
from netevent.registration.orders.office.deciding import Decided, accept_all, decline_all
from netevent.registration.orders.office.queries import OrderFilter
from netevent.registration.orders.office.reading import read_list, read_one
from netevent.registration.orders.office.screens import ORDERS
from netevent.registration.orders.order import OrderState
from netevent.registration.orders.service import cancel_waiting

routes = Blueprint("orders", __name__)

# A page of the list.
MOST_TICKED = 50
NEWS = "orders_news"


@routes.get("/organizer/event/<int:event_id>/orders")
@guards.organizer
async def orders(event_id: int) -> Any:
    """The list; htmx gets it alone."""
    shown = OrderFilter(_state(asked("state")), asked("q"))
    found = await read(read_list, event_id, shown, asked_number("page") or 1)
    if wants_fragment():
        return fragment("registration/orders/office/_list.html", event_id=event_id, orders=found, oob=False)
    return await office_page(
        "registration/orders/office/list.html", event_id, ORDERS, orders=found, flashes=_flashes(event_id)
    )


@routes.get("/organizer/event/<int:event_id>/orders/<int:order_id>")
@guards.organizer
async def order(event_id: int, order_id: int) -> Any:
    found = await read(read_one, event_id, order_id)
    return await office_page(
        "registration/orders/office/order.html", event_id, found=found, flashes=_flashes(event_id)
    )


@routes.post("/organizer/event/<int:event_id>/orders/decide")
@guards.organizer
async def decide(event_id: int) -> Response:
    """Accept or decline those that were ticked, or the one whose button was pressed."""
    form = await request.form
    verb, _, one = form.get("decide", "").partition("-")
    ticked = [one] if one else form.getlist("order")[:MOST_TICKED]
    order_ids = [number for number in map(number_in, ticked) if number is not None]
    match verb:
        case "accept":
            _say(event_id, _told(await accept_all(event_id, order_ids)))
        case "decline":
            _say(event_id, _told(await decline_all(event_id, order_ids)))
        case _:
            raise Malformed
    return _back(event_id, form.get("back", ""))


@routes.post("/organizer/event/<int:event_id>/orders/<int:order_id>/seat")
@guards.organizer
async def seat(event_id: int, order_id: int) -> Response:
    """Give one who waits a seat now, before the others in the line."""
    try:
        await transact(give_seat, event_id, order_id)
        _say(event_id, gettext("The seat is theirs, and we have written to them."))
    except Refusal as refusal:
        _refuse(event_id, refusal)
    return _back(event_id, (await request.form).get("back", ""))


@routes.post("/organizer/event/<int:event_id>/orders/<int:order_id>/remove")
@guards.organizer
async def remove(event_id: int, order_id: int) -> Response:
    """Take one who waits off the waiting list."""
    try:
        await transact(cancel_waiting, event_id, order_id)
        _say(event_id, gettext("They are no longer on the waiting list, and we have written to them."))
    except Refusal as refusal:
        _refuse(event_id, refusal)
    return _back(event_id, (await request.form).get("back", ""))


def _state(name: str) -> OrderState | None:
    return OrderState(name) if name in set(OrderState) else None


def _back(event_id: int, back: str) -> Response:
    """To the order's page, where the button stood there; else to the list with the same filter."""
    order_id = number_in(back)
    if order_id is not None:
        return go_to("orders.order", event_id=event_id, order_id=order_id)
    return go_to("orders.orders", event_id=event_id, state=back if _state(back) else None)


def _refuse(event_id: int, refusal: Refusal) -> None:
    if refusal.status == 404:
        raise refusal
    _say(event_id, refusal.text, "bad")


def _say(event_id: int, text: str, kind: str = "good") -> None:
    session[NEWS] = [event_id, kind, text]


def _flashes(event_id: int) -> list[tuple[str, str]]:
    if NEWS not in session or session[NEWS][0] != event_id:
        return []
    _, kind, text = session.pop(NEWS)
    return [(kind, text)]


def _told(done: Decided) -> str:
    """What came of it, in one line."""
    told = (
        (done.accepted, ngettext("%(num)s accepted", "%(num)s accepted", done.accepted)),
        (
            done.in_line,
            ngettext("%(num)s put on the waiting list", "%(num)s put on the waiting list", done.in_line),
        ),
        (done.declined, ngettext("%(num)s declined", "%(num)s declined", done.declined)),
        (done.skipped, ngettext("%(num)s decided on before", "%(num)s decided on before", done.skipped)),
    )
    said = [text % {"num": number} for number, text in told if number]
    return " · ".join(said) or gettext("Tick some orders first.")
