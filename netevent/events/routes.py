"""An event's form: making one, changing it."""

from __future__ import annotations

from typing import Any

from quart import Blueprint
from werkzeug.wrappers import Response

from netevent.core.errors import existing
from netevent.core.i18n import current_language, gettext
from netevent.core.site import read, site, transact
from netevent.core.web.bodies import takes
from netevent.core.web.forms import answered, filled
from netevent.core.web.requests import fragment, go_to, page
from netevent.events import queries, service
from netevent.events.forms import (
    MAIN_ENTRANCE,
    EventForm,
    event_form,
    form_values,
    further_languages,
    text_values,
)
from netevent.events.office_page import office_page
from netevent.events.place.maps import map_of
from netevent.events.zones.places import labels
from netevent.identity import guards
from netevent.identity.guards import viewer

routes = Blueprint("events", __name__)

# A list of gates and seven descriptions, of five thousand characters each and up to twelve bytes for one.
LARGEST_FORM = 768 * 1024
LONGEST_DESCRIPTION = 5000


@routes.route("/organizer/event/create", methods=["GET", "POST"])
@guards.event_maker
@takes(LARGEST_FORM)
async def create() -> Any:
    organizer_id = viewer().id
    last_zone = await read(queries.select_last_zone, organizer_id)
    kind = event_form(further_languages(site().languages))
    form = await filled(kind, zone=last_zone or "UTC", gates=gettext(MAIN_ENTRANCE))

    async def act() -> Response:
        event_id = await transact(service.create_event, organizer_id=organizer_id, details=form.details)
        return go_to("home.event", event_id=event_id)

    async def show(problem: str) -> str:
        return page(
            "events/create.html", form=form, problem=problem, guess_zone=not last_zone, **_beside(form)
        )

    return await answered(form, act, show)


@routes.route("/organizer/event/<int:event_id>/edit", methods=["GET", "POST"])
@guards.event_editor
@takes(LARGEST_FORM)
async def edit(event_id: int) -> Any:
    event = existing(await read(queries.select_event, event_id))
    texts = await read(queries.select_texts, event_id)
    kind = event_form(further_languages(site().languages, texts))
    form = await filled(kind, **form_values(event.details), **text_values(texts))

    async def act() -> Response:
        changed = await transact(service.edit_event, event_id=event_id, details=form.details)
        # Where it has something to say about the seats, or the link to copy, it stays.
        stays = changed.too_many or changed.link_token != event.link_token
        return go_to("events.edit" if stays else "home.event", event_id=event_id)

    async def show(problem: str) -> str:
        given = {"form": form, "problem": problem, "base_url": site().settings.base_url}
        return await office_page("events/edit.html", event_id, **given, **_beside(form))

    return await answered(form, act, show)


@routes.post("/organizer/event/preview")
@guards.organizer
@takes(LARGEST_FORM)
async def preview() -> str:
    """The part of the form's page that shows what is being typed; nothing is kept."""
    return fragment("events/_preview.html", preview=_preview(await filled(EventForm)))


def _beside(form: EventForm) -> dict[str, Any]:
    """What the form's page shows besides the form."""
    return {"places": tuple(labels(current_language())), "preview": _preview(form)}


def _preview(form: EventForm) -> dict[str, str]:
    location, map_url = form.location.data or "", form.map_url.data or ""
    return {
        "name": form.name.data or "",
        "description": (form.description.data or "")[:LONGEST_DESCRIPTION],
        "location": location,
        "map_link": map_of(location, map_url),
    }
