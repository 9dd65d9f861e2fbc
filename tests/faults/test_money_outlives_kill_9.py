"""kill -9 in the middle of a webhook: the service calls again, and there is one of each."""

from __future__ import annotations

import asyncio
import sys
import urllib.error
import urllib.request
from http.client import HTTPException

import pytest

from netevent.core.database import Transaction
from netevent.core.database.budget import patient
from netevent.core.errors import existing
from netevent.payments import service
from netevent.payments.payment import Method, Money, Payment
from netevent.payments.providers.provider import Started
from netevent.registration.orders.queries import select_order
from tests.conftest import StartServer
from tests.door import Door
from tests.registration.orders.books import read_books
from tests.registration.orders.shop import open_shop
from tests.servers import processes, stripe
from tests.servers.application import clean_environment

KILLED = -9
SESSION = "cs_test_of_this_test"


def begin(tx: Transaction, event_id: int, order_id: int) -> Payment:
    """Somebody is at Stripe's page."""
    order = existing(select_order(tx, event_id, order_id))
    money = Money(order.total, order.currency)
    payment = service.begin(tx, event_id, order.reference, Method.stripe, money)
    service.note_started(tx, payment, Started(SESSION, "https://stripe.example/pay"))
    return payment


def paid(payment: Payment) -> stripe.Found:
    session = {
        "id": SESSION,
        "object": "checkout.session",
        "status": "complete",
        "payment_status": "paid",
        "payment_intent": "pi_1",
        "amount_total": int(payment.money.amount * 100),
        "currency": payment.money.currency.lower(),
        "metadata": {"netevent_key": payment.idempotency_key},
    }
    return {
        "id": "evt_1",
        "object": "event",
        "type": "checkout.session.completed",
        "data": {"object": session},
    }


def tell(base_url: str, event: stripe.Found) -> int:
    headers, body = stripe.signed(event)
    asked = urllib.request.Request(f"{base_url}/payments/stripe/webhook", body, headers)  # noqa: S310 - the test's own server
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 - as above
        return int(answer.status)


@pytest.mark.fault("kill -9 in the middle of a webhook, which comes again", "paid once, or not yet")
@pytest.mark.parametrize(("how", "stands"), [("before-commit", False), ("before-answer", True)])
async def test_after_the_restart_the_order_is_paid_once(
    door: Door, database_url: str, start_server: StartServer, how: str, stands: bool
):
    shop = await open_shop(door.database)
    order = await shop.order("Anna")
    payment = await shop.database.transact(begin, shop.event_id, order.id)
    server = start_server(database_url, stripe_key=stripe.KEY, stripe_webhook_secret=stripe.WEBHOOK_SECRET)
    server.kill()
    command = [sys.executable, "-m", "tests.faults.dying_server", how]
    dying = processes.start(command, server.log, None, **clean_environment(), **server.settings)
    processes.wait_until(server.is_ready, dying, server.log)
    with pytest.raises((OSError, HTTPException)):
        await asyncio.to_thread(tell, server.base_url, paid(payment))
    assert dying.wait(timeout=60) == KILLED
    with patient():
        before = await read_books(shop.database, shop.event_id)
        assert (before.wrong(), len(before.invoices)) == ([], int(stands))
        server.start()
        assert await asyncio.to_thread(tell, server.base_url, paid(payment)) == 200
        books = await read_books(shop.database, shop.event_id)
    assert (books.wrong(), books.mails) == ([], 1)
    assert await shop.people() == [("Anna", "paid")]
