"""The answers of one attendee: the own page, where consents are given and withdrawn, and the organizer's."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request, session
from werkzeug.wrappers import Response

from netevent.attendees.attendee_page import attendee_page
from netevent.attendees.questions.answers import service
from netevent.attendees.questions.answers.reading import read_answers
from netevent.attendees.questions.asking import Posted, ask
from netevent.core.i18n import gettext
from netevent.core.site import read, transact
from netevent.core.web.forms import answered
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.identity.guards import viewer

routes = Blueprint("answers", __name__)

NEWS = "answers_news"


@routes.route("/attendee/profile/answers", methods=["GET", "POST"])
@guards.attendee
async def own() -> Any:
    shown = await read(read_answers, viewer().id)
    type_id, standing = shown.person.type_id, shown.standing
    form = ask(shown.questions, await _posted(), type_id=type_id, standing=standing, may_withdraw=True)

    async def act() -> Response:
        await transact(service.save, shown.person.event_id, shown.person.id, form.answers)
        session[NEWS] = True
        return go_to("answers.own")

    async def show(problem: str) -> str:
        flashes = [("good", gettext("Your answers have been saved."))] if session.pop(NEWS, None) else []
        given = {"given": shown.by_question, "zone": shown.person.zone, "flashes": flashes}
        return await attendee_page("attendees/questions/answers/own.html", form=form, **given)

    return await answered(form, act, show)


@routes.route("/organizer/event/<int:event_id>/attendees/<int:attendee_id>/answers", methods=["GET", "POST"])
@guards.event_editor
async def edit(event_id: int, attendee_id: int) -> Any:
    """Nobody consents for somebody else, and nobody knows all that is asked of somebody else."""
    shown = await read(read_answers, attendee_id, event_id)
    type_id, standing = shown.person.type_id, shown.standing
    form = ask(shown.without_consents, await _posted(), type_id=type_id, standing=standing, demands=False)

    async def act() -> Response:
        await transact(service.save, event_id, attendee_id, form.answers)
        return go_to("office_attendees.attendee", event_id=event_id, attendee_id=attendee_id)

    async def show(problem: str) -> str:
        person = {"attendee": shown.person, "consents": shown.consents, "zone": shown.person.zone}
        return await office_page(
            "attendees/questions/answers/edit.html", event_id, form=form, problem=problem, **person
        )

    return await answered(form, act, show)


async def _posted() -> Posted | None:
    return await request.form if request.method == "POST" else None
