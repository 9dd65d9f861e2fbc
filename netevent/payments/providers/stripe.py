"""Stripe Checkout, by Stripe's own library. Made by `all` where the settings have a key.

A payment is a Checkout Session (`cs_…`); the money itself is its PaymentIntent (`pi_…`), by which it is given
back. Our key goes along with both, so that whatever Stripe speaks of can be found. What a webhook says of
refunds is told with the session they belong to, which is asked for.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from stripe import (
    APIConnectionError,
    APIError,
    HTTPXClient,
    RateLimitError,
    SignatureVerificationError,
    StripeClient,
    StripeError,
    WebhookSignature,
)
from stripe.params import RefundCreateParams
from stripe.params.checkout import SessionCreateParams

from netevent.core import clock
from netevent.payments.payment import Method, State
from netevent.payments.providers.amounts import from_smallest_unit, in_smallest_unit
from netevent.payments.providers.provider import (
    TRY_AGAIN,
    GivenBack,
    NotFromProvider,
    ProviderDown,
    ProviderRefused,
    RefundState,
    Report,
    Started,
    ToGiveBack,
    Told,
    ToPay,
)

SECONDS = 10.0
TOLERANCE = 300
# The name under which our keys go along.
KEY = "netevent_key"
# Stripe takes no session that ends sooner than half an hour after it was made, and none that lasts longer
# than a day. Which moment it is follows from the order alone: the same call again must say the same.
ENDS_LATER, OPEN_AT_MOST = timedelta(minutes=31), timedelta(hours=23)
LOCALES = {"en", "nl", "de", "fr", "es", "it", "pl"}
LONGEST_NAME = 250
SESSION_EVENTS = {
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
}
REFUND_EVENTS = {"refund.created", "refund.updated", "refund.failed"}
MONEY_EVENTS = {"charge.refunded"}
REFUND_STATES = {
    "succeeded": RefundState.done,
    "failed": RefundState.failed,
    "canceled": RefundState.failed,
}
Found = Mapping[str, Any]


class Stripe:
    method: ClassVar[Method] = Method.stripe

    def __init__(self, key: str, webhook_secret: str, address: str) -> None:
        self._webhook_secret = webhook_secret
        self._http = HTTPXClient(timeout=SECONDS)
        self._client = StripeClient(
            key, base_addresses={"api": address}, http_client=self._http, max_network_retries=0
        )

    async def start(self, to_pay: ToPay) -> Started:
        async with _answered():
            made = await self._client.v1.checkout.sessions.create_async(
                _session(to_pay), {"idempotency_key": to_pay.key}
            )
        return Started(made.id, made.url or "")

    async def told(self, headers: Mapping[str, str], body: bytes) -> Sequence[Told]:
        event = self._verified(headers, body)
        kind, about = event["type"], event["data"]["object"]
        report = None
        if kind in SESSION_EVENTS and _key(about):
            report = _report_of(about, failed=kind.endswith("_failed"))
        elif kind in REFUND_EVENTS:
            report = await self._of_money(about.get("payment_intent"), [about])
        elif kind in MONEY_EVENTS and (intent := about.get("payment_intent")):
            report = await self._of_money(intent, await self._refunds(intent))
        return [] if report is None else [Told(event["id"], report)]

    async def status(self, provider_id: str) -> Report:
        async with _answered():
            session = await self._client.v1.checkout.sessions.retrieve_async(provider_id)
        found = session.to_dict()
        intent = found.get("payment_intent")
        return _report_of(found, await self._refunds(intent) if _is_paid(found) and intent else [])

    async def refund(self, to_give_back: ToGiveBack) -> GivenBack:
        asked: RefundCreateParams = {
            "payment_intent": to_give_back.charge_id,
            "amount": in_smallest_unit(to_give_back.money),
            "metadata": {KEY: to_give_back.key},
        }
        async with _answered():
            made = await self._client.v1.refunds.create_async(asked, {"idempotency_key": to_give_back.key})
        return _given_back(made.to_dict())

    async def check(self) -> None:
        """Ask for something harmless: the key is accepted, or ProviderRefused says why not."""
        async with _answered():
            await self._client.v1.checkout.sessions.list_async({"limit": 1})

    async def close(self) -> None:
        await self._http.close_async()  # type: ignore[no-untyped-call]  # its class has no types

    def _verified(self, headers: Mapping[str, str], body: bytes) -> Any:
        try:
            signed = headers.get("Stripe-Signature")
            WebhookSignature.verify_header(body, signed, self._webhook_secret, TOLERANCE)
            return json.loads(body)
        except (SignatureVerificationError, ValueError) as error:
            raise NotFromProvider(str(error)) from None

    async def _of_money(self, intent: str | None, refunds: Iterable[Found]) -> Report | None:
        """What was given back of the session whose money this is. None: it is not of a session of ours."""
        if not intent:
            return None
        async with _answered():
            sessions = await self._client.v1.checkout.sessions.list_async({"payment_intent": intent})
        found = sessions.to_dict()["data"]
        return _report_of(found[0], refunds) if found and _key(found[0]) else None

    async def _refunds(self, intent: str) -> list[Found]:
        async with _answered():
            found = await self._client.v1.refunds.list_async({"payment_intent": intent, "limit": 100})
        refunds: list[Found] = found.to_dict()["data"]
        return refunds


def _session(to_pay: ToPay) -> SessionCreateParams:
    asked: SessionCreateParams = {
        "mode": "payment",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": to_pay.money.currency.lower(),
                    "unit_amount": in_smallest_unit(to_pay.money),
                    "product_data": {"name": to_pay.description[:LONGEST_NAME]},
                },
            }
        ],
        "client_reference_id": to_pay.key,
        "metadata": {KEY: to_pay.key, "reference": to_pay.reference},
        "payment_intent_data": {
            "description": to_pay.description,
            "metadata": {KEY: to_pay.key, "reference": to_pay.reference},
        },
        "success_url": to_pay.return_url,
        "cancel_url": to_pay.return_url,
        "locale": to_pay.language if to_pay.language in LOCALES else "auto",
    }
    if to_pay.email:
        asked["customer_email"] = to_pay.email
    ends_at = to_pay.expires_at + ENDS_LATER
    if ends_at < clock.now() + OPEN_AT_MOST:
        asked["expires_at"] = int(ends_at.replace(tzinfo=UTC).timestamp())
    return asked


def _report_of(session: Found, refunds: Iterable[Found] = (), *, failed: bool = False) -> Report:
    return Report(
        provider_id=session["id"],
        state=State.failed if failed else _state(session),
        money=from_smallest_unit(session["amount_total"], session["currency"]),
        key=_key(session),
        charge_id=session.get("payment_intent") or "",
        given_back=tuple(_given_back(one) for one in refunds),
    )


def _state(session: Found) -> State:
    """Complete and unpaid: the money comes later, such as by a direct debit."""
    if _is_paid(session):
        return State.paid
    return State.lapsed if session["status"] == "expired" else State.pending


def _is_paid(session: Found) -> bool:
    return bool(session["payment_status"] == "paid")


def _given_back(refund: Found) -> GivenBack:
    amount: Decimal = from_smallest_unit(refund["amount"], refund["currency"]).amount
    state = REFUND_STATES.get(refund["status"], RefundState.pending)
    return GivenBack(refund["id"], amount, state, _key(refund))


def _key(found: Found) -> str:
    """Ours, which went along; '' of what others made."""
    return str((found.get("metadata") or {}).get(KEY, ""))


@asynccontextmanager
async def _answered() -> AsyncIterator[None]:
    try:
        yield
    except (APIConnectionError, APIError, RateLimitError) as error:
        raise ProviderDown(_words(error)) from error
    except StripeError as error:
        down = (error.http_status or 0) >= 500 or error.http_status in TRY_AGAIN
        raise (ProviderDown if down else ProviderRefused)(_words(error)) from error


def _words(error: StripeError) -> str:
    return " ".join((error.user_message or str(error)).split())
