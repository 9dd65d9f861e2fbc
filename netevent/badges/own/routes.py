"""The attendee sees the own badge before it is printed, corrects what stands on it, and may download it."""

from __future__ import annotations

import asyncio
from typing import Any

from quart import Blueprint, Response, request
from werkzeug.wrappers import Response as BaseResponse

from netevent.attendees.attendee_page import attendee_page
from netevent.badges.making.sources import sources_of
from netevent.badges.texts import service
from netevent.badges.texts.forms import BadgeTextForm, asked_text, text_form
from netevent.badges.texts.letters import require_printable
from netevent.badges.texts.reading import read_own_badge, read_text_page
from netevent.core.i18n import gettext
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered
from netevent.core.web.requests import go_to
from netevent.documents.badges.drawing import badge_pdf
from netevent.documents.badges.preview import picture
from netevent.documents.download import download, file_name
from netevent.identity import guards
from netevent.identity.guards import viewer

routes = Blueprint("own_badge", __name__)

PDF = "application/pdf"
DRAWN_FOR_ONE = "120/hour"
# Pixels, for a picture that is half as wide on a sharp screen.
WIDTH = 800
PRIVATE = "private, no-store"


@routes.route("/attendee/badge", methods=["GET", "POST"])
@guards.attendee
async def show() -> Any:
    event_id, attendee_id = _whose()
    shown = await read(read_text_page, event_id, attendee_id)
    form = await text_form(shown)

    async def act() -> BaseResponse:
        text = await asked_text(form, shown)
        await asyncio.to_thread(require_printable, text)
        await transact(service.correct_own, event_id, attendee_id, text)
        return go_to("own_badge.show", saved=1)

    async def render(problem: str) -> str:
        return await _page(form, problem)

    return await answered(form, act, render)


@routes.get("/attendee/badge/badge.png")
@guards.attendee
async def shown_picture() -> Response:
    """Of the PDF's own first page."""
    pdf, _ = await _drawn()
    content = await asyncio.to_thread(picture, pdf, WIDTH)
    return Response(content, content_type="image/png", headers={"Cache-Control": PRIVATE})


@routes.get("/attendee/badge/download")
@guards.attendee
async def pdf() -> Response:
    content, event = await _drawn()
    name = file_name(f"{gettext('Badge')} - {event}", "badge")
    answer = download(content, PDF, f"{name}.pdf", "badge.pdf")
    answer.headers["Cache-Control"] = PRIVATE
    return answer


async def _page(form: BadgeTextForm, problem: str) -> str:
    """As it stands now: it may have been printed since the form was opened."""
    event_id, attendee_id = _whose()
    shown = await read(read_text_page, event_id, attendee_id)
    made, design = await read(read_own_badge, event_id, attendee_id, sources_of(site().settings))
    return await attendee_page(
        "badges/own/show.html",
        shown=shown,
        form=form,
        problem=problem,
        paper=design.paper,
        version=made.content[:16],
        was_saved=request.method == "GET" and "saved" in request.args,
    )


async def _drawn() -> tuple[bytes, str]:
    """The badge, and the event's name as it stands on it."""
    event_id, attendee_id = _whose()
    await site().limits.spend(DRAWN_FOR_ONE, "own-badge", str(attendee_id))
    made, design = await read(read_own_badge, event_id, attendee_id, sources_of(site().settings))
    return await asyncio.to_thread(badge_pdf, made.badge, design), made.badge.event


def _whose() -> tuple[int, int]:
    return viewer().event_id or 0, viewer().id
