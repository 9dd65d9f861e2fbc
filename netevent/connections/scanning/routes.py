"""The attendee's camera, and the card of whose badge it reads. A GET writes down nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from quart import Blueprint, request

from netevent.attendees.attendee_page import attendee_page
from netevent.connections.refusals import MessageTooLong, RequestsUsedUp
from netevent.connections.scanning import service as scan_service
from netevent.connections.scanning.scanned import OwnBadge, Scanned, UnknownBadge
from netevent.connections.service import MESSAGE_LENGTH
from netevent.core.badge_codes import code_in
from netevent.core.errors import Refusal, TooMany
from netevent.core.site import read, site, transact
from netevent.core.text.cleaning import clean_lines
from netevent.core.web.requests import fragment, go_to, wants_fragment
from netevent.identity import badge_guess_limit as badge_guess_limit
from netevent.identity import guards
from netevent.identity.guards import viewer

routes = Blueprint("scanning", __name__)

LONGEST_TYPED = 200


@routes.get("/attendee/scan")
@guards.attendee
async def camera() -> Any:
    return await _camera()


@routes.post("/attendee/scan")
@guards.attendee
async def scan() -> Any:
    """A code that the camera read or somebody typed."""
    typed = (await request.form).get("code", "")[:LONGEST_TYPED]
    try:
        scanned = await _scanned(typed, lambda code: transact(scan_service.scan, viewer().id, code))
    except (UnknownBadge, OwnBadge, TooMany) as refusal:
        return await _refused(refusal, typed)
    if wants_fragment():
        return _sheet(scanned)
    return go_to("scanning.card", code=scanned.code)


@routes.get("/attendee/scan/<code>")
@guards.attendee
async def card(code: str) -> Any:
    """The card, for who comes by the phone's own camera."""
    try:
        return await _card_page(await _looked_up(code))
    except OwnBadge:
        return go_to("home.attendee")
    except (UnknownBadge, TooMany) as refusal:
        return await _refused(refusal)


@routes.post("/attendee/scan/<code>")
@guards.attendee
async def connect(code: str) -> Any:
    """Ask to connect, with a message if one likes."""
    message = clean_lines((await request.form).get("message"))
    try:
        scanned = await _scanned(
            code,
            lambda known: transact(scan_service.connect, viewer().id, viewer().event_id or 0, known, message),
        )
    except (MessageTooLong, RequestsUsedUp) as refusal:
        return await _not_asked(refusal, code, message)
    except (UnknownBadge, OwnBadge, TooMany) as refusal:
        return await _refused(refusal)
    if wants_fragment():
        return _sheet(scanned)
    return go_to("scanning.card", code=scanned.code)


async def _looked_up(code: str) -> Scanned:
    return await _scanned(code, lambda known: read(scan_service.look, viewer().id, known))


async def _scanned(text: str, work: Callable[[str], Awaitable[Scanned]]) -> Scanned:
    """Do `work` with the code in `text`; unknown ones are counted."""
    await badge_guess_limit.require_unspent()
    code = code_in(text, site().settings.base_url)
    try:
        if not code:
            raise UnknownBadge
        return await work(code)
    except UnknownBadge:
        await badge_guess_limit.spend_one()
        raise


async def _camera(typed: str = "", refusal: Refusal | None = None) -> str:
    base_url = site().settings.base_url.rstrip("/")
    return await attendee_page(
        "connections/scanning/scan.html", typed=typed, refusal=refusal, base_url=base_url
    )


async def _refused(refusal: Refusal, typed: str = "") -> Any:
    if wants_fragment():
        return fragment("connections/scanning/_refused.html", text=refusal.text), refusal.status
    return await _camera(typed, refusal), refusal.status


async def _not_asked(refusal: Refusal, code: str, message: str) -> Any:
    """The card once more, with the message as it was typed."""
    scanned = await _looked_up(code)
    if wants_fragment():
        return _sheet(scanned, message, refusal.text), refusal.status
    return await _card_page(scanned, message, refusal.text), refusal.status


def _sheet(scanned: Scanned, message: str = "", refused: str = "") -> str:
    return fragment("connections/scanning/_scanned.html", **_shown(scanned, message, refused))


async def _card_page(scanned: Scanned, message: str = "", refused: str = "") -> str:
    return await attendee_page("connections/scanning/scanned.html", **_shown(scanned, message, refused))


def _shown(scanned: Scanned, message: str, refused: str) -> dict[str, Any]:
    return {"scanned": scanned, "message": message, "refused": refused, "most": MESSAGE_LENGTH}
