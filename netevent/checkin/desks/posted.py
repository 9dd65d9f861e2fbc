"""A scan as a desk posts it: a form or JSON. Called by the routes of the door and of a session's room."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from quart import request

from netevent.checkin.scan import Scan, Scanner
from netevent.core import clock
from netevent.core.badge_codes import LONGEST_LINK, code_in
from netevent.core.errors import Malformed
from netevent.core.i18n import N_
from netevent.core.web.forms import number_in
from netevent.core.web.requests import wants_fragment
from netevent.identity.guards import viewer

# What is no code is written into the journal as it was read.
LONGEST_CODE = 64
WRONG_CLOCK = timedelta(days=366)


async def posted_scan(event_id: int, attendee_id: int | None = None) -> Scan:
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
        scanned_at=moment_in(sent.get("scanned_at", "")),
        code="" if wanted is not None else code,
        text="" if wanted is not None else text[:LONGEST_LINK],
        attendee_id=wanted,
        gate_id=number_in(sent.get("gate", "")),
    )


async def posted_walk_in(event_id: int) -> Scan:
    """The scan of somebody who is about to be added: it names nobody yet.

    Raises:
        Malformed: its number is no UUID.
    """
    sent = await _sent()
    account = viewer().account
    return Scan(
        scan_id=_scan_id(sent.get("scan_id", "") or _plain_form_id()),
        event_id=event_id,
        by=Scanner(account.kind, account.id, account.name),
        scanned_at=moment_in(sent.get("scanned_at", "")),
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


def moment_in(text: str) -> datetime:
    """The device's time; the server's where it is missing or nonsense."""
    now = clock.now()
    try:
        moment = datetime.fromisoformat(text)
        told = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return now
    # A year that no time zone can be applied to would spoil every list in which the scan stands.
    return told if abs(told - now) < WRONG_CLOCK else now
