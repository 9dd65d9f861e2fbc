"""The desk and the organizer correct what is written on somebody's badge."""

from __future__ import annotations

import asyncio
from typing import Any

from quart import Blueprint, request
from werkzeug.wrappers import Response

from netevent.badges.texts import service
from netevent.badges.texts.forms import BadgeTextForm, asked_text, text_form
from netevent.badges.texts.letters import require_printable
from netevent.badges.texts.reading import TextPage, read_text_page
from netevent.core.site import read, transact
from netevent.core.web.forms import answered
from netevent.core.web.requests import go_to, page
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.identity.guards import viewer

routes = Blueprint("badge_texts", __name__)


@routes.route("/staff/<int:event_id>/badges/<int:attendee_id>/text", methods=["GET", "POST"])
@guards.door
async def at_desk(event_id: int, attendee_id: int) -> Any:
    shown = await read(read_text_page, event_id, attendee_id)
    form = await text_form(shown)

    async def show(problem: str) -> str:
        return page("badges/texts/desk.html", event=shown.event, **_context(shown, form, problem))

    return await answered(form, lambda: _saved(shown, form, "badge_texts.at_desk"), show)


@routes.route("/organizer/event/<int:event_id>/badges/<int:attendee_id>/text", methods=["GET", "POST"])
@guards.event_editor
async def edit(event_id: int, attendee_id: int) -> Any:
    shown = await read(read_text_page, event_id, attendee_id)
    form = await text_form(shown)

    async def show(problem: str) -> str:
        return await office_page("badges/texts/office.html", event_id, **_context(shown, form, problem))

    return await answered(form, lambda: _saved(shown, form, "badge_texts.edit"), show)


async def _saved(shown: TextPage, form: BadgeTextForm, endpoint: str) -> Response:
    text = await asked_text(form, shown)
    await asyncio.to_thread(require_printable, text)
    event_id, attendee_id = shown.event.id, shown.attendee_id
    await transact(service.correct, event_id, attendee_id, text, viewer().account.name)
    return go_to(endpoint, event_id=event_id, attendee_id=attendee_id, saved=1)


def _context(shown: TextPage, form: BadgeTextForm, problem: str) -> dict[str, object]:
    was_saved = request.method == "GET" and "saved" in request.args
    return {"shown": shown, "form": form, "problem": problem, "was_saved": was_saved}
