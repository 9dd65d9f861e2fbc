"""The page that cancels a registration: the whole order, or one person of it, with the money or without."""

from __future__ import annotations

from typing import Any

from quart import Blueprint
from werkzeug.wrappers import Response

from netevent.core.i18n import gettext
from netevent.core.i18n.writing import plain_amount, price
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered, asked_number, filled
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.office.payments import words
from netevent.office.payments.cancelling import service
from netevent.office.payments.cancelling.service import Cancelling
from netevent.office.payments.forms import CancelForm
from netevent.profiles.photos.keeping import Photos

routes = Blueprint("cancelling", __name__)


@routes.route("/organizer/event/<int:event_id>/orders/<int:order_id>/cancel", methods=["GET", "POST"])
@guards.event_editor
async def cancel(event_id: int, order_id: int) -> Any:
    """`seat` in the address: one person alone."""
    seat_id = asked_number("seat")
    found = await read(service.find, event_id, order_id, seat_id)
    form = await filled(CancelForm, amount=plain_amount(found.due))
    form.offer(found.due, _all_of_it(found))

    async def act() -> Response:
        by = guards.viewer().name
        photos = await transact(service.cancel, event_id, order_id, seat_id, form.back, by)
        # A crash before this leaves files that nobody names; the next start sweeps them.
        await site().part(Photos).discard(photos)
        return go_to("office_payments.listed", event_id=event_id, q=found.order.reference)

    async def show(problem: str) -> str:
        given = {"found": found, "form": form, "problem": problem, "words": words}
        return await office_page("office/payments/cancel.html", event_id, **given)

    return await answered(form, act, show)


def _all_of_it(found: Cancelling) -> str:
    return gettext("All of it: %(amount)s") % {"amount": price(found.due, found.order.currency)}
