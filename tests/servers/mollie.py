"""Mollie, as its documentation says it speaks: JSON in and out, amounts as texts."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from tests.servers.services import Answer, Asked, Service

KEY = "test_of_these_tests"

Found = dict[str, Any]


class MollieServer(Service):
    def __init__(self) -> None:
        self.payments: dict[str, Found] = {}
        self._numbers = count(1)
        super().__init__()

    # ---- what happens there -------------------------------------------------------------------------

    def become(self, number: str, status: str) -> bytes:
        """The payment's status is this now; the body of the webhook comes back."""
        self.payments[number]["status"] = status
        return f"id={number}".encode()

    def give_back(self, number: str, value: str, status: str = "refunded", **metadata: str) -> Found:
        """As in the console there, or by the call."""
        amount = {"currency": self.payments[number]["amount"]["currency"], "value": value}
        made = {"resource": "refund", "id": f"re_{next(self._numbers)}", "amount": amount, "status": status}
        self.payments[number]["refunds"].append(made | {"metadata": metadata or None})
        found: Found = self.payments[number]["refunds"][-1]
        return found

    # ---- what it answers ----------------------------------------------------------------------------

    def answer(self, asked: Asked) -> Answer:
        parts = urlsplit(asked.path)
        if parts.path.startswith("/pay/"):
            return Answer(200, "<!doctype html><h1>Mollie's page</h1>", "text/html")
        if asked.headers.get("Authorization") != f"Bearer {KEY}":
            return problem(401, "Missing authentication, or failed to authenticate")
        said = json.loads(asked.body) if asked.body else {}
        match asked.method, parts.path.split("/")[2:]:
            case "POST", ["payments"]:
                return self._new_payment(said)
            case "GET", ["payments", number] if number in self.payments:
                return Answer(200, json.dumps(self._shown(number, "embed=refunds" in parts.query)))
            case "POST", ["payments", number, "refunds"] if number in self.payments:
                return self._new_refund(number, said)
            case "GET", ["methods"]:
                return Answer(200, json.dumps({"count": 0, "_embedded": {"methods": []}}))
        return problem(404, "No payment exists with token " + parts.path)

    def _new_payment(self, said: Found) -> Answer:
        places = 0 if said["amount"]["currency"] in ("JPY", "ISK") else 2
        if -int(Decimal(said["amount"]["value"]).as_tuple().exponent) != places:
            return problem(422, "The amount contains an invalid value")
        number = f"tr_{next(self._numbers)}Qq"
        page = {"href": f"{self.url}/pay/{number}", "type": "text/html"}
        kept = {name: said[name] for name in ("amount", "description", "metadata")}
        self.payments[number] = {"resource": "payment", "id": number, "status": "open", "refunds": []}
        self.payments[number] |= kept | {"_links": {"checkout": page}}
        return Answer(201, json.dumps(self._shown(number, False)))

    def _new_refund(self, number: str, said: Found) -> Answer:
        if self.payments[number]["status"] != "paid":
            return problem(422, "The payment is not paid")
        made = self.give_back(number, said["amount"]["value"], "pending", **said["metadata"])
        return Answer(201, json.dumps(made))

    def _shown(self, number: str, with_refunds: bool) -> Found:
        found = {name: value for name, value in self.payments[number].items() if name != "refunds"}
        refunds = self.payments[number]["refunds"]
        return found | ({"_embedded": {"refunds": refunds}} if with_refunds else {})


def problem(status: int, detail: str) -> Answer:
    return Answer(status, json.dumps({"status": status, "title": "Refused", "detail": detail}))
