"""The organizer's page of the event's mails, and their previews."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, Response
from werkzeug.wrappers import Response as BaseResponse

from netevent.core import i18n
from netevent.core.errors import existing
from netevent.core.site import read, site, transact
from netevent.core.web import pages
from netevent.core.web.forms import answered, asked, filled
from netevent.core.web.requests import framed, go_to
from netevent.events.mail_sender import queries, service
from netevent.events.mail_sender.arriving import read_sender
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.office.mail_previews import reading
from netevent.office.mail_previews.forms import SenderForm
from netevent.office.mail_previews.reading import Preview

routes = Blueprint("office_mails", __name__)


@routes.route("/organizer/event/<int:event_id>/mails", methods=["GET", "POST"])
@guards.organizer
async def listed(event_id: int) -> Any:
    """The list, with the form of whom they come from. A viewer only looks."""
    chosen = existing(await read(queries.select_chosen, event_id))
    form = await filled(SenderForm, name=chosen.name, reply_to=chosen.reply_to)
    language = i18n.current_language()

    async def act() -> BaseResponse:
        await transact(service.save, event_id, form.chosen)
        return go_to("office_mails.listed", event_id=event_id)

    async def show(problem: str) -> str:
        sender = await read(read_sender, event_id, language, site().settings.mail_from)
        groups = await read(reading.read_list, event_id, language, site().settings.base_url)
        given = {"form": form, "problem": problem, "sender": sender, "groups": groups}
        return await office_page("office/mail_previews/list.html", event_id, **given)

    return await answered(form, act, show)


@routes.get("/organizer/event/<int:event_id>/mails/<name>")
@guards.organizer
async def preview(event_id: int, name: str) -> str:
    language = _language()
    shown = await _preview(event_id, name, language)
    return await office_page("office/mail_previews/preview.html", event_id, shown=shown)


@routes.get("/organizer/event/<int:event_id>/mails/<name>/html")
@guards.organizer
async def html_part(event_id: int, name: str) -> Response:
    """What a mail program shows, for the frame on the page."""
    shown = await _preview(event_id, name, _language())
    return framed(shown.mail.html, pages.render("emails/_style.css", "en"))


async def _preview(event_id: int, name: str, language: str) -> Preview:
    settings = site().settings
    return await read(reading.read_preview, event_id, name, language, settings.base_url, settings.mail_from)


def _language() -> str:
    """Of the mail. The page stays in the organizer's own."""
    wanted = asked("in")
    return wanted if i18n.is_active(wanted) else i18n.current_language()
