"""The page that cancels an event: it asks, then shows how far it is, and what money is left to give back."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, Response, request
from werkzeug.wrappers import Response as BaseResponse

from netevent.core.errors import Refusal, existing
from netevent.core.i18n import N_
from netevent.core.sandbox import ChildDied, OutOfBounds
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered, filled
from netevent.core.web.requests import fragment, go_to, wants_fragment
from netevent.documents.download import download_file
from netevent.events.details import Event
from netevent.events.office_page import office_page
from netevent.events.queries import select_event
from netevent.identity import guards
from netevent.identity.mail_budget import spend_on_the_first_day
from netevent.office.calling_off import service
from netevent.office.calling_off.forms import CallOffForm
from netevent.office.calling_off.reading import Prospect, read_called_off, read_prospect
from netevent.office.payments import words
from netevent.office.payments.exporting.export import left_of
from netevent.reports.turns import ExportTurns

routes = Blueprint("calling_off", __name__)

FILES_OF_AN_EVENT = "60/hour"


class ListNotMade(Refusal):
    status = 503
    code = "list_not_made"
    message = N_("The file could not be made. Try again in a minute.")


@routes.route("/organizer/event/<int:event_id>/cancel", methods=["GET", "POST"])
@guards.event_owner
async def call_off(event_id: int) -> Any:
    event = existing(await read(select_event, event_id))
    if not event.is_cancelled:
        return await _asked(event)
    if request.method == "POST":
        await transact(service.begin, event_id, "", False, guards.viewer().name)
        return _to_page(event_id)
    context = {"called_off": await read(read_called_off, event_id), "words": words}
    if wants_fragment():
        return fragment("office/calling_off/_progress.html", **context)
    return await office_page("office/calling_off/called_off.html", event_id, **context)


@routes.get("/organizer/event/<int:event_id>/cancel/left.csv")
@guards.event_owner
async def left(event_id: int) -> Response:
    """What could not be given back by itself."""
    await site().limits.spend(FILES_OF_AN_EVENT, "payments", str(event_id))
    async with site().part(ExportTurns).turn():
        try:
            made = await left_of(site().database, event_id)
        except (ChildDied, OutOfBounds):
            raise ListNotMade from None
    return download_file(made, "text/csv; charset=utf-8", "to-give-back.csv")


async def _asked(event: Event) -> Any:
    names = (event.name.default, *(name for _, name in event.name.others))
    kind: type[CallOffForm] = type("CallOffForm", (CallOffForm,), {"names": names})
    form, prospect = await filled(kind), await read(read_prospect, event.id)

    async def act() -> BaseResponse:
        await _spend(prospect)
        by = guards.viewer().name
        await transact(service.begin, event.id, form.text.data or "", bool(form.gives_back.data), by)
        return _to_page(event.id)

    async def show(problem: str) -> str:
        given = {"form": form, "problem": problem, "prospect": prospect, "words": words}
        can_mail = site().settings.can_mail
        return await office_page("office/calling_off/ask.html", event.id, can_mail=can_mail, **given)

    return await answered(form, act, show)


async def _spend(prospect: Prospect) -> None:
    """Only the owner comes here."""
    if site().settings.can_mail:
        mails = prospect.counts.people + prospect.counts.buyers
        await spend_on_the_first_day(guards.viewer().id, mails)


def _to_page(event_id: int) -> BaseResponse:
    return go_to("calling_off.call_off", event_id=event_id)
