"""The organizer's payments: the list with its sums, a page for each, "paid", and giving money back."""

from __future__ import annotations

from functools import partial
from typing import Any

from quart import Blueprint, request, session
from werkzeug.wrappers import Response

from netevent.core.errors import Conflict
from netevent.core.i18n import gettext
from netevent.core.i18n.writing import plain_amount
from netevent.core.site import read, transact
from netevent.core.text.amounts import typed_amount
from netevent.core.web.forms import answered, asked_number, filled
from netevent.core.web.paths import path
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.office.payments import words
from netevent.office.payments.forms import RefundForm
from netevent.office.payments.listing import LOOKS, filter_in
from netevent.office.payments.reading import read_page, read_payment, read_types
from netevent.office.payments.screens import PAYMENTS
from netevent.payments import service as payments
from netevent.payments.payment import Method, State
from netevent.payments.refunds.asking import service as refunds

routes = Blueprint("office_payments", __name__)

NOTICE = "office_payment_notice"


@routes.get("/organizer/event/<int:event_id>/payments")
@guards.organizer
async def listed(event_id: int) -> str:
    shown, before = filter_in(request.args), asked_number("before") or 0
    return await office_page(
        "office/payments/list.html",
        event_id,
        PAYMENTS,
        listing=await read(read_page, event_id, shown, before),
        shown=shown,
        is_first=not before,
        types=[(one.id, one.name) for one in await read(read_types, event_id)],
        states=[(one.value, words.state(one)) for one in State],
        methods=[(one.value, words.method(one)) for one in Method],
        looks=LOOKS,
        list_at=partial(path, "office_payments.listed", event_id=event_id),
    )


@routes.get("/organizer/event/<int:event_id>/payments/<int:payment_id>")
@guards.organizer
async def payment(event_id: int, payment_id: int) -> str:
    shown = await read(read_payment, event_id, payment_id)
    flashes = _said(payment_id)
    return await office_page(
        "office/payments/payment.html", event_id, shown=shown, words=words, flashes=flashes
    )


@routes.route("/organizer/event/<int:event_id>/payments/<int:payment_id>/take", methods=["GET", "POST"])
@guards.event_editor
async def take(event_id: int, payment_id: int) -> Any:
    """Asks first; a POST is the answer: the money is here."""
    if request.method == "POST":
        try:
            await transact(payments.take, event_id, payment_id, guards.viewer().name)
        except payments.PaidAlready as refusal:
            return _back_to(event_id, payment_id, refusal.text, "warn")
        return _back_to(event_id, payment_id, gettext("The payment is marked as paid."))
    shown = await read(read_payment, event_id, payment_id)
    if not (shown.row.state.is_open and words.is_by_hand(shown.row.method)):
        raise payments.PaidAlready
    return await office_page("office/payments/take.html", event_id, shown=shown, words=words)


@routes.route("/organizer/event/<int:event_id>/payments/<int:payment_id>/refund", methods=["GET", "POST"])
@guards.event_editor
async def refund(event_id: int, payment_id: int) -> Any:
    """How much, and why. The button of the list posts all that is left."""
    shown = await read(read_payment, event_id, payment_id)
    form = await filled(RefundForm, amount=plain_amount(shown.row.left))

    async def act() -> Response:
        by, reason = guards.viewer().name, form.reason.data or ""
        seen = typed_amount((await request.form).get("seen", ""))
        await transact(refunds.ask, event_id, payment_id, form.back, reason, by, seen=seen)
        if words.is_by_hand(shown.row.method):
            return _back_to(event_id, payment_id, gettext("The refund is recorded."))
        return _back_to(event_id, payment_id, gettext("The provider is asked to give the money back."))

    async def show(problem: str) -> str:
        # Somebody may have given some back since.
        now = await read(read_payment, event_id, payment_id) if request.method == "POST" else shown
        given = {"shown": now, "form": form, "problem": problem, "words": words}
        return await office_page("office/payments/refund.html", event_id, **given)

    return await answered(form, act, show)


@routes.post("/organizer/event/<int:event_id>/payments/<int:payment_id>/refunds/<int:refund_id>/again")
@guards.organizer
async def try_again(event_id: int, payment_id: int, refund_id: int) -> Response:
    try:
        await transact(refunds.try_again, event_id, payment_id, refund_id)
    except Conflict as refusal:
        return _back_to(event_id, payment_id, refusal.text, "warn")
    return _back_to(event_id, payment_id, gettext("The provider is asked to give the money back."))


def _said(payment_id: int) -> list[tuple[str, str]]:
    notice = session.pop(NOTICE, None) or {}
    return [(notice["kind"], notice["said"])] if notice.get("payment_id") == payment_id else []


def _back_to(event_id: int, payment_id: int, said: str, kind: str = "good") -> Response:
    """The page says it once."""
    session[NOTICE] = {"payment_id": payment_id, "said": said, "kind": kind}
    return go_to("office_payments.payment", event_id=event_id, payment_id=payment_id)
