"""The organizer's page of how badges are printed: the settings, and beside them how the badges look."""

from __future__ import annotations

import asyncio
from typing import Any

from quart import Blueprint, Response, request
from werkzeug.wrappers import Response as BaseResponse

from netevent.badges.making.paper import paper_of
from netevent.badges.making.reading import design_of
from netevent.badges.making.sources import sources_of
from netevent.badges.settings import service, words
from netevent.badges.settings.forms import BadgeForm
from netevent.badges.settings.previewing import Part, picture_of, read_sample
from netevent.badges.settings.queries import select_settings
from netevent.badges.settings.settings import BadgeSettings
from netevent.core.errors import Malformed, NotFound
from netevent.core.i18n import N_
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered, filled
from netevent.core.web.requests import fragment, go_to
from netevent.documents.badges.drawing import test_page
from netevent.documents.badges.formats import GRIDS, Design
from netevent.documents.download import download
from netevent.events.office_page import office_page
from netevent.events.queries import select_zone
from netevent.events.zones.moments import in_zone
from netevent.identity import guards

routes = Blueprint("badges", __name__)

PDF = "application/pdf"
PICTURES_OF_AN_EVENT = "600/hour"


class NoPreview(Malformed):
    code = "no_preview"
    message = N_("The measures of the label sheet do not fit. Correct them in the form first.")


@routes.route("/organizer/event/<int:event_id>/badges", methods=["GET", "POST"])
@guards.organizer
async def edit(event_id: int) -> Any:
    kind = await _form_kind(event_id)
    standing = await read(select_settings, event_id)
    form = await filled(kind, **kind.defaults(standing))

    async def act() -> BaseResponse:
        await transact(service.save, event_id, form.settings)
        return go_to("badges.edit", event_id=event_id, saved=1)

    async def show(problem: str) -> str:
        is_new = request.method == "GET"
        shown = standing if is_new else None if form.errors else form.settings
        given = {"form": form, "problem": problem, "grids": GRIDS, "words": words}
        was_saved = is_new and "saved" in request.args
        return await office_page(
            "badges/settings/edit.html", event_id, was_saved=was_saved, **given, **_preview(form, shown)
        )

    return await answered(form, act, show)


@routes.post("/organizer/event/<int:event_id>/badges/preview")
@guards.event_editor
async def preview(event_id: int) -> str:
    """The part of the page that shows what is being chosen; nothing is kept."""
    form = (await _form_kind(event_id))(await request.form)
    shown = form.settings if form.validate() else None
    return fragment("badges/settings/_preview.html", event_id=event_id, **_preview(form, shown))


@routes.get("/organizer/event/<int:event_id>/badges/preview/<part>.png")
@guards.event_team
async def preview_picture(event_id: int, part: str) -> Response:
    """Of what the address says; of what it does not say, nothing is on the badge."""
    if part not in list(Part):
        raise NotFound
    await site().limits.spend(PICTURES_OF_AN_EVENT, "badge-preview", str(event_id))
    shown = await _asked(event_id)
    sample = await read(read_sample, event_id, Part(part), shown, sources_of(site().settings))
    content = await picture_of(sample, Part(part))
    return Response(content, content_type="image/png", headers={"Cache-Control": "private, no-store"})


@routes.get("/organizer/event/<int:event_id>/badges/test-page")
@guards.event_team
async def printed_test_page(event_id: int) -> Response:
    """The labels' edges with rulers: printed on plain paper, held against the label sheet."""
    shown = await _asked(event_id)
    design = await read(design_of, event_id, sources_of(site().settings), shown)
    return download(await asyncio.to_thread(test_page, design), PDF, "badges-test-page.pdf")


async def _form_kind(event_id: int) -> type[BadgeForm]:
    return in_zone(BadgeForm, await read(select_zone, event_id))


async def _asked(event_id: int) -> BadgeSettings:
    """What the address says; the event's own settings where it says nothing."""
    if "format" not in request.args:
        return await read(select_settings, event_id)
    form = BadgeForm(request.args)
    if not form.validate():
        raise NoPreview
    return form.settings


def _preview(form: BadgeForm, shown: BadgeSettings | None) -> dict[str, object]:
    """`shown` None: what was typed is no sheet."""
    if shown is None:
        return {"paper": None, "has_back": False, "asked": {}}
    paper = paper_of(shown)
    has_back = Design(paper, has_back=shown.shows_agenda).has_page_of_backs
    return {"paper": paper, "has_back": has_back, "asked": form.asked}
