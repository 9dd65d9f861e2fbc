"""The organizer's list of attendees as files: what the list shows, by the same address.

A form orders one: a job makes it, and its page (`documents.made`) shows how far it is. A program gets the
file as the answer, after as long as that takes; whoever opens the address in a browser gets the form.
"""

from __future__ import annotations

from typing import Any

from quart import Blueprint, Response, request
from werkzeug.wrappers import Response as BaseResponse

from netevent.attendees.listing.filters import ListFilter
from netevent.attendees.listing.listing import asked_filter
from netevent.core.errors import existing
from netevent.core.i18n import current_language, gettext
from netevent.core.sandbox import ChildDied, OutOfBounds
from netevent.core.site import read, site, transact
from netevent.core.web.paths import path
from netevent.core.web.requests import go_to
from netevent.documents.download import download_file, file_name
from netevent.documents.made.made_file import Ordered
from netevent.documents.made.service import order
from netevent.documents.tables.process import Kind
from netevent.events.office_page import office_page
from netevent.events.queries import select_event
from netevent.identity import guards
from netevent.reports.answering import FILES_OF_AN_EVENT, MEDIA_TYPES, FileNotMade
from netevent.reports.export import Wanted, file_of
from netevent.reports.jobs import EXPORT, Export
from netevent.reports.turns import ExportTurns

routes = Blueprint("reports", __name__)


@routes.route("/organizer/event/<int:event_id>/attendees/excel/download", methods=["GET", "POST"])
@guards.event_team
async def excel(event_id: int) -> Any:
    return await _answer(event_id, Kind.excel)


@routes.route("/organizer/event/<int:event_id>/attendees/csv/download", methods=["GET", "POST"])
@guards.event_team
async def csv(event_id: int) -> Any:
    return await _answer(event_id, Kind.csv)


@routes.route("/organizer/event/<int:event_id>/journal/excel/download", methods=["GET", "POST"])
@guards.event_team
async def journal_excel(event_id: int) -> Any:
    """The scans alone: the attendees are in the list's own file."""
    return await _answer(event_id, Kind.excel, is_journal=True)


@routes.route("/organizer/event/<int:event_id>/journal/csv/download", methods=["GET", "POST"])
@guards.event_team
async def journal_csv(event_id: int) -> Any:
    return await _answer(event_id, Kind.csv, is_journal=True)


async def _answer(event_id: int, kind: Kind, *, is_journal: bool = False) -> Any:
    event = existing(await read(select_event, event_id))
    shown = ListFilter(language=current_language()) if is_journal else asked_filter()
    wanted = Wanted(kind, event, shown, is_journal)
    if request.method == "POST":
        return await _ordered(wanted)
    if _wants_page(kind):
        return await office_page("reports/ask.html", event_id, kind=kind, back=_back(wanted))
    return await _downloaded(wanted)


async def _ordered(wanted: Wanted) -> BaseResponse:
    event = wanted.event
    await site().limits.spend(FILES_OF_AN_EVENT, "export", str(event.id))
    ordered = Ordered(
        organizer_id=guards.viewer().id,
        event_id=event.id,
        name=_name(wanted),
        plain_name=_plain_name(wanted),
        media_type=MEDIA_TYPES[wanted.kind],
        back=_back(wanted),
    )
    export = Export(event.id, wanted.kind, wanted.shown, wanted.is_journal)
    file_id = await transact(order, EXPORT, export, ordered)
    return go_to("made_files.show", event_id=event.id, file_id=file_id)


async def _downloaded(wanted: Wanted) -> Response:
    async with site().part(ExportTurns).turn():
        try:
            made = await file_of(site().database, wanted)
        except (ChildDied, OutOfBounds):
            raise FileNotMade from None
    return download_file(made, MEDIA_TYPES[wanted.kind], _name(wanted), _plain_name(wanted))


def _back(wanted: Wanted) -> str:
    """The page on which the file is ordered."""
    if wanted.is_journal:
        return path("replay.show", event_id=wanted.event.id)
    return path("attendees.attendee_list", event_id=wanted.event.id, **wanted.shown.asked)


def _wants_page(kind: Kind) -> bool:
    """Browsers prefer pages; what takes anything takes the file."""
    accepted = request.accept_mimetypes
    file_type = MEDIA_TYPES[kind].partition(";")[0]
    return accepted.quality("text/html") > accepted.quality(file_type)


def _name(wanted: Wanted) -> str:
    what = gettext("Scans") if wanted.is_journal else gettext("Attendees")
    return file_name(f"{wanted.event.name} - {what}", _plain(wanted)) + f".{wanted.kind}"


def _plain_name(wanted: Wanted) -> str:
    return f"{_plain(wanted)}.{wanted.kind}"


def _plain(wanted: Wanted) -> str:
    return "scans" if wanted.is_journal else "attendees"
