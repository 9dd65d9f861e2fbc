"""What an organizer does with an announcement: sends it, lets it be sent, stops it, tries it, deletes it."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request
from werkzeug.wrappers import Response

from netevent.announcements import service
from netevent.announcements.announcement import State
from netevent.announcements.office import notices, words
from netevent.announcements.office.reading import Shown, read_shown
from netevent.announcements.office.sending.testing import send_test
from netevent.announcements.refusals import MomentMissing, MomentOver
from netevent.core.errors import Conflict, Refusal, TooMany
from netevent.core.i18n import gettext, ngettext
from netevent.core.i18n.writing import number
from netevent.core.site import read, site, transact
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.identity.mail_budget import (
    require_on_the_first_day,
    spend_a_mail,
    spend_on_the_first_day,
)

routes = Blueprint("announcement_acts", __name__)

ONE = "/organizer/event/<int:event_id>/announcements/<int:announcement_id>"
TESTS = "20/hour"


@routes.route(f"{ONE}/send", methods=["GET", "POST"])
@guards.event_editor
async def send(event_id: int, announcement_id: int) -> Any:
    """Asks with the number of people; a POST is the answer. Said twice it is sent once."""
    shown = await read(read_shown, event_id, announcement_id)
    if request.method == "POST":
        try:
            await spend_mails_of(shown)
            await transact(service.begin, event_id, announcement_id, guards.viewer().name)
        except (Conflict, TooMany) as refusal:
            return await _asked(event_id, shown, refusal.text), refusal.status
        return _back(event_id, announcement_id)
    if shown.prospect is None:
        return _back(event_id, announcement_id)
    return await _asked(event_id, shown)


@routes.post(f"{ONE}/schedule")
@guards.organizer
async def schedule(event_id: int, announcement_id: int) -> Response:
    shown = await read(read_shown, event_id, announcement_id)
    who = guards.viewer()
    try:
        await require_mails_of(shown)
        await transact(service.schedule, event_id, announcement_id, who.id, who.name)
    except (Conflict, TooMany, MomentMissing, MomentOver) as refusal:
        return _refused(event_id, announcement_id, refusal)
    return _back(event_id, announcement_id, gettext("It is sent by itself at that moment."))


@routes.post(f"{ONE}/unschedule")
@guards.organizer
async def unschedule(event_id: int, announcement_id: int) -> Response:
    try:
        await transact(service.unschedule, event_id, announcement_id)
    except Conflict as refusal:
        return _refused(event_id, announcement_id, refusal)
    return _back(event_id, announcement_id, gettext("It is a draft again. Nothing is sent by itself."))


@routes.post(f"{ONE}/stop")
@guards.organizer
async def stop(event_id: int, announcement_id: int) -> Response:
    try:
        taken = await transact(service.stop, event_id, announcement_id)
    except Conflict as refusal:
        return _refused(event_id, announcement_id, refusal)
    said = ngettext(
        "Stopped. %(num)s email that had not left was taken back.",
        "Stopped. %(num)s emails that had not left were taken back.",
        taken,
    )
    return _back(event_id, announcement_id, said % {"num": number(taken)})


@routes.post(f"{ONE}/test")
@guards.organizer
async def test(event_id: int, announcement_id: int) -> Response:
    """By mail to the own address, and to nobody else."""
    who = guards.viewer()
    try:
        await site().limits.spend(TESTS, "announcement-tests", str(who.id))
        await spend_a_mail(who.id)
    except TooMany as refusal:
        return _refused(event_id, announcement_id, refusal)
    await transact(send_test, event_id, announcement_id, who.account, site().settings.base_url)
    said = gettext("A test is on its way to %(address)s.") % {"address": who.email}
    return _back(event_id, announcement_id, said)


@routes.route(f"{ONE}/delete", methods=["GET", "POST"])
@guards.event_editor
async def delete(event_id: int, announcement_id: int) -> Any:
    """Asks; a POST is the answer."""
    if request.method == "POST":
        try:
            await transact(service.remove, event_id, announcement_id)
        except Conflict as refusal:
            return _refused(event_id, announcement_id, refusal)
        notices.keep(0, gettext("The announcement is deleted."))
        return go_to("announcements.listed", event_id=event_id)
    shown = await read(read_shown, event_id, announcement_id)
    return await office_page("announcements/delete.html", event_id, shown=shown)


async def spend_mails_of(shown: Shown) -> None:
    """What a new account may write on its first day; of one that has begun it is spent.

    Raises:
        FirstDay: they are more.
    """
    if mails := _mails_of(shown):
        await spend_on_the_first_day(guards.viewer().id, mails)


async def require_mails_of(shown: Shown) -> None:
    """The same, and nothing is spent before its moment comes (`announcements.due`). Raises as that."""
    if mails := _mails_of(shown):
        await require_on_the_first_day(guards.viewer().id, mails)


def _mails_of(shown: Shown) -> int:
    by_mail = shown.outcome.announcement.draft.by_mail and site().settings.can_mail
    return shown.prospect.mails if by_mail and shown.prospect is not None else 0


async def _asked(event_id: int, shown: Shown, problem: str = "") -> str:
    is_scheduled = shown.outcome.announcement.state is State.scheduled
    return await office_page(
        "announcements/send.html",
        event_id,
        shown=shown,
        problem=problem,
        words=words,
        is_scheduled=is_scheduled,
    )


def _refused(event_id: int, announcement_id: int, refusal: Refusal) -> Response:
    return _back(event_id, announcement_id, refusal.text, "warn")


def _back(event_id: int, announcement_id: int, said: str = "", kind: str = "good") -> Response:
    """The page of the announcement says it once."""
    if said:
        notices.keep(announcement_id, said, kind)
    return go_to("announcements.show", event_id=event_id, announcement_id=announcement_id)
