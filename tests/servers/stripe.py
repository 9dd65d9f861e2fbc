"""Stripe, as its documentation says it speaks: forms in, JSON out, signed webhooks."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from itertools import count
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from tests.servers.services import Answer, Asked, Service

KEY, WEBHOOK_SECRET = "sk_test_of_these_tests", "whsec_of_these_tests"

Found = dict[str, Any]


class StripeServer(Service):
    def __init__(self) -> None:
        self.sessions: dict[str, Found] = {}
        self.refunds: dict[str, Found] = {}
        self._numbers = count(1)
        super().__init__()

    # ---- what happens there -------------------------------------------------------------------------

    def pay(self, session_id: str, **changed: Any) -> Found:
        """Somebody pays the session; the event that tells it comes back."""
        intent = f"pi_{next(self._numbers)}"
        paid = {"status": "complete", "payment_status": "paid", "payment_intent": intent}
        self.sessions[session_id] |= paid | changed
        return self.event("checkout.session.completed", self.sessions[session_id])

    def expire(self, session_id: str) -> Found:
        self.sessions[session_id] |= {"status": "expired"}
        return self.event("checkout.session.expired", self.sessions[session_id])

    def give_back(self, intent: str, amount: int, status: str = "succeeded", **metadata: str) -> Found:
        """As in the console there, or by the call."""
        number = f"re_{next(self._numbers)}"
        currency = next(one["currency"] for one in self.sessions.values() if one["payment_intent"] == intent)
        self.refunds[number] = {
            "id": number,
            "object": "refund",
            "amount": amount,
            "currency": currency,
            "payment_intent": intent,
            "status": status,
            "metadata": metadata,
        }
        return self.refunds[number]

    def event(self, kind: str, about: Found) -> Found:
        number = f"evt_{next(self._numbers)}"
        return {"id": number, "object": "event", "type": kind, "data": {"object": dict(about)}}

    # ---- what it answers ----------------------------------------------------------------------------

    def answer(self, asked: Asked) -> Answer:
        parts = urlsplit(asked.path)
        if parts.path.startswith("/pay/"):
            return Answer(200, "<!doctype html><h1>Stripe's page</h1>", "text/html")
        if asked.headers.get("Authorization") != f"Bearer {KEY}":
            return error(401, "Invalid API Key provided: sk_test_****")
        form = dict(parse_qsl(asked.body.decode(), keep_blank_values=True))
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match asked.method, parts.path.split("/")[2:]:
            case "POST", ["checkout", "sessions"]:
                return self._new_session(form)
            case "GET", ["checkout", "sessions"]:
                return listed(self.sessions, query)
            case "GET", ["checkout", "sessions", number] if number in self.sessions:
                return Answer(200, json.dumps(self.sessions[number]))
            case "POST", ["refunds"]:
                return self._new_refund(form)
            case "GET", ["refunds"]:
                return listed(self.refunds, query)
        return error(404, f"No such thing: {parts.path}")

    def _new_session(self, form: dict[str, str]) -> Answer:
        ends = int(form.get("expires_at", time.time() + 86400))
        if not 1800 <= ends - int(time.time()) <= 86400:
            return error(400, "The `expires_at` timestamp must be at least 30 minutes from now.")
        number = f"cs_test_{next(self._numbers)}"
        self.sessions[number] = {
            "id": number,
            "object": "checkout.session",
            "url": f"{self.url}/pay/{number}",
            "status": "open",
            "payment_status": "unpaid",
            "payment_intent": None,
            "amount_total": int(form["line_items[0][price_data][unit_amount]"]),
            "currency": form["line_items[0][price_data][currency]"],
            "client_reference_id": form["client_reference_id"],
            "metadata": {name[9:-1]: value for name, value in form.items() if name.startswith("metadata[")},
        }
        return Answer(200, json.dumps(self.sessions[number]))

    def _new_refund(self, form: dict[str, str]) -> Answer:
        metadata = {name[9:-1]: value for name, value in form.items() if name.startswith("metadata[")}
        made = self.give_back(form["payment_intent"], int(form["amount"]), "pending", **metadata)
        return Answer(200, json.dumps(made))


def signed(event: Found, secret: str = WEBHOOK_SECRET, age: float = 0) -> tuple[dict[str, str], bytes]:
    """The headers and the body of the webhook, signed by hand `age` seconds ago."""
    body = json.dumps(event).encode()
    moment = int(time.time() - age)
    mac = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return {"Stripe-Signature": f"t={moment},v1={'0' * 64},v1={mac},v0=old"}, body


def listed(found: dict[str, Found], query: dict[str, str]) -> Answer:
    wanted = query.get("payment_intent")
    rows = [one for one in found.values() if wanted in (None, one["payment_intent"])]
    return Answer(200, json.dumps({"object": "list", "data": rows, "has_more": False, "url": "/v1"}))


def error(status: int, message: str) -> Answer:
    about = {"type": "invalid_request_error", "message": message}
    return Answer(status, json.dumps({"error": about}))
