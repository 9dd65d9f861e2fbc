"""The badges of many as one PDF: the page that asks whose, and orders the file; for programs the file itself.

A browser gets the page: a form orders, a job makes it, and its page (`documents.made`) shows how far it is.
Who asks for a PDF waits and gets it.
"""

from __future__ import annotations

from typing import Any

from quart import Blueprint, Response, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.wrappers import Response as BaseResponse

from netevent.badges.making.paper import paper_of
from netevent.badges.making.sources import sources_of
from netevent.badges.settings.queries import select_settings
from netevent.badges.sheets.choice import Choice, Whom, choice_in
from netevent.badges.sheets.file import NobodyToPrint, Recorder, file_of, tell_nobody
from netevent.badges.sheets.jobs import BADGES, Sheets
from netevent.badges.sheets.queries import select_chosen
from netevent.badges.sheets.reading import check
from netevent.badges.sheets.screens import BADGE_SHEETS, read_types
from netevent.core.acting import actor
from netevent.core.database import Transaction
from netevent.core.errors import Refusal, existing
from netevent.core.i18n import N_, gettext
from netevent.core.sandbox import ChildDied, OutOfBounds
from netevent.core.site import read, site, transact
from netevent.core.web.paths import path
from netevent.core.web.requests import fragment, go_to, wants_fragment
from netevent.documents.download import download_file, file_name
from netevent.documents.made.made_file import Ordered
from netevent.documents.made.service import order
from netevent.events.office_page import office_page
from netevent.events.queries import select_event
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.identity.roles.queries import select_is_archived, select_role
from netevent.reports.answering import FILES_OF_AN_EVENT, FileNotMade
from netevent.reports.turns import ExportTurns

routes = Blueprint("badge_sheets", __name__)

PDF, HTML = "application/pdf", "text/html"
PLAIN_NAME = "badges.pdf"


class NotAcceptable(Refusal):
    status = 406
    code = "not_acceptable"
    message = N_("There are badges as a page and as a PDF, and nothing else.")


@routes.route("/organizer/event/<int:event_id>/badges/rectangular/download", methods=["GET", "POST"])
@guards.organizer
async def choose(event_id: int) -> Any:
    if request.method == "POST":
        return await _ordered(event_id)
    choice = choice_in(request.args)
    if wants_fragment():
        return fragment("badges/sheets/_checked.html", event_id=event_id, **await _checked(event_id, choice))
    if _wants_page(request.accept_mimetypes):
        return await _page(event_id, choice)
    return await _downloaded(event_id, choice)


async def _page(event_id: int, choice: Choice, problem: str = "") -> str:
    given = await _checked(event_id, choice) | {"types": await read(read_types, event_id)}
    return await office_page(
        "badges/sheets/choose.html", event_id, BADGE_SHEETS, problem=problem, whoms=list(Whom), **given
    )


async def _checked(event_id: int, choice: Choice) -> dict[str, Any]:
    """What would be printed, and on which paper."""
    chosen = await read(select_chosen, event_id, choice)
    sources = sources_of(site().settings)
    checked = await check(site().database, event_id, chosen.ids, choice, sources)
    paper = paper_of(await read(select_settings, event_id))
    return {"choice": choice, "chosen": chosen, "checked": checked, "paper": paper}


async def _ordered(event_id: int) -> BaseResponse | tuple[str, int]:
    """Whom the page named: nobody of them may be left by now."""
    form = await request.form
    choice = choice_in(form)
    chosen = await read(select_chosen, event_id, choice)
    if not chosen.ids:
        refusal = NobodyToPrint()
        return await _page(event_id, choice, refusal.text), 422
    await site().limits.spend(FILES_OF_AN_EVENT, "export", str(event_id))
    event = existing(await read(select_event, event_id))
    ordered = Ordered(
        organizer_id=viewer().id,
        event_id=event_id,
        name=_name(event.name),
        plain_name=PLAIN_NAME,
        media_type=PDF,
        back=path("badge_sheets.choose", event_id=event_id, **choice.asked),
    )
    sheets = Sheets(event_id, choice, actor().name, counts=form.get("counts") == "y")
    file_id = await transact(order, BADGES, sheets, ordered)
    return go_to("made_files.show", event_id=event_id, file_id=file_id)


async def _downloaded(event_id: int, choice: Choice) -> Response:
    """For a program. What it gets counts as printed, unless it or the reader's role says otherwise."""
    event = existing(await read(select_event, event_id))
    sources = sources_of(site().settings)
    recorder = Recorder(site().database, event_id, actor().name)
    async with site().part(ExportTurns).turn():
        try:
            made = await file_of(site().database, event_id, choice, sources, tell_nobody, recorder.note)
        except (ChildDied, OutOfBounds):
            raise FileNotMade from None
    if request.args.get("counts") != "n" and await read(_may_record, event_id, viewer().id):
        await recorder.record()
    return download_file(made, PDF, _name(event.name), PLAIN_NAME)


def _may_record(tx: Transaction, event_id: int, viewer_id: int) -> bool:
    """Who only looks, and whoever looks into the archive, changes nothing."""
    role = select_role(tx, viewer_id, event_id)
    return bool(role and role.may_edit) and not select_is_archived(tx, event_id)


def _wants_page(accepted: MIMEAccept) -> bool:
    """Browsers prefer pages; what takes anything takes the file.

    Raises:
        NotAcceptable: what asks takes neither.
    """
    page, file = accepted.quality(HTML), accepted.quality(PDF)
    if accepted and not page and not file:
        raise NotAcceptable
    return page > file


def _name(event_name: object) -> str:
    return file_name(f"{event_name} - {gettext('Badges')}", "badges") + ".pdf"
