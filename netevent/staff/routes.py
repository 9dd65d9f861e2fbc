"""The pages about staff: the organizer's list, and the way in for who was invited."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request, session
from werkzeug.wrappers import Response

from netevent.core import clock
from netevent.core.i18n import current_language, gettext
from netevent.core.site import read, site, transact
from netevent.core.web import networks
from netevent.core.web.forms import answered, filled
from netevent.core.web.readers import speak_as_owner
from netevent.core.web.requests import go_to, page
from netevent.events.gates.queries import select_gates
from netevent.events.office_page import office_page
from netevent.events.seats import allow_over
from netevent.identity import guards
from netevent.identity.browser import welcome
from netevent.identity.guards import viewer
from netevent.identity.mail_budget import spend_a_mail
from netevent.identity.passwords import hashed
from netevent.staff import service
from netevent.staff.forms import PasswordForm, StaffForm, defaults
from netevent.staff.queries import Details, Invitation
from netevent.staff.screens import STAFF
from netevent.staff.service import InvitationOver, Invited

routes = Blueprint("staff", __name__)

CODES_FROM_AN_ADDRESS = "30/minute"
MAILS_FOR_A_CODE = "3/hour"
NOTICE = "staff_notice"


# ---- the organizer's pages -------------------------------------------------------------------------------


@routes.route("/organizer/event/<int:event_id>/staff", methods=["GET", "POST"])
@guards.organizer
async def members(event_id: int) -> Any:
    """The list, and the form that invites."""
    form = await filled(StaffForm, language=current_language())
    form.offer(await read(select_gates, event_id))
    return await answered(
        form, lambda: _invited(event_id, form.typed), lambda problem: _list(event_id, form, problem)
    )


@routes.route("/organizer/event/<int:event_id>/staff/<int:staff_id>", methods=["GET", "POST"])
@guards.event_editor
async def edit(event_id: int, staff_id: int) -> Any:
    member = await read(service.find_member, event_id, staff_id)
    form = await filled(StaffForm, **(defaults(member) if request.method == "GET" else {}))
    form.offer(await read(select_gates, event_id))
    if not member.email:
        form.need_no_email()

    async def show(problem: str) -> str:
        return await office_page("staff/edit.html", event_id, member=member, form=form, problem=problem)

    return await answered(form, lambda: _edited(event_id, staff_id, form.typed), show)


@routes.post("/organizer/event/<int:event_id>/staff/<int:staff_id>/resend")
@guards.organizer
async def resend(event_id: int, staff_id: int) -> Response:
    await spend_a_mail(viewer().id)
    invited = await transact(service.resend, event_id, staff_id, site().settings.base_url)
    return _back_to_list(event_id, _sent(invited), invited.link)


@routes.route("/organizer/event/<int:event_id>/staff/<int:staff_id>/remove", methods=["GET", "POST"])
@guards.event_editor
async def remove(event_id: int, staff_id: int) -> Any:
    """Asks first; a POST is the answer."""
    member = await read(service.find_member, event_id, staff_id)
    if request.method == "GET":
        return await office_page("staff/remove.html", event_id, member=member)
    await transact(service.remove, event_id, staff_id)
    said = gettext("%(name)s is no longer on the staff and has been logged out everywhere.")
    return _back_to_list(event_id, said % {"name": member.name})


@routes.post("/organizer/event/<int:event_id>/staff/walk-ins")
@guards.organizer
async def walk_ins(event_id: int) -> Response:
    """Whether the desk may add people when all seats are taken."""
    is_allowed = "over_capacity" in await request.form
    await transact(allow_over, event_id, is_allowed)
    return _back_to_list(event_id, gettext("The changes have been saved."))


async def _invited(event_id: int, details: Details) -> Response:
    await spend_a_mail(viewer().id)
    invited = await transact(service.invite, event_id, details, site().settings.base_url)
    return _back_to_list(event_id, _sent(invited), invited.link)


async def _edited(event_id: int, staff_id: int, details: Details) -> Response:
    invited = await transact(service.edit, event_id, staff_id, details, site().settings.base_url)
    if invited is not None:
        return _back_to_list(event_id, _sent(invited), invited.link)
    name = f"{details.first_name} {details.last_name}".strip()
    return _back_to_list(event_id, gettext("The changes to %(name)s have been saved.") % {"name": name})


def _sent(invited: Invited) -> str:
    """What became of the mail. A server without a mail server keeps it, and the link must go another way."""
    values = {"name": invited.member.name, "email": invited.member.email}
    if site().settings.smtp_url or site().settings.demo:
        return gettext("The invitation for %(name)s is on its way to %(email)s.") % values
    return (
        gettext("%(name)s is invited, but this server cannot send email yet. Pass the link on yourself.")
        % values
    )


def _back_to_list(event_id: int, said: str, link: str = "") -> Response:
    """The list says it once. The link travels in the organizer's own cookie: nobody else ever gets it."""
    session[NOTICE] = {"event_id": event_id, "said": said, "link": link}
    return go_to("staff.members", event_id=event_id)


async def _list(event_id: int, form: StaffForm, problem: str) -> str:
    notice = session.pop(NOTICE, None)
    if notice is None or notice["event_id"] != event_id:
        notice = {"said": "", "link": ""}
    return await office_page(
        "staff/list.html",
        event_id,
        STAFF,
        now=clock.now(),
        form=form,
        problem=problem,
        flashes=[("good", notice["said"])] if notice["said"] else [],
        link=notice["link"],
    )


# ---- the way in ------------------------------------------------------------------------------------------


@routes.route("/staff/invite/<token>", methods=["GET", "POST"])
@guards.public
async def accept(token: str) -> Any:
    """The link of the mail. It says nothing of other accounts that the address may have."""
    invitation = await read(service.find_invitation, token)
    if invitation is not None:
        speak_as_owner(invitation.language)
    if invitation is None or not invitation.is_open:
        return _over(invitation)
    form = await filled(PasswordForm)

    async def show(problem: str) -> str:
        return page("staff/accept.html", invitation=invitation, form=form)

    return await answered(form, lambda: _accepted(token, invitation.email, form), show)


@routes.route("/staff/<string(minlength=4, maxlength=10):staff_code>", methods=["GET", "POST"])
@guards.public
async def code(staff_code: str) -> str:
    """Mails a new link to whoever was invited under this code; says the same whether there is one."""
    is_sent = request.method == "POST"
    if is_sent:
        await networks.spend(CODES_FROM_AN_ADDRESS, "staff-code-from")
        await site().limits.spend(MAILS_FOR_A_CODE, "staff-code-for", staff_code.upper())
        base_url = site().settings.base_url
        await transact(service.resend_by_code, staff_code, base_url)
    return page("staff/code.html", staff_code=staff_code.upper(), is_sent=is_sent)


async def _accepted(token: str, email: str, form: PasswordForm) -> Any:
    password_hash = await hashed(email, form.password.data or "")
    try:
        return await welcome(await transact(service.accept, token, password_hash))
    except InvitationOver:
        return _over(await read(service.find_invitation, token))


def _over(invitation: Invitation | None) -> tuple[str, int]:
    return page("staff/invitation_over.html", invitation=invitation), InvitationOver.status
