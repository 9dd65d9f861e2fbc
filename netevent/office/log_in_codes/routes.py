"""The organizer's screen with a log-in code, and the page that it opens on a phone."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request

from netevent.core.i18n import gettext
from netevent.core.qr import qr_svg
from netevent.core.site import read, site, transact
from netevent.core.web import networks
from netevent.core.web.forms import answered, filled
from netevent.core.web.readers import speak_as_owner
from netevent.core.web.requests import go_to, page
from netevent.events.gates.queries import select_gates
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.identity.browser import welcome
from netevent.identity.own_account.browser_kind import browser_kind
from netevent.staff import service as staff_service
from netevent.staff.codes import service
from netevent.staff.codes.screens import read_state
from netevent.staff.codes.service import CodeOver, ShownCode
from netevent.staff.forms import WithoutEmailForm

routes = Blueprint("staff_codes", __name__)

OPENED_FROM_A_NETWORK = "120/minute"


@routes.route("/organizer/event/<int:event_id>/staff/<int:staff_id>/code", methods=["GET", "POST"])
@guards.event_editor
async def show(event_id: int, staff_id: int) -> Any:
    """A GET makes no code: it has the button that does, which a browser with scripts presses by itself."""
    member = await read(staff_service.find_member, event_id, staff_id)
    shown = ShownCode(member)
    if request.method == "POST":
        renews = (await request.form).get("renews") == "1"
        base_url = site().settings.base_url
        shown = await transact(service.show, event_id, staff_id, base_url, renews=renews)
    # Of an earlier code nothing is told.
    code = (await read(read_state, staff_id)).code if request.method == "POST" else None
    qr = qr_svg(shown.link, gettext("QR code that logs a phone in")) if shown.link else ""
    return await office_page("staff/codes/show.html", event_id, shown=shown, code=code, qr=qr)


@routes.route("/organizer/event/<int:event_id>/staff/without-email", methods=["GET", "POST"])
@guards.event_editor
async def add(event_id: int) -> Any:
    """A new member by name alone; the code comes next."""
    form = await filled(WithoutEmailForm, language=site().languages.default)
    form.offer(await read(select_gates, event_id))

    async def act() -> Any:
        member = await transact(staff_service.add_without_email, event_id, form.typed)
        return go_to("staff_codes.show", event_id=event_id, staff_id=member.id)

    async def page_of(problem: str) -> str:
        return await office_page("staff/without_email.html", event_id, form=form, problem=problem)

    return await answered(form, act, page_of)


@routes.route("/staff/join/<token>", methods=["GET", "POST"])
@guards.public
async def join(token: str) -> Any:
    """On the phone. Looking uses nothing up: a camera's preview looks, too."""
    await networks.spend(OPENED_FROM_A_NETWORK, "staff-join-from")
    try:
        code = await read(service.find, token)
        speak_as_owner(code.language)
        if request.method == "GET":
            return page("staff/codes/join.html", code=code)
        device = browser_kind(request.headers.get("User-Agent", ""))
        joined = await transact(service.join, token, device)
    except CodeOver:
        return page("staff/codes/over.html"), CodeOver.status
    return await welcome(joined.account, until=joined.until)
