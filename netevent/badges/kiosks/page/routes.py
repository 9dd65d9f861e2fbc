"""The page of a kiosk: who are you, is that you, you are in. It works without JavaScript for who types.

Each step is a page of its own, and the last ones lead back by themselves. Between the steps travels a number
that the server signed for this kiosk and this scan: at a kiosk nobody can be named by a number.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from quart import Blueprint, request
from quart_auth import logout_user

from netevent.badges.kiosks import service
from netevent.badges.kiosks.forms import PinForm
from netevent.badges.kiosks.kiosk import Kiosk
from netevent.badges.kiosks.page import checking_in, finding, tries
from netevent.badges.kiosks.page.finding import Recognized
from netevent.badges.kiosks.page.guard import at_kiosk, become, cease, kiosk_hash, own_kiosk
from netevent.badges.kiosks.refusals import LinkUsed, NotRecognized, PinWrong
from netevent.core import clock
from netevent.core.credentials import matching, number_in, signed_number, token_hash
from netevent.core.errors import Refusal, TooMany
from netevent.core.site import read, site, transact
from netevent.core.web import networks
from netevent.core.web.forms import answered, filled
from netevent.core.web.paths import path
from netevent.core.web.requests import go_to, page
from netevent.events.queries import select_event
from netevent.identity import guards
from netevent.identity.guards import maybe_viewer
from netevent.identity.service import end_login

routes = Blueprint("kiosk_page", __name__)

OPENED_FROM_A_NETWORK = "120/minute"
# Seconds until a page leads back to the start.
LAST_PAGE, QUESTION = 10, 40


@routes.route("/kiosk/open/<token>", methods=["GET", "POST"])
@guards.public
async def open_link(token: str) -> Any:
    """Asks first, as who only looks at a link must not use it up; a POST makes this device the kiosk."""
    await networks.spend(OPENED_FROM_A_NETWORK, "kiosk-link-from")
    hashed = token_hash(token)
    try:
        if request.method == "POST":
            return await _opened(hashed)
        kiosk = await read(service.find_of_link, hashed)
    except LinkUsed as refusal:
        return page("badges/kiosks/page/closed.html", text=refusal.text), refusal.status
    return page("badges/kiosks/page/open.html", kiosk=kiosk)


@routes.get("/kiosk")
@at_kiosk
async def show() -> Any:
    return await _start()


@routes.post("/kiosk/alive")
@at_kiosk
async def alive() -> tuple[str, int]:
    """A sign of life of the page, which learns by it that the kiosk is closed."""
    await transact(service.stay, kiosk_hash(), clock.now())
    return "", 204


@routes.post("/kiosk/find")
@at_kiosk
async def find() -> Any:
    """Who scanned or typed; wrong ones get one answer, whatever was wrong."""
    kiosk = own_kiosk()
    try:
        found = await _recognized(kiosk)
    except (NotRecognized, TooMany) as refusal:
        return await _start(refusal)
    return await _kiosk_page("sure", found=found, **_signed(kiosk, found), back_after=QUESTION)


@routes.post("/kiosk/check-in")
@at_kiosk
async def check_in() -> Any:
    form = await request.form
    try:
        scan_id, attendee_id = _named(own_kiosk(), form.get("scan_id", ""), form.get("who", ""))
    except NotRecognized as refusal:
        return await _start(refusal)
    done = await transact(checking_in.check_in, kiosk_hash(), attendee_id, scan_id)
    return await _kiosk_page("done", done=done, back_after=LAST_PAGE)


@routes.route("/kiosk/leave", methods=["GET", "POST"])
@at_kiosk
async def leave() -> Any:
    """This device is no kiosk any more: for who knows the PIN."""
    kiosk, form = own_kiosk(), await filled(PinForm)

    async def act() -> Any:
        await tries.begin_pin(kiosk)
        if not (await matching([kiosk.pin_hash], form.pin.data or ""))[0]:
            raise PinWrong
        await tries.pin_was_right(kiosk)
        await transact(service.leave, kiosk_hash())
        cease()
        return go_to("identity.login")

    async def show(problem: str) -> str:
        return await _kiosk_page("leave", form=form, problem=problem, kiosk=kiosk, back_after=QUESTION)

    return await answered(form, act, show)


async def _opened(hashed: str) -> Any:
    """Nobody stays logged in where everybody comes."""
    _, kept = await transact(service.open_on_device, hashed, clock.now())
    viewer = maybe_viewer()
    if viewer is not None:
        await transact(end_login, viewer.login_id)
        logout_user()
    become(kept)
    return go_to("kiosk_page.show")


async def _recognized(kiosk: Kiosk) -> Recognized:
    """
    Raises:
        NotRecognized, TooManyTries: as their classes say.
    """
    form = await request.form
    code, letters, email = (form.get(name, "") for name in ("code", "letters", "email"))
    rates, what = (tries.WRONG_CODES, "kiosk-code") if code else (tries.WRONG_NAMES, "kiosk-name")
    if not (code or (letters.strip() and email.strip())):
        raise NotRecognized
    await tries.require_unspent(kiosk, rates, what)
    try:
        if code:
            return await read(finding.by_code, kiosk, code)
        return await read(finding.by_name, kiosk, letters, email)
    except NotRecognized:
        await tries.spend_one(kiosk, rates, what)
        raise


def _signed(kiosk: Kiosk, found: Recognized) -> dict[str, str]:
    scan_id = str(uuid4())
    who = signed_number(site().secret, _purpose(kiosk, scan_id), found.id)
    return {"scan_id": scan_id, "who": who}


def _named(kiosk: Kiosk, scan_id: str, who: str) -> tuple[str, int]:
    """The scan's number, and whom this kiosk had recognized for it.

    Raises:
        NotRecognized: nobody.
    """
    try:
        scan_id = str(UUID(scan_id))
    except ValueError:
        raise NotRecognized from None
    attendee_id = number_in(site().secret, _purpose(kiosk, scan_id), who)
    if attendee_id is None:
        raise NotRecognized
    return scan_id, attendee_id


def _purpose(kiosk: Kiosk, scan_id: str) -> str:
    return f"kiosk {kiosk.id} {scan_id}"


async def _start(refusal: Refusal | None = None) -> Any:
    problem = refusal.text if refusal else ""
    shown = await _kiosk_page("start", problem=problem)
    return (shown, refusal.status) if refusal else shown


async def _kiosk_page(step: str, **context: Any) -> str:
    """`back_after`: so many seconds later the page leads back to the start."""
    event = await read(select_event, own_kiosk().event_id)
    context["page_address"] = path("kiosk_page.show")
    return page(f"badges/kiosks/page/{step}.html", event=event, **context)
