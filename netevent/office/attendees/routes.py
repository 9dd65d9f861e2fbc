"""One attendee: the page with everything that the organizer knows and may change, adding and removing."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request, session
from werkzeug.wrappers import Response

from netevent.attendees.types.queries import select_types
from netevent.badges.making.sources import sources_of
from netevent.badges.printed.reading import read_printed
from netevent.core.i18n import current_language, gettext
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered, filled
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.office.attendees import service
from netevent.office.attendees.forms import AttendeeForm, StandingAttendeeForm, defaults
from netevent.office.attendees.reading import read_page
from netevent.office.attendees.service import ChangedMeanwhile
from netevent.profiles.photos.keeping import Photos

routes = Blueprint("office_attendees", __name__)

NOTICE = "office_attendee_notice"


@routes.route("/organizer/event/<int:event_id>/attendees/new", methods=["GET", "POST"])
@guards.event_editor
async def add(event_id: int) -> Any:
    form = await filled(AttendeeForm)
    form.offer(await read(select_types, event_id))

    async def show(problem: str) -> str:
        return await office_page("office/attendees/new.html", event_id, form=form, problem=problem)

    return await answered(form, lambda: _added(event_id, form), show)


@routes.route("/organizer/event/<int:event_id>/attendees/<int:attendee_id>", methods=["GET", "POST"])
@guards.organizer
async def attendee(event_id: int, attendee_id: int) -> Any:
    shown = await read(read_page, event_id, attendee_id)
    first = {} if request.method == "POST" else defaults(shown.attendee.entry)
    form = await filled(StandingAttendeeForm, **first)
    form.offer(shown.types)
    if not shown.attendee.entry.email:
        form.need_no_email()

    async def show(problem: str) -> str:
        return await _page(event_id, attendee_id, form, problem)

    return await answered(form, lambda: _edited(event_id, attendee_id, form), show)


@routes.route("/organizer/event/<int:event_id>/attendees/<int:attendee_id>/remove", methods=["GET", "POST"])
@guards.event_editor
async def remove(event_id: int, attendee_id: int) -> Any:
    """Asks first; a POST is the answer."""
    one = await read(service.find, event_id, attendee_id)
    if request.method == "GET":
        return await office_page("office/attendees/remove.html", event_id, attendee=one)
    photo = await transact(service.remove, event_id, attendee_id)
    # A crash before this leaves files that nobody names; the next start sweeps them.
    await site().part(Photos).discard([photo])
    return go_to("attendees.attendee_list", event_id=event_id)


async def _added(event_id: int, form: AttendeeForm) -> Response:
    new = await transact(service.add, event_id, form.entry, current_language())
    said = gettext("%(name)s has been added. The code of the badge is %(code)s.")
    return _back_to_page(event_id, new.id, said % {"name": new.name, "code": new.code})


async def _edited(event_id: int, attendee_id: int, form: StandingAttendeeForm) -> Response:
    try:
        await transact(service.edit, event_id, attendee_id, form.entry, form.seen.data or "")
    except ChangedMeanwhile:
        form.seen.data = None
        raise
    return _back_to_page(event_id, attendee_id, gettext("The changes have been saved."))


async def _page(event_id: int, attendee_id: int, form: StandingAttendeeForm, problem: str) -> str:
    """After somebody else's change, with what stands now; to save again is then to have seen it."""
    shown = await read(read_page, event_id, attendee_id)
    printed = await read(read_printed, event_id, attendee_id, sources_of(site().settings))
    is_old = not form.seen.data
    form.seen.data = form.seen.data or shown.attendee.entry.fingerprint
    return await office_page(
        "office/attendees/attendee.html",
        event_id,
        form=form,
        problem=problem,
        shown=shown,
        printed=printed,
        standing=shown.attendee.entry if is_old else None,
        flashes=_said(attendee_id),
    )


def _said(attendee_id: int) -> list[tuple[str, str]]:
    notice = session.pop(NOTICE, None) or {}
    return [("good", notice["said"])] if notice.get("attendee_id") == attendee_id else []


def _back_to_page(event_id: int, attendee_id: int, said: str) -> Response:
    """The page says it once."""
    session[NOTICE] = {"attendee_id": attendee_id, "said": said}
    return go_to("office_attendees.attendee", event_id=event_id, attendee_id=attendee_id)
