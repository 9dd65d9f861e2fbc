"""The page that hands a seat over: for the browser that may see the order."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request
from werkzeug.wrappers import Response

from netevent.core.errors import existing
from netevent.core.i18n import current_language
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered, filled
from netevent.core.web.requests import go_to, page
from netevent.identity import guards
from netevent.registration.orders.handing_over import service
from netevent.registration.orders.handing_over.forms import HandOverForm
from netevent.registration.orders.paying.own import own_order

routes = Blueprint("handing_over", __name__)

# Each time two people are mailed, whoever typed their addresses.
HANDED_OVER = "20/hour"


@routes.route("/event/<code>/payment/seats/<int:seat_id>", methods=["GET", "POST"])
@guards.public
async def hand_over(code: str, seat_id: int) -> Any:
    """``?order=`` is the order's reference."""
    shown = existing(await own_order(code, request.args.get("order", "")))
    order = shown.order
    seat = await read(service.find, order.event_id, order.id, seat_id)
    form = await filled(HandOverForm)

    async def act() -> Response:
        person = form.person(current_language())
        await site().limits.spend(HANDED_OVER, "hand-over", str(order.id))
        await transact(service.hand_over, order.event_id, order.id, seat_id, person)
        return go_to("payment.show", code=shown.event.code, order=order.reference)

    async def show(problem: str) -> str:
        return page(
            "registration/orders/hand_over.html",
            event=shown.event,
            order=order,
            seat=seat,
            form=form,
            problem=problem,
        )

    return await answered(form, act, show)
