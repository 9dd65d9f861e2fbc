"""The attendee's own page by a link in a mail, for who has no password.

Opening the page logs nobody in: mail programs and virus scanners open links too. The token stands in no log
(`core.web.requests` writes down the rule of a route) and leaves in no Referer.
"""

from __future__ import annotations

from typing import Any

from quart import Response, current_app, request

from netevent.core import clock
from netevent.core.badge_codes import badge_link
from netevent.core.database import Transaction
from netevent.core.errors import Refusal
from netevent.core.i18n import gettext
from netevent.core.qr import qr_svg
from netevent.core.site import read, site, transact
from netevent.core.text.comparing import normalize_email
from netevent.core.web import networks
from netevent.core.web.forms import PageForm, answered, email_field, filled, new_password_field
from netevent.core.web.paths import path
from netevent.core.web.readers import speak_as_owner
from netevent.core.web.requests import go_to, page
from netevent.home.blueprint import routes
from netevent.home.personal.queries import select_own_sessions
from netevent.identity import guards, own_password
from netevent.identity.accounts import Kind
from netevent.identity.browser import welcome
from netevent.identity.links import service as login_links
from netevent.identity.passwords import hashed
from netevent.registration.attendance import service as attendance_service
from netevent.registration.attendance.forms import is_attending_in
from netevent.registration.orders.person.reading import read_own_order
from netevent.registration.personal_link import service
from netevent.registration.personal_link.queries import Invitee
from netevent.registration.personal_link.service import LinkOver, Links

LINKS_FOR_AN_ADDRESS = "3/hour"
# Many ask from one network on the morning of an event.
LINKS_FROM_A_NETWORK = "60/15 minutes"
# Only links that open nothing count.
UNKNOWN_FROM_A_NETWORK = "30/minute"
# The address of the page is a secret: no other site, and no other page here, is told it.
REFERRER_POLICY = "strict-origin"


class LinkForm(PageForm):
    email = email_field(autocomplete="email")


class PasswordForm(PageForm):
    password = new_password_field()


@routes.route("/attendee/request-link", methods=["GET", "POST"])
@guards.public
async def request_link() -> Any:
    """Mails the links. The answer is the same whether anybody has the address, and comes as fast."""
    form = await filled(LinkForm, email=_own_address())

    async def act() -> str:
        await _spend(form.email.data or "")
        await _ask_for_links(form.email.data or "")
        return page("home/request_link.html", form=None, problem="")

    async def show(problem: str) -> str:
        return page("home/request_link.html", form=form, problem=problem)

    return await answered(form, act, show)


@routes.get("/attendee/personal/<token>")
@guards.public
async def personal(token: str) -> Response:
    return await _personal_page(token)


@routes.post("/attendee/personal/<token>/attendance")
@guards.public
async def personal_attendance(token: str) -> Any:
    is_attending = is_attending_in(await request.form)
    try:
        await transact(service.change_attendance, token=token, is_attending=is_attending)
    except LinkOver:
        return await _over()
    except Refusal as refusal:
        return await _personal_page(token, refusal)
    return go_to("home.personal", token=token)


@routes.post("/attendee/personal/<token>/open")
@guards.public
async def personal_open(token: str) -> Any:
    """Log this browser in as the attendee, and confirm the address."""
    try:
        account = await transact(service.open_account, token, own_password.is_own)
    except LinkOver:
        return await _over()
    return await welcome(account, stays=True)


@routes.post("/attendee/personal/<token>/password")
@guards.public
async def personal_password(token: str) -> Any:
    try:
        # First whether the link holds: hashing is dear.
        holder = await read(service.find_holder, token=token)
        speak_as_owner(holder.language)
        form = await filled(PasswordForm)
        if not form.validate():
            return await _personal_page(token, form=form)
        password_hash = await hashed(holder.email_key, form.password.data or "")
        account = await transact(service.set_password, token=token, password_hash=password_hash)
    except LinkOver:
        return await _over()
    return await welcome(account, stays=True)


def _own_address() -> str:
    reader = guards.maybe_viewer()
    return reader.email if reader is not None and reader.kind is Kind.attendee else ""


async def _spend(email: str) -> None:
    await networks.spend(LINKS_FROM_A_NETWORK, "personal-link-from")
    await site().limits.spend(LINKS_FOR_AN_ADDRESS, "personal-link-for", normalize_email(email))


async def _ask_for_links(email: str) -> None:
    """One look into the index for every address; what takes longer for a known one waits for no answer."""
    found = await read(service.find_invitees, email=email)
    current_app.add_background_task(_send_links, email, found)


async def _send_links(email: str, invitees: list[Invitee]) -> None:
    """Attendees get their personal links, organizers and staff links that log in once."""
    await transact(login_links.send_links, email, site().settings.base_url)
    links = Links(site().settings.base_url, site().secret)
    for invitee in invitees:
        await transact(service.send_link, invitee, links)


async def _personal_page(
    token: str, refusal: Refusal | None = None, form: PasswordForm | None = None
) -> Response:
    def work(tx: Transaction) -> dict[str, Any]:
        holder = service.find_holder(tx, token)
        person, event = attendance_service.find(tx, holder.attendee_id)
        sessions = select_own_sessions(tx, holder.attendee_id)
        return {
            "attendee": person,
            "event": event,
            "sessions": sessions,
            "holder": holder,
            "own": read_own_order(tx, holder.attendee_id),
        }

    try:
        found = await read(work)
    except LinkOver:
        return await _over()
    speak_as_owner(found["holder"].language)
    link = badge_link(site().settings.base_url, found["attendee"].code)
    text = page(
        "home/personal.html",
        token=token,
        page_address=path("home.personal", token=token),
        qr=qr_svg(link, gettext("QR code of your badge")),
        is_over=found["event"].is_over(clock.now()),
        form=form or PasswordForm(),
        problem=refusal.text if refusal else "",
        keeps_password=own_password.is_own(found["holder"].email_key, found["holder"].password_hash),
        **found,
    )
    return _private(text, 422 if refusal or form else 200)


async def _over() -> Response:
    await networks.spend(UNKNOWN_FROM_A_NETWORK, "personal-unknown")
    return _private(page("home/personal_over.html"), LinkOver.status)


def _private(text: str, status: int) -> Response:
    response = Response(text, status, content_type="text/html; charset=utf-8")
    response.headers["Referrer-Policy"] = REFERRER_POLICY
    return response
