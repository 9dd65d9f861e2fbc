"""The organizer's page of an event's look, and the addresses at which every reader's browser fetches it."""

from __future__ import annotations

import asyncio
from typing import Any

from quart import Blueprint, Response, request
from werkzeug.wrappers import Response as BaseResponse

from netevent.core.errors import NotFound, existing
from netevent.core.pictures.kinds import BYTES_AT_MOST
from netevent.core.pictures.process import Pictures
from netevent.core.site import read, site, transact
from netevent.core.web import networks
from netevent.core.web.bodies import takes
from netevent.core.web.forms import answered, asked, filled
from netevent.core.web.requests import go_to
from netevent.events.codes import UNKNOWN_CODES, code_in
from netevent.events.look import queries, service
from netevent.events.look.colours import hex_of, shades, style
from netevent.events.look.forms import LookForm
from netevent.events.look.look import Look
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.identity.guards import viewer

routes = Blueprint("look", __name__)

UPLOADS_OF_AN_ORGANIZER = "30/hour"
LARGEST_UPLOAD = BYTES_AT_MOST + 1024 * 1024
# What has another address when it changes, and what has not.
FOR_EVER, NOT_KEPT = "public, max-age=31536000, immutable", "private, no-cache"
PREVIEW = ".look-preview"


@routes.route("/organizer/event/<int:event_id>/look", methods=["GET", "POST"])
@guards.event_editor
@takes(LARGEST_UPLOAD)
async def edit(event_id: int) -> Any:
    look = existing(await read(queries.select_look, event_id))
    form = await filled(LookForm, colour=look.colour)

    async def act() -> BaseResponse:
        colour, without = form.colour.data or "", form.without_logo.data
        await transact(service.save, event_id, colour, await _chosen_logo(), without)
        return go_to("look.edit", event_id=event_id)

    async def show(problem: str) -> str:
        given = {"form": form, "problem": problem, "look": look} | _preview(form.colour.data or "")
        return await office_page("events/look/edit.html", event_id, **given)

    return await answered(form, act, show)


@routes.get("/organizer/event/<int:event_id>/look/preview")
@guards.event_editor
async def preview(event_id: int) -> str:
    """The part of the page that shows a colour before it is saved."""
    look = existing(await read(queries.select_look, event_id))
    return await office_page("events/look/_preview.html", event_id, look=look, **_preview(asked("colour")))


@routes.get("/organizer/event/<int:event_id>/look/preview.css")
@guards.event_editor
async def preview_style(event_id: int) -> Response:
    colour = hex_of(asked("colour"))
    return _style(style(colour, PREVIEW) if colour else "", NOT_KEPT)


@routes.get("/event/<code>/look.css")
@guards.public
async def look_style(code: str) -> Response:
    look = await _found(code)
    is_now = request.args.get("v") == look.version
    return _style(style(look.colour) if look.colour else "", FOR_EVER if is_now else NOT_KEPT)


@routes.get("/event/<code>/logo/<name>.webp")
@guards.public
async def logo(code: str, name: str) -> Response:
    # What the server names is ASCII; MariaDB refuses to compare anything else with it.
    named = name[:32] if name.isascii() else ""
    content = await read(queries.select_logo, code=code_in(code), name=named)
    if content is None:
        await networks.spend(UNKNOWN_CODES, "event-code")
        raise NotFound
    return Response(content, content_type="image/webp", headers={"Cache-Control": FOR_EVER})


async def _chosen_logo() -> bytes | None:
    """Made anew from what was chosen; None where nothing was.

    Raises:
        PictureRefused: it cannot become a logo.
    """
    file = (await request.files).get("logo")
    if file is None or not file.filename:
        return None
    await site().limits.spend(UPLOADS_OF_AN_ORGANIZER, "logo", str(viewer().id))
    return await site().part(Pictures).logo(await asyncio.to_thread(file.read))


async def _found(code: str) -> Look:
    found = await read(queries.select_look_by_code, code=code_in(code))
    if found is None:
        await networks.spend(UNKNOWN_CODES, "event-code")
        raise NotFound
    return found


def _preview(typed: str) -> dict[str, object]:
    colour = hex_of(typed)
    return {"colour": colour, "shown": shades(colour) if colour else None}


def _style(text: str, cached: str) -> Response:
    return Response(text, content_type="text/css; charset=utf-8", headers={"Cache-Control": cached})
