"""The presenters of a session: the event's owner adds, reminds and removes them."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request, session
from werkzeug.wrappers import Response

from netevent.breakouts.presenters import service
from netevent.breakouts.presenters.forms import PresenterForm
from netevent.breakouts.presenters.presenter import Presenter, Presenters
from netevent.breakouts.service import find as find_session
from netevent.breakouts.session import Session
from netevent.core.database import Transaction
from netevent.core.i18n import gettext
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered, filled
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.identity.mail_budget import spend_a_mail

routes = Blueprint("session_presenters", __name__)

NOTICE = "presenters_notice"


@routes.route(
    "/organizer/event/<int:event_id>/breakout-sessions/<int:session_id>/presenters", methods=["GET", "POST"]
)
@guards.organizer
async def presenters(event_id: int, session_id: int) -> Any:
    """The list, and the form that adds; the same form stands on the session's own page."""
    await read(find_session, event_id, session_id)
    form = await filled(PresenterForm)
    return await answered(
        form,
        lambda: _added(event_id, session_id, form),
        lambda problem: _list(event_id, session_id, form, problem),
    )


@routes.post(
    "/organizer/event/<int:event_id>/breakout-sessions/<int:session_id>/presenters/<int:organizer_id>/resend"
)
@guards.organizer
async def resend(event_id: int, session_id: int, organizer_id: int) -> Response:
    await read(service.find, event_id, session_id, organizer_id)
    await spend_a_mail(viewer().id)
    base_url = site().settings.base_url
    reminded = await transact(service.remind, event_id, session_id, organizer_id, base_url)
    return _back_to_list(event_id, session_id, _sent(reminded))


@routes.route(
    "/organizer/event/<int:event_id>/breakout-sessions/<int:session_id>/presenters/<int:organizer_id>/remove",
    methods=["GET", "POST"],
)
@guards.event_editor
async def remove(event_id: int, session_id: int, organizer_id: int) -> Any:
    """Asks first; a POST is the answer."""
    presenter, breakout = await read(_found, event_id, session_id, organizer_id)
    if request.method == "GET":
        return await office_page(
            "breakouts/presenters/remove.html", event_id, presenter=presenter, session=breakout
        )
    await transact(service.remove, event_id, session_id, organizer_id)
    said = gettext("%(name)s no longer presents this session.") % {"name": presenter.name}
    return _back_to_list(event_id, session_id, said)


async def _added(event_id: int, session_id: int, form: PresenterForm) -> Response:
    await spend_a_mail(viewer().id)
    new = form.presenter(viewer().account.language)
    added = await transact(service.add, event_id, session_id, new, site().settings.base_url)
    return _back_to_list(event_id, session_id, _sent(added))


def _sent(presenter: Presenter) -> str:
    """The same for who was known and who is invited."""
    values = {"name": presenter.name, "email": presenter.email}
    if site().settings.can_mail:
        return gettext("%(name)s presents this session. An email is on its way to %(email)s.") % values
    return (
        gettext("%(name)s presents this session. This server cannot send email yet: the email waits.")
        % values
    )


def _back_to_list(event_id: int, session_id: int, said: str) -> Response:
    session[NOTICE] = {"session_id": session_id, "said": said}
    return go_to("session_presenters.presenters", event_id=event_id, session_id=session_id)


async def _list(event_id: int, session_id: int, form: PresenterForm, problem: str) -> str:
    notice = session.pop(NOTICE, None) or {"session_id": 0, "said": ""}
    breakout, listed = await read(_listed, event_id, session_id)
    return await office_page(
        "breakouts/presenters/list.html",
        event_id,
        session=breakout,
        presenters=listed,
        presenter_form=form,
        presenter_problem=problem,
        flashes=[("good", notice["said"])] if notice["session_id"] == session_id else [],
    )


def _listed(tx: Transaction, event_id: int, session_id: int) -> tuple[Session, Presenters]:
    found = find_session(tx, event_id, session_id)
    return found, service.presenters_of(tx, event_id, session_id)


def _found(tx: Transaction, event_id: int, session_id: int, organizer_id: int) -> tuple[Presenter, Session]:
    presenter = service.find(tx, event_id, session_id, organizer_id)
    return presenter, find_session(tx, event_id, session_id)
