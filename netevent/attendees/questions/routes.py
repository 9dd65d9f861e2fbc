"""The organizer's questions: the list, a page for each, and one that asks before a question goes."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request
from werkzeug.wrappers import Response

from netevent.attendees.questions import service
from netevent.attendees.questions.forms import QuestionForm, defaults
from netevent.attendees.questions.screens import QUESTIONS
from netevent.attendees.types.queries import select_types
from netevent.core.errors import Malformed
from netevent.core.site import read, transact
from netevent.core.web.forms import answered, filled
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.identity import guards

routes = Blueprint("questions", __name__)


@routes.get("/organizer/event/<int:event_id>/questions")
@guards.organizer
async def questions(event_id: int) -> str:
    return await office_page(
        "attendees/questions/list.html", event_id, QUESTIONS, most=service.MOST_QUESTIONS
    )


@routes.route("/organizer/event/<int:event_id>/questions/new", methods=["GET", "POST"])
@guards.event_editor
async def add(event_id: int) -> Any:
    # A box that is not ticked is not sent: what a new question has by itself must not come back then.
    form = await filled(QuestionForm, **({} if request.method == "POST" else defaults(None)))
    form.offer(await read(select_types, event_id))

    async def act() -> Response:
        await transact(service.add, event_id, form.details)
        return _back(event_id)

    async def show(problem: str) -> str:
        return await office_page("attendees/questions/new.html", event_id, form=form, problem=problem)

    return await answered(form, act, show)


@routes.route("/organizer/event/<int:event_id>/questions/<int:question_id>", methods=["GET", "POST"])
@guards.event_editor
async def edit(event_id: int, question_id: int) -> Any:
    one = await read(service.find, event_id, question_id)
    form = await filled(QuestionForm, **({} if request.method == "POST" else defaults(one.question)))
    form.offer(await read(select_types, event_id))

    async def act() -> Response:
        await transact(service.edit, event_id, question_id, form.details)
        return _back(event_id)

    async def show(problem: str) -> str:
        given = {"counted": one, "form": form, "problem": problem}
        return await office_page("attendees/questions/edit.html", event_id, **given)

    return await answered(form, act, show)


@routes.post("/organizer/event/<int:event_id>/questions/<int:question_id>/move")
@guards.organizer
async def move(event_id: int, question_id: int) -> Response:
    match (await request.form).get("direction"):
        case "up" | "down" as direction:
            await transact(service.move, event_id, question_id, direction)
        case _:
            raise Malformed
    return _back(event_id)


@routes.route("/organizer/event/<int:event_id>/questions/<int:question_id>/delete", methods=["GET", "POST"])
@guards.event_editor
async def delete(event_id: int, question_id: int) -> Any:
    """Says how many answers go; a POST is the yes."""
    if request.method != "POST":
        one = await read(service.find, event_id, question_id)
        return await office_page("attendees/questions/delete.html", event_id, counted=one)
    await transact(service.remove, event_id, question_id)
    return _back(event_id)


def _back(event_id: int) -> Response:
    return go_to("questions.questions", event_id=event_id)
