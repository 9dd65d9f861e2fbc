"""The desk's pages and calls. Scans come by POST, with the number that the page gave them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from quart import Blueprint, Response, request

from netevent.checkin import service
from netevent.checkin.desks import queries as desk_queries
from netevent.checkin.desks.queries import DoorEvent, Found
from netevent.checkin.scan import Answer, Scan, Scanner
from netevent.checkin.screens import DOOR
from netevent.core import clock
from netevent.core.badge_codes import LONGEST_LINK, code_in, codes_of_other_keyboards, is_of_another_keyboard
from netevent.core.database import Transaction
from netevent.core.errors import Malformed, existing
from netevent.core.i18n import N_, current_language
from netevent.core.site import read, transact
from netevent.core.text.comparing import search_words
from netevent.core.web.forms import number_in
from netevent.core.web.paths import path
from netevent.core.web.requests import fragment, page, wants_fragment, wants_json
from netevent.identity import guards
from netevent.identity.accounts import Kind
from netevent.identity.guards import viewer

routes = Blueprint("checkin", __name__)

FOUND_AT_MOST = 20
# What is no code is written into the journal as it was read.
LONGEST_CODE = 64
WRONG_CLOCK = timedelta(days=366)


@routes.get("/staff/<int:event_id>/dashboard")
@guards.door
async def desk(event_id: int) -> str:
    is_organizer = viewer().kind is Kind.organizer
    return page(
        "checkin/desk.html",
        **await read(DOOR.context, event_id),
        now_ms=round(clock.now().replace(tzinfo=UTC).timestamp() * 1000),
        dashboard_url=path("home.event", event_id=event_id) if is_organizer else None,
    )


@routes.get("/staff/<int:event_id>/attendees/search")
@guards.door
async def search(event_id: int) -> str:
    query = request.args.get("q", "")[:100]
    event, found, is_by_code = await read(_search, event_id, query)
    shown = {
        "found": found,
        "is_by_code": is_by_code,
        "query": query,
        "zone": event.zone,
        "event_id": event_id,
        "is_of_another_keyboard": is_of_another_keyboard(query),
    }
    if wants_fragment():
        return fragment("checkin/_search_results.html", **shown)
    return page("checkin/search.html", event=event, **shown)


@routes.post("/staff/<int:event_id>/checkin")
@guards.door
async def check_in(event_id: int) -> Any:
    scan = await _read_scan(event_id)
    return await _answered(event_id, await transact(service.check_in, scan=scan))


@routes.post("/staff/<int:event_id>/checkin/undo")
@guards.door
async def undo(event_id: int) -> Any:
    scan = await _read_scan(event_id)
    return await _answered(event_id, await transact(service.undo, scan=scan))


@routes.post("/organizer/event/<int:event_id>/checkin/<int:attendee_id>")
@guards.organizer
async def check_in_attendee(event_id: int, attendee_id: int) -> Any:
    scan = await _read_scan(event_id, attendee_id)
    return await _answered(event_id, await transact(service.check_in, scan=scan))


@routes.post("/organizer/event/<int:event_id>/checkin/<int:attendee_id>/undo")
@guards.organizer
async def undo_attendee(event_id: int, attendee_id: int) -> Any:
    scan = await _read_scan(event_id, attendee_id)
    return await _answered(event_id, await transact(service.undo, scan=scan))


async def _answered(event_id: int, answer: Answer) -> Any:
    status = answer.outcome.status
    if wants_json():
        return Response(json.dumps(_as_json(answer)), status, content_type="application/json")
    event = existing(await read(desk_queries.select_event, event_id))
    if wants_fragment():
        return fragment("checkin/_answer.html", answer=answer, zone=event.zone, event_id=event_id), status
    return page("checkin/answer.html", answer=answer, zone=event.zone, event_id=event_id, event=event), status


def _search(tx: Transaction, event_id: int, query: str) -> tuple[DoorEvent, list[Found], bool]:
    """By name, or else by the code that may have been meant; and whether it was that."""
    event = existing(desk_queries.select_event(tx, event_id))
    words = search_words(query)
    found = _by_name(tx, event_id, words) if words else []
    codes = [] if found else [code_in(query), *codes_of_other_keyboards(query)]
    by_code = desk_queries.select_found_by_code(tx, event_id, codes) if any(codes) else []
    return event, found or by_code, bool(by_code)


def _by_name(tx: Transaction, event_id: int, words: list[str]) -> list[Found]:
    return desk_queries.select_found(tx, event_id, words, FOUND_AT_MOST, current_language())


def _as_json(answer: Answer) -> dict[str, Any]:
    person = answer.attendee
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
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="milliseconds") + "Z" if moment else None


async def _read_scan(event_id: int, attendee_id: int | None = None) -> Scan:
    """The scan in the form or the JSON of the request.

    Raises:
        Malformed: its number is no UUID, or it names nobody.
    """
    sent = await _sent()
    account = viewer().account
    text = sent.get("code", "").strip()
    code = code_in(text) or text.upper()[:LONGEST_CODE]
    wanted = attendee_id if attendee_id is not None else number_in(sent.get("attendee_id", ""))
    if wanted is None and not code:
        raise Malformed(N_("The scan names nobody: it has neither a code nor an attendee."))
    return Scan(
        scan_id=_scan_id(sent.get("scan_id", "") or _plain_form_id()),
        event_id=event_id,
        by=Scanner(account.kind, account.id, account.name),
        scanned_at=_moment(sent.get("scanned_at", "")),
        code="" if wanted is not None else code,
        text="" if wanted is not None else text[:LONGEST_LINK],
        attendee_id=wanted,
        gate_id=number_in(sent.get("gate", "")),
    )


async def _sent() -> dict[str, str]:
    """Strictly typed: a JSON 0 for a code would match every row in MySQL."""
    if not request.is_json:
        return dict((await request.form).items())
    try:
        values = json.loads(await request.get_data())
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(values, dict):
        raise Malformed
    if any(not isinstance(value, str | int | None) or isinstance(value, bool) for value in values.values()):
        raise Malformed
    if not isinstance(values.get("code", ""), str):
        raise Malformed
    return {key: str(value) for key, value in values.items() if value is not None}


def _plain_form_id() -> str:
    """A page without JavaScript makes no numbers: its form is sent by hand, and once."""
    is_plain_form = not request.is_json and not wants_fragment()
    return str(uuid4()) if is_plain_form else ""


def _scan_id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise Malformed(N_("The scan has no number (scan_id): it must be a UUID.")) from None


def _moment(text: str) -> datetime:
    """The device's time; the server's where it is missing or nonsense."""
    now = clock.now()
    try:
        moment = datetime.fromisoformat(text)
        told = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return now
    # A year that no time zone can be applied to would spoil every list in which the scan stands.
    return told if abs(told - now) < WRONG_CLOCK else now
