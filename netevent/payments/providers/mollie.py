"""Mollie, by its HTTP interface. Made by `all` where the settings have a key.

Its webhook says nothing but the number of a payment, without a signature: what is true is asked for. So the
event's number is made of what was found, and the same state told again counts once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import httpx

from netevent.payments.payment import Method, Money, State
from netevent.payments.providers.amounts import as_text
from netevent.payments.providers.provider import (
    TRY_AGAIN,
    GivenBack,
    ProviderDown,
    ProviderRefused,
    RefundState,
    Report,
    Started,
    ToGiveBack,
    Told,
    ToPay,
)
from netevent.settings import LOCAL

SECONDS = 10.0
CONNECTIONS = 20
# The name under which our keys go along.
KEY = "netevent_key"
NUMBER = re.compile(r"tr_[A-Za-z0-9]{1,60}", re.ASCII)
UNKNOWN = (404, 410)
LOCALES = {
    "en": "en_GB",
    "nl": "nl_NL",
    "de": "de_DE",
    "fr": "fr_FR",
    "es": "es_ES",
    "it": "it_IT",
    "pl": "pl_PL",
}
STATES = {
    "paid": State.paid,
    "failed": State.failed,
    "canceled": State.failed,
    "expired": State.lapsed,
}
REFUND_STATES = {
    "refunded": RefundState.done,
    "failed": RefundState.failed,
    "canceled": RefundState.failed,
}
LONGEST_DESCRIPTION = 255
Found = Mapping[str, Any]


class Unknown(ProviderRefused):
    """Mollie knows no such payment."""


class Mollie:
    method: ClassVar[Method] = Method.mollie

    def __init__(self, key: str, address: str) -> None:
        self._http = httpx.AsyncClient(
            base_url=f"{address}/v2",
            headers={"Authorization": f"Bearer {key}", "User-Agent": "NetEvent"},
            timeout=SECONDS,
            limits=httpx.Limits(max_connections=CONNECTIONS),
        )

    async def start(self, to_pay: ToPay) -> Started:
        made = await self._asked("POST", "payments", _payment(to_pay), to_pay.key)
        return Started(made["id"], made["_links"]["checkout"]["href"])

    async def told(self, headers: Mapping[str, str], body: bytes) -> Sequence[Told]:
        number = _number(body)
        if not number:
            return []
        try:
            found = await self._payment_with_refunds(number)
        except Unknown:
            return []
        return [Told(_event_id(found), _report_of(found))] if _key(found) else []

    async def status(self, provider_id: str) -> Report:
        return _report_of(await self._payment_with_refunds(provider_id))

    async def refund(self, to_give_back: ToGiveBack) -> GivenBack:
        asked = {
            "amount": _amount(to_give_back.money),
            "description": to_give_back.reason[:LONGEST_DESCRIPTION],
            "metadata": {KEY: to_give_back.key},
        }
        path = f"payments/{to_give_back.provider_id}/refunds"
        return _given_back(await self._asked("POST", path, asked, to_give_back.key))

    async def check(self) -> None:
        """Ask for something harmless: the key is accepted, or ProviderRefused says why not."""
        await self._asked("GET", "methods")

    async def close(self) -> None:
        await self._http.aclose()

    async def _payment_with_refunds(self, number: str) -> Found:
        return await self._asked("GET", f"payments/{number}?embed=refunds")

    async def _asked(self, method: str, path: str, body: Found | None = None, key: str = "") -> Found:
        headers = {"Idempotency-Key": key} if key else {}
        try:
            answer = await self._http.request(method, path, json=body, headers=headers)
            found: Found = answer.json() if answer.content else {}
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderDown(f"Mollie: {type(error).__name__} {error}") from error
        if answer.status_code in TRY_AGAIN or answer.status_code >= 500:
            raise ProviderDown(_words(answer.status_code, found))
        if answer.status_code >= 400:
            refused = Unknown if answer.status_code in UNKNOWN else ProviderRefused
            raise refused(_words(answer.status_code, found))
        return found


def _payment(to_pay: ToPay) -> Found:
    asked: dict[str, Any] = {
        "amount": _amount(to_pay.money),
        "description": to_pay.description[:LONGEST_DESCRIPTION],
        "redirectUrl": to_pay.return_url,
        "cancelUrl": to_pay.return_url,
        "locale": LOCALES.get(to_pay.language, "en_GB"),
        "metadata": {KEY: to_pay.key, "reference": to_pay.reference},
    }
    # Mollie refuses an address that it cannot reach; without one the server asks by itself.
    if urlsplit(to_pay.notify_url).hostname not in LOCAL:
        asked["webhookUrl"] = to_pay.notify_url
    return asked


def _number(body: bytes) -> str:
    """The payment that the webhook names; '' where it is something else."""
    fields = parse_qs(body.decode("ascii", "replace"), max_num_fields=20)
    number = (fields.get("id") or [""])[0]
    return number if NUMBER.fullmatch(number) else ""


def _event_id(found: Found) -> str:
    """Another one with each news: of the payment's state, of a refund, of a refund's state."""
    refunds = sorted((one["id"], one["status"]) for one in _refunds(found))
    return f"{found['id']}:{found['status']}:{sha256(repr(refunds).encode()).hexdigest()[:32]}"


def _report_of(found: Found) -> Report:
    return Report(
        provider_id=found["id"],
        state=STATES.get(found["status"], State.pending),
        money=Money(Decimal(found["amount"]["value"]), found["amount"]["currency"]),
        key=_key(found),
        given_back=tuple(_given_back(one) for one in _refunds(found)),
    )


def _refunds(found: Found) -> Sequence[Found]:
    refunds: Sequence[Found] = (found.get("_embedded") or {}).get("refunds") or ()
    return refunds


def _given_back(refund: Found) -> GivenBack:
    state = REFUND_STATES.get(refund["status"], RefundState.pending)
    return GivenBack(refund["id"], Decimal(refund["amount"]["value"]), state, _key(refund))


def _key(found: Found) -> str:
    """Ours, if it is ours: others may have put anything into `metadata`."""
    metadata = found.get("metadata")
    key = metadata.get(KEY, "") if isinstance(metadata, dict) else ""
    return key if isinstance(key, str) else ""


def _amount(money: Money) -> dict[str, str]:
    return {"currency": money.currency, "value": as_text(money)}


def _words(status: int, found: Found) -> str:
    detail = found.get("detail") if isinstance(found, dict) else ""
    return f"Mollie: {detail or status}"
