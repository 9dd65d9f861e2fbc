"""The page of an order: pay it, wait for the money, see what became of it. For guests.

Who placed it in this browser sees it, and who opens the link of a mail. The page that people come back to
decides nothing: it waits for what the provider tells this server.
"""

from __future__ import annotations

from typing import Any

import structlog
from quart import Blueprint, redirect, request
from werkzeug.wrappers import Response

from netevent.core.errors import Conflict, Malformed, NotFound, TooMany, existing
from netevent.core.i18n import current_language
from netevent.core.site import read, site, transact
from netevent.core.web import networks
from netevent.core.web.paths import url
from netevent.core.web.requests import go_to, page
from netevent.events.details import Event
from netevent.identity import guards
from netevent.live.visitor_page import visitor_page
from netevent.payments import service as payments
from netevent.payments.payment import ONLINE, Method, Payment, State
from netevent.payments.providers.all import Providers
from netevent.payments.providers.provider import ProviderDown, ProviderRefused, ToPay
from netevent.registration.orders import service
from netevent.registration.orders.order import Order
from netevent.registration.orders.paying.own import event_of, own_order
from netevent.registration.orders.paying.reading import OrderPage
from netevent.registration.orders.paying.screens import ORDER
from netevent.registration.orders.paying.service import pay as begin_payment
from netevent.registration.orders.reading_rights import remember_order
from netevent.registration.orders.refusals import PaymentUnavailable
from netevent.registration.orders.turns import OrderTurns, StillWaiting

log = structlog.get_logger()
routes = Blueprint("payment", __name__)

TOKEN_LENGTH = 64
# Of links that open nothing: nobody guesses them, and nobody shall try.
WRONG_LINKS = "30/15 minutes"
PAYMENTS_OF_AN_ORDER = "30/hour"


@routes.get("/event/<code>/payment")
@guards.public
async def show(code: str) -> Any:
    """With ``?order=``: the secret of a mail's link, or the reference of one that this browser knows."""
    event, given = await event_of(code), request.args.get("order", "")
    if len(given) == TOKEN_LENGTH:
        return await _opened(event, given)
    found = await own_order(code, given)
    return await _page(found) if found else (page("registration/orders/unknown.html", event=event), 404)


@routes.post("/event/<code>/payment")
@guards.public
async def pay(code: str) -> Any:
    """Begin to pay in the way that was chosen; nothing else of the form is read."""
    found = await _own(code)
    await site().limits.spend(PAYMENTS_OF_AN_ORDER, "pay-order", str(found.order.id))
    method = _method((await request.form).get("method", ""))
    try:
        async with site().part(OrderTurns).turn(found.event.id):
            payment = await transact(
                begin_payment, found.event.id, found.order.id, method, site().part(Providers).methods
            )
        if method not in ONLINE:
            return _shown(found)
        return redirect(await _page_of_provider(found, payment), 303)
    except (Conflict, StillWaiting) as refusal:
        return await _page(found, refusal.text), 409


@routes.post("/event/<code>/payment/cancel")
@guards.public
async def cancel(code: str) -> Response:
    found = await _own(code)
    await transact(service.cancel, found.event.id, found.order.id)
    return _shown(found)


async def _opened(event: Event, token: str) -> Any:
    """The link of a mail: from here on this browser may see the order; its secret leaves the address."""
    if not await networks.has_budget(WRONG_LINKS, "order-link"):
        raise TooMany
    try:
        order: Order = await read(service.find_by_token, token)
    except NotFound:
        await networks.spend(WRONG_LINKS, "order-link")
        return page("registration/orders/unknown.html", event=event), 404
    if order.event_id != event.id:
        raise NotFound
    remember_order(order.id)
    return go_to("payment.show", code=event.code, order=order.reference)


async def _own(code: str) -> OrderPage:
    """The order that the form is about.

    Raises:
        NotFound: it is none of this browser's.
    """
    reference = (await request.form).get("order", "")
    return existing(await own_order(code, reference) if reference else None)


def _method(name: str) -> Method:
    try:
        return Method(name)
    except ValueError:
        raise Malformed from None


async def _page_of_provider(found: OrderPage, payment: Payment) -> str:
    """Where people pay. The same call again leads to the same payment.

    Raises:
        PaymentUnavailable: the provider gives no answer, or refuses.
    """
    if payment.url and payment.state is State.pending:
        return payment.url
    try:
        started = await site().part(Providers)[payment.method].start(_to_pay(found, payment))
    except ProviderDown as error:
        log.warning("provider_down", provider=payment.method.value, error=str(error))
        raise PaymentUnavailable from None
    except ProviderRefused as error:
        log.error("provider_refused", provider=payment.method.value, error=str(error))
        await transact(payments.end, payment, State.failed)
        raise PaymentUnavailable from None
    await transact(payments.note_started, payment, started)
    return started.url


def _to_pay(found: OrderPage, payment: Payment) -> ToPay:
    base, order = site().settings.base_url, found.order
    return ToPay(
        key=payment.idempotency_key,
        reference=order.reference,
        money=payment.money,
        description=f"{found.event.details.name} · {order.reference}",
        email=order.buyer.email,
        language=current_language(),
        return_url=url(base, "payment.show", code=found.event.code, order=order.reference),
        notify_url=url(base, "payment_webhooks.webhook", method=payment.method.value),
        expires_at=order.expires_at or payment.made_at,
    )


def _shown(found: OrderPage) -> Response:
    return go_to("payment.show", code=found.event.code, order=found.order.reference)


async def _page(found: OrderPage, problem: str = "") -> str:
    return await visitor_page(
        "registration/orders/show.html", ORDER, found.order.id, event=found.event, problem=problem
    )
