"""The organizer's announcements: the list, and a page of each."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from quart import Blueprint, Response, request

from netevent.announcements.office import notices, words
from netevent.announcements.office.preview import Preview, read_preview
from netevent.announcements.office.reading import Told, read_shown, read_told
from netevent.announcements.office.screens import ANNOUNCEMENT, ANNOUNCEMENTS
from netevent.announcements.office.table import table
from netevent.announcements.office.warnings import warnings_of
from netevent.announcements.ready.texts import READY
from netevent.announcements.recipients.recipient import Which
from netevent.core.errors import existing
from netevent.core.i18n import current_language, speaking
from netevent.core.site import read, site
from netevent.core.web import pages
from netevent.core.web.forms import asked, asked_number
from netevent.core.web.paths import path
from netevent.core.web.requests import fragment, framed, wants_fragment
from netevent.documents.download import download, file_name
from netevent.events.office_page import office_page
from netevent.identity import guards

routes = Blueprint("announcements", __name__)

FILES_OF_AN_EVENT = "60/hour"


@routes.get("/organizer/event/<int:event_id>/announcements")
@guards.organizer
async def listed(event_id: int) -> str:
    notice = notices.take(0)
    return await office_page(
        "announcements/list.html", event_id, ANNOUNCEMENTS, ready=READY, flashes=notice.flashes
    )


@routes.get("/organizer/event/<int:event_id>/announcements/<int:announcement_id>")
@guards.organizer
async def show(event_id: int, announcement_id: int) -> Any:
    """htmx gets the preview for another person alone."""
    if wants_fragment() and "person" in request.args:
        return fragment("announcements/_preview.html", preview=await _preview(event_id, announcement_id))
    after = asked_number("after") or 0
    shown = await read(read_shown, event_id, announcement_id, _which(), after)
    notice = notices.take(announcement_id)
    is_open = shown.outcome.announcement.is_open
    return await office_page(
        "announcements/show.html",
        event_id,
        ANNOUNCEMENT,
        shown=shown,
        after=after,
        at=_at(event_id, announcement_id),
        words=words,
        preview=await _preview(event_id, announcement_id),
        warnings=warnings_of(shown.outcome.announcement.draft) if is_open else [],
        can_mail=site().settings.can_mail,
        flashes=notice.flashes,
        saved=notice.draft,
    )


@routes.get("/organizer/event/<int:event_id>/announcements/<int:announcement_id>/html")
@guards.organizer
async def html_part(event_id: int, announcement_id: int) -> Response:
    """What a mail program shows, for the frame on the page."""
    mail = existing((await _preview(event_id, announcement_id)).mail)
    return framed(mail.html, pages.render("emails/_style.css", "en"))


@routes.get("/organizer/event/<int:event_id>/announcements/outcome")
@guards.organizer
async def outcome(event_id: int) -> str:
    """How one stands now, and the people that its page shows: asked by the page when something changes."""
    announcement_id = asked_number("id") or 0
    shown = await read(read_shown, event_id, announcement_id, _which(), asked_number("after") or 0)
    return fragment("announcements/_outcome.html", shown=shown, at=_at(event_id, announcement_id))


@routes.get("/organizer/event/<int:event_id>/announcements/<int:announcement_id>/csv/download")
@guards.event_team
async def csv(event_id: int, announcement_id: int) -> Response:
    """What became of it, of each of those whom it was for."""
    await site().limits.spend(FILES_OF_AN_EVENT, "export", str(event_id))
    told = await read(read_told, event_id, announcement_id)
    made = await asyncio.to_thread(_table, told, current_language())
    name = file_name(f"{told.event_name} - {told.subject}", "announcement")
    return download(made, "text/csv; charset=utf-8", f"{name}.csv", "announcement.csv")


def _table(told: Told, language: str) -> bytes:
    with speaking(language):
        return table(told.people, told.zone)


def _at(event_id: int, announcement_id: int) -> Any:
    return partial(path, "announcements.show", event_id=event_id, announcement_id=announcement_id)


async def _preview(event_id: int, announcement_id: int) -> Preview:
    settings = site().settings
    chosen = asked_number("person"), asked("in")
    return await read(read_preview, event_id, announcement_id, *chosen, settings.base_url, settings.mail_from)


def _which() -> Which:
    chosen = asked("which")
    return Which(chosen) if chosen in list(Which) else Which.everybody
