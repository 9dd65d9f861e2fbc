"""What a scan gets back: JSON, the fragment that fills the phone, or a page. Called by desks' routes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from quart import Response

from netevent.attendees.questions.question import Given
from netevent.checkin.desks.desk import Desk
from netevent.checkin.scan import Person
from netevent.core.web.requests import fragment, page, wants_fragment
from netevent.payments.payment import Money


class Outcome(Protocol):
    """One of the door, or of a room."""

    @property
    def value(self) -> str: ...

    @property
    def status(self) -> int: ...


class Answer(Protocol):
    """`checkin.scan.Answer`, or the one of a room."""

    @property
    def outcome(self) -> Outcome: ...

    @property
    def scan_id(self) -> str: ...

    @property
    def attendee(self) -> Person | None: ...

    @property
    def checked_in_at(self) -> datetime | None: ...

    @property
    def gate(self) -> str: ...

    @property
    def by(self) -> str: ...

    @property
    def door_note(self) -> str: ...

    @property
    def due(self) -> Money | None: ...


def as_json(answer: Answer) -> Response:
    return Response(json.dumps(_values(answer)), answer.outcome.status, content_type="application/json")


def as_html(answer: Answer, desk: Desk, answers: Sequence[Given] = ()) -> tuple[str, int]:
    """`answers` are what the person answered to the questions that are shown at the door."""
    return _shown(answer, desk, answers), answer.outcome.status


def refused_as_html(outcome: str, status: int, desk: Desk) -> tuple[str, int]:
    """What the rules of the desk itself refuse; the journal knows nothing of it."""
    answer = {"outcome": outcome, "attendee": None, "at": None, "gate_here": ""}
    return _shown(answer | {"is_of_another_keyboard": False}, desk), status


def _shown(answer: object, desk: Desk, answers: Sequence[Given] = ()) -> str:
    shown: dict[str, Any] = {
        "answer": answer,
        "zone": desk.zone,
        "address": desk.address,
        "walk_in": desk.walk_in,
    }
    shown["prints"] = desk.prints
    shown["badges_of"] = desk.badges_of
    shown["takes_money_of"] = desk.takes_money_of
    shown["door_answers"] = answers
    if wants_fragment():
        return fragment("checkin/_answer.html", **shown)
    return page("checkin/answer.html", desk=desk, **shown)


def _values(answer: Answer) -> dict[str, Any]:
    person, due = answer.attendee, answer.due
    return {
        "outcome": answer.outcome.value,
        "scan_id": answer.scan_id,
        "attendee": person
        and {
            "id": person.id,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "organisation": person.organisation,
            "role": person.role,
            "type": person.type_name,
            "code": person.code,
        },
        "checked_in_at": _iso(answer.checked_in_at),
        "gate": answer.gate,
        "by": answer.by,
        "door_note": answer.door_note,
        "due": due and {"amount": str(due.amount), "currency": due.currency},
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="milliseconds") + "Z" if moment else None
