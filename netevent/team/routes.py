"""The page of an event's team: its owner adds, changes, reminds and removes; the others look, and leave."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request, session
from werkzeug.wrappers import Response

from netevent.core.errors import Malformed
from netevent.core.i18n import current_language, gettext
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered, filled
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.identity.mail_budget import spend_a_mail
from netevent.team import service
from netevent.team.forms import MemberForm, RoleForm
from netevent.team.member import Member

routes = Blueprint("team", __name__)

NOTICE = "team_notice"


@routes.get("/organizer/event/<int:event_id>/organizers")
@guards.organizer
async def organizers(event_id: int) -> str:
    return await _list(event_id, await filled(MemberForm), "")


@routes.post("/organizer/event/<int:event_id>/organizers")
@guards.event_owner
async def add(event_id: int) -> Any:
    form = await filled(MemberForm)
    return await answered(
        form, lambda: _added(event_id, form), lambda problem: _list(event_id, form, problem)
    )


@routes.post("/organizer/event/<int:event_id>/organizers/<int:organizer_id>/role")
@guards.event_owner
async def change_role(event_id: int, organizer_id: int) -> Response:
    form = await filled(RoleForm)
    if not form.validate():
        raise Malformed
    member = await transact(service.change_role, event_id, viewer().id, organizer_id, form.chosen)
    said = gettext("The role of %(name)s has been changed.") % {"name": member.name}
    return _back_to_list(event_id, said)


@routes.post("/organizer/event/<int:event_id>/organizers/<int:organizer_id>/resend")
@guards.event_owner
async def resend(event_id: int, organizer_id: int) -> Response:
    await read(service.find, event_id, organizer_id)
    await spend_a_mail(viewer().id)
    base_url = site().settings.base_url
    reminded = await transact(service.remind, event_id, viewer().id, organizer_id, base_url)
    return _back_to_list(event_id, _sent(reminded))


@routes.route("/organizer/event/<int:event_id>/organizers/<int:organizer_id>/remove", methods=["GET", "POST"])
@guards.event_owner
async def remove(event_id: int, organizer_id: int) -> Any:
    """Asks first; a POST is the answer."""
    member = await read(service.find, event_id, organizer_id)
    if request.method == "GET":
        return await office_page("team/remove.html", event_id, member=member)
    await transact(service.remove, event_id, viewer().id, organizer_id)
    return _back_to_list(
        event_id, gettext("%(name)s no longer organizes this event.") % {"name": member.name}
    )


@routes.route(
    "/organizer/event/<int:event_id>/organizers/<int:organizer_id>/hand-over", methods=["GET", "POST"]
)
@guards.event_owner
async def hand_over(event_id: int, organizer_id: int) -> Any:
    """Asks first; a POST is the answer."""
    member = await read(service.find, event_id, organizer_id)
    if request.method == "GET":
        return await office_page("team/hand_over.html", event_id, member=member)
    await spend_a_mail(viewer().id)
    await transact(service.hand_over, event_id, viewer().id, organizer_id, site().settings.base_url)
    said = gettext("%(name)s owns the event now. You are an editor.") % {"name": member.name}
    return _back_to_list(event_id, said)


@routes.route("/organizer/event/<int:event_id>/organizers/leave", methods=["GET", "POST"])
@guards.event_team
async def leave(event_id: int) -> Any:
    """Asks first; a POST is the answer. A viewer may leave, too."""
    if request.method == "GET":
        return await office_page("team/leave.html", event_id)
    await transact(service.leave, event_id, viewer().id)
    return go_to("home.organizer")


async def _added(event_id: int, form: MemberForm) -> Response:
    await spend_a_mail(viewer().id)
    new = form.member(current_language())
    added = await transact(service.add, event_id, viewer().id, new, site().settings.base_url)
    return _back_to_list(event_id, _sent(added))


def _sent(member: Member) -> str:
    """The same for who was known and who is invited."""
    values = {"name": member.name, "email": member.email}
    if site().settings.can_mail:
        return (
            gettext("%(name)s organizes this event with you. An email is on its way to %(email)s.") % values
        )
    return (
        gettext("%(name)s organizes this event with you. This server cannot send email yet: the email waits.")
        % values
    )


def _back_to_list(event_id: int, said: str) -> Response:
    session[NOTICE] = {"event_id": event_id, "said": said}
    return go_to("team.organizers", event_id=event_id)


async def _list(event_id: int, form: MemberForm, problem: str) -> str:
    notice = session.pop(NOTICE, None) or {"event_id": 0, "said": ""}
    return await office_page(
        "team/list.html",
        event_id,
        members=await read(service.members_of, event_id),
        form=form,
        problem=problem,
        roles=await filled(RoleForm),
        own_id=viewer().id,
        flashes=[("good", notice["said"])] if notice["event_id"] == event_id else [],
    )
