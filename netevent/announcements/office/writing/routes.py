"""The pages on which an organizer writes an announcement, and changes one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from quart import Blueprint, request
from werkzeug.wrappers import Response

from netevent.announcements import service
from netevent.announcements.announcement import Announcement, Draft, State
from netevent.announcements.audiences.queries import count_people
from netevent.announcements.office import notices, words
from netevent.announcements.office.warnings import warnings_of
from netevent.announcements.office.writing.forms import (
    WriteForm,
    choice_in,
    form_values,
    seen_at_of,
    write_form,
)
from netevent.announcements.office.writing.reading import (
    OWN,
    Beginning,
    read_counts,
    read_kept,
    read_new,
)
from netevent.announcements.refusals import NotOpen
from netevent.core.i18n import gettext
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered, asked, asked_number, filled
from netevent.core.web.requests import fragment, go_to
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.identity.mail_budget import require_on_the_first_day

routes = Blueprint("announcement_texts", __name__)


@routes.route("/organizer/event/<int:event_id>/announcements/new", methods=["GET", "POST"])
@guards.event_editor
async def new(event_id: int) -> Any:
    """`ready`: the one that it begins with; `of`: the invitation that a reminder is of."""
    ready = asked("ready") or OWN
    beginning = await read(read_new, event_id, ready, asked_number("of"))
    kind = _form_of(beginning)
    form = await filled(kind, **form_values(beginning.draft, beginning.zone))

    async def act() -> Response:
        who = guards.viewer()
        number = await transact(service.write, event_id, form.draft, who.id, who.name)
        notices.keep(number, gettext("The draft is saved."), draft=_draft_key(event_id, ready))
        return go_to("announcements.show", event_id=event_id, announcement_id=number)

    return await _answered(event_id, form, act, beginning, _draft_key(event_id, ready))


@routes.route(
    "/organizer/event/<int:event_id>/announcements/<int:announcement_id>/edit", methods=["GET", "POST"]
)
@guards.event_editor
async def edit(event_id: int, announcement_id: int) -> Any:
    beginning = await read(read_kept, event_id, announcement_id)
    assert beginning.kept is not None
    if not beginning.kept.is_open:
        raise NotOpen
    kept = beginning.kept
    key = f"announcement-{announcement_id}"
    values = form_values(beginning.draft, beginning.zone)
    form = await filled(_form_of(beginning), **{**values, "seen_at": kept.changed_at.isoformat()})

    async def act() -> Response:
        seen_at = seen_at_of(form, kept.changed_at)
        await _require_more(event_id, kept, form.draft)
        await transact(service.change, event_id, announcement_id, form.draft, seen_at)
        notices.keep(announcement_id, gettext("Your changes are saved."), draft=key)
        return go_to("announcements.show", event_id=event_id, announcement_id=announcement_id)

    return await _answered(event_id, form, act, beginning, key)


async def _require_more(event_id: int, kept: Announcement, new: Draft) -> None:
    """What is scheduled is for others then: no more than may be written to. It is spent when it begins.

    Raises:
        FirstDay: they are more than a new account may write to.
    """
    is_same = (new.audience, new.audience_id) == (kept.draft.audience, kept.draft.audience_id)
    is_mailed_as_before = is_same and kept.draft.by_mail and new.is_important == kept.draft.is_important
    if kept.state is not State.scheduled or not (new.by_mail and site().settings.can_mail):
        return
    if not is_mailed_as_before:
        people = await read(count_people, event_id, new)
        await require_on_the_first_day(guards.viewer().id, people)


@routes.get("/organizer/event/<int:event_id>/announcements/count")
@guards.organizer
async def count(event_id: int) -> str:
    """How many people the choice in the form has, while it is made."""
    chosen = choice_in(request.args)
    counts = await read(read_counts, event_id, chosen, [chosen.audience])
    return fragment("announcements/_count.html", count=counts.get(chosen.audience.value))


async def _answered(event_id: int, form: WriteForm, act: Any, beginning: Beginning, key: str) -> Any:
    async def show(problem: str) -> str:
        return await office_page(
            "announcements/edit.html",
            event_id,
            form=form,
            problem=problem,
            kept=beginning.kept,
            theirs=_theirs(form, beginning),
            counts=await read(read_counts, event_id, form.draft, form.audiences),
            warnings=warnings_of(form.draft) if request.method == "POST" else [],
            draft_key=key,
            words=words,
        )

    if request.method == "POST" and "count" in await request.form:
        return await show("")
    return await answered(form, act, show)


def _theirs(form: WriteForm, beginning: Beginning) -> Draft | None:
    """What somebody else has saved since this page was made; from now on it is known here."""
    kept = beginning.kept
    if kept is None or seen_at_of(form, kept.changed_at) == kept.changed_at:
        return None
    form.seen_at.data = kept.changed_at.isoformat()
    return replace(kept.draft)


def _form_of(beginning: Beginning) -> type[WriteForm]:
    draft = beginning.draft
    return write_form(
        draft.kind, draft.language, beginning.further, beginning.zone, beginning.named, draft.reminds_id
    )


def _draft_key(event_id: int, ready: str) -> str:
    return f"announcement-new-{event_id}-{ready}"
