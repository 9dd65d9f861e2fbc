"""The demo's provider: no money moves. Made by `all` in the demo alone.

Its page is `payments.demo_page`, where one chooses how it ends; what it tells goes the way of every webhook.
What it knows stands in the payment's row, so nothing is kept here: of a payment it has no news of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

from netevent.core.credentials import same, signature
from netevent.core.web.paths import url
from netevent.payments.payment import Method, Money, State
from netevent.payments.providers.provider import (
    GivenBack,
    NotFromProvider,
    RefundState,
    Report,
    Started,
    ToGiveBack,
    Told,
    ToPay,
)

SIGNATURE = "Demo-Signature"
# What can be pressed on its page, and what is told then.
ENDINGS = {"pay": State.paid, "fail": State.failed, "cancel": State.lapsed}


class Demo:
    method: ClassVar[Method] = Method.demo

    def __init__(self, secret: str, base_url: str) -> None:
        self._secret = secret
        self._base_url = base_url

    async def start(self, to_pay: ToPay) -> Started:
        """The same payment for the same key; its number tells nobody the key."""
        number = signature(self._secret, "demo payment", to_pay.key)[:32]
        back = to_pay.return_url.removeprefix(self._base_url)
        return Started(number, url(self._base_url, "demo_payment.show", provider_id=number, back=back))

    def telling(self, provider_id: str, ending: str, money: Money) -> tuple[dict[str, str], bytes]:
        """The headers and the body of its webhook. Told again, it is the same event."""
        said = {
            "id": f"{provider_id}:{ending}",
            "payment": provider_id,
            "state": ENDINGS[ending],
            "amount": str(money.amount),
            "currency": money.currency,
        }
        body = json.dumps(said).encode()
        return {SIGNATURE: self._signed(body)}, body

    async def told(self, headers: Mapping[str, str], body: bytes) -> Sequence[Told]:
        if not same(headers.get(SIGNATURE, ""), self._signed(body)):
            raise NotFromProvider("not signed by this demo")
        said = json.loads(body)
        money = Money(Decimal(said["amount"]), said["currency"])
        return [Told(said["id"], Report(said["payment"], State(said["state"]), money))]

    async def status(self, provider_id: str) -> Report:
        return Report(provider_id, State.pending)

    async def refund(self, to_give_back: ToGiveBack) -> GivenBack:
        """At once, and the same one for the same key."""
        number = signature(self._secret, "demo refund", to_give_back.key)[:32]
        return GivenBack(number, to_give_back.money.amount, RefundState.done, to_give_back.key)

    async def close(self) -> None:
        pass

    def _signed(self, body: bytes) -> str:
        return signature(self._secret, "demo webhook", body.decode("utf-8", "replace"))
