"""The organizer's programme: a live list, or a day of it as a timetable, and the form of a session."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request
from werkzeug.wrappers import Response

from netevent.breakouts import service
from netevent.breakouts.forms import SessionForm, form_values, session_form
from netevent.breakouts.plan.reading import read_plan
from netevent.breakouts.presenters.forms import PresenterForm
from netevent.breakouts.presenters.service import presenters_of
from netevent.breakouts.screens import BREAKOUTS, TIMETABLE
from netevent.breakouts.session import Session
from netevent.breakouts.warnings import warnings_of
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.site import read, transact
from netevent.core.web.forms import answered, asked, filled
from netevent.core.web.requests import fragment, go_to, wants_fragment
from netevent.events.details import Event
from netevent.events.office_page import office_page
from netevent.events.queries import select_event
from netevent.identity import guards

routes = Blueprint("breakouts", __name__)


@routes.get("/organizer/event/<int:event_id>/breakout-sessions")
@guards.organizer
async def sessions(event_id: int) -> str:
    if asked("view") != "timetable":
        return await office_page("breakouts/list.html", event_id, BREAKOUTS)
    plan = await read(read_plan, event_id, asked("day"))
    if wants_fragment():
        return fragment("breakouts/plan/_plan.html", event_id=event_id, plan=plan)
    return await office_page("breakouts/plan/timetable.html", event_id, TIMETABLE, plan=plan)


@routes.route("/organizer/event/<int:event_id>/breakout-sessions/new", methods=["GET", "POST"])
@guards.event_editor
async def create(event_id: int) -> Any:
    event = existing(await read(select_event, event_id))
    form = await filled(session_form(event.zone))

    async def act() -> Response:
        return await _done(event_id, await transact(service.create, event_id=event_id, details=form.details))

    return await answered(form, act, lambda problem: _page(event_id, form, problem))


@routes.route("/organizer/event/<int:event_id>/breakout-sessions/<int:session_id>", methods=["GET", "POST"])
@guards.organizer
async def edit(event_id: int, session_id: int) -> Any:
    event, session = await read(_found, event_id, session_id)
    form = await filled(session_form(event.zone), **form_values(session, event.zone))

    async def act() -> Response:
        await transact(service.edit, event_id=event_id, session_id=session_id, details=form.details)
        return await _done(event_id, session_id)

    return await answered(form, act, lambda problem: _page(event_id, form, problem, session))


@routes.post("/organizer/event/<int:event_id>/breakout-sessions/<int:session_id>/copy")
@guards.organizer
async def copy(event_id: int, session_id: int) -> Response:
    """On to the form of the copy: it is rarely meant to stay as it is."""
    copied = await transact(service.copy, event_id=event_id, session_id=session_id)
    return go_to("breakouts.edit", event_id=event_id, session_id=copied)


@routes.route(
    "/organizer/event/<int:event_id>/breakout-sessions/<int:session_id>/delete", methods=["GET", "POST"]
)
@guards.event_editor
async def delete(event_id: int, session_id: int) -> Any:
    """Ask first, and say what goes with the session."""
    if request.method == "POST":
        await transact(service.delete, event_id=event_id, session_id=session_id)
        return go_to("breakouts.sessions", event_id=event_id)
    session = await read(service.find, event_id, session_id)
    return await office_page("breakouts/delete.html", event_id, session=session)


async def _page(event_id: int, form: SessionForm, problem: str, session: Session | None = None) -> str:
    warnings = await read(warnings_of, event_id, session.id) if session else []
    return await office_page(
        "breakouts/edit.html",
        event_id,
        form=form,
        problem=problem,
        session=session,
        warnings=warnings,
        presenters=await read(presenters_of, event_id, session.id) if session else None,
        presenter_form=PresenterForm(),
    )


async def _done(event_id: int, session_id: int) -> Response:
    """Back to the list; or to the form again, which says what is allowed and may be a mistake."""
    if await read(warnings_of, event_id, session_id):
        return go_to("breakouts.edit", event_id=event_id, session_id=session_id)
    return go_to("breakouts.sessions", event_id=event_id)


def _found(tx: Transaction, event_id: int, session_id: int) -> tuple[Event, Session]:
    return existing(select_event(tx, event_id)), service.find(tx, event_id, session_id)
