"""The page that deletes an event: it says what goes with it, and asks for the name."""

from __future__ import annotations

from typing import Any

from quart import Blueprint
from werkzeug.wrappers import Response

from netevent.core.database.budget import patient
from netevent.core.errors import existing
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered, filled
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.events.queries import select_event, select_event_counts
from netevent.identity import guards
from netevent.identity.archive import for_archive
from netevent.office.deleting import service
from netevent.office.deleting.forms import DeleteForm
from netevent.office.deleting.queries import select_together
from netevent.payments.invoices.queries import select_has_money
from netevent.payments.invoices.service import HasInvoices
from netevent.profiles.photos.keeping import Photos

routes = Blueprint("deleting", __name__)


@routes.route("/organizer/event/<int:event_id>/delete", methods=["GET", "POST"])
@guards.event_owner
@for_archive
async def delete(event_id: int) -> Any:
    event = existing(await read(select_event, event_id))
    names = (event.name.default, *(name for _, name in event.name.others))
    kind: type[DeleteForm] = type("DeleteForm", (DeleteForm,), {"names": names})
    form = await filled(kind)

    async def act() -> Response:
        with patient():  # thousands of rows go with it
            photos = await transact(service.delete_event, event_id=event_id)
        await site().part(Photos).discard(photos)
        return go_to("home.organizer")

    async def show(problem: str) -> str:
        if await read(select_has_money, event_id):
            return await office_page("office/deleting/kept.html", event_id, problem=HasInvoices().text)
        together, counts = await read(select_together, event_id), await read(select_event_counts, event_id)
        given = {"form": form, "problem": problem, "together": together, "counts": counts}
        return await office_page("office/deleting/delete.html", event_id, **given)

    return await answered(form, act, show)
