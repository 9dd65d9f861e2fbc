"""What is done with many attendees: the page that asks, the one that shows how far it is, stop and undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from quart import Blueprint, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from netevent.attendees.listing.filters import ListFilter
from netevent.attendees.listing.listing import asked_filter, filter_in
from netevent.attendees.queries import select_ids
from netevent.attendees.types.queries import AttendeeType, select_types
from netevent.core.database.budget import patient
from netevent.core.errors import Conflict, NotFound, Refusal
from netevent.core.i18n import N_, gettext
from netevent.core.site import read, site, transact
from netevent.core.web.forms import number_in
from netevent.core.web.requests import fragment, go_to, wants_fragment
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.identity.mail_budget import require_on_the_first_day, spend_on_the_first_day
from netevent.office.batches import service, words
from netevent.office.batches.batch import BatchKind, Divided
from netevent.office.batches.kinds import KINDS
from netevent.office.batches.queries import select_owner_id
from netevent.office.batches.reading import read_batch
from netevent.office.batches.service import Prospect

routes = Blueprint("batches", __name__)

MOST_TICKED = 500
# What can be done with many besides the kinds of batches.
BADGES = "badges"
LONGEST_NUMBER = 36


class NoMail(Conflict):
    code = "no_mail"
    message = N_("This server cannot send mail yet. Ask who runs it.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form asks for. `to`: the type's number, 0: no type, None: not chosen yet.

    `sure`: how many the page said when it asked; None: it has not asked yet. `number`: that of its answer.
    """

    kind: BatchKind | None
    to: int | None
    all_found: bool
    ticked: tuple[int, ...]
    shown: ListFilter
    sure: int | None
    number: str

    @property
    def is_clear(self) -> bool:
        return self.kind is not None and (self.kind.name != "type" or self.to is not None)


@routes.route("/organizer/event/<int:event_id>/attendees/batch", methods=["GET", "POST"])
@guards.event_editor
async def ask(event_id: int) -> Any:
    """Says what would happen to how many; the answer begins it."""
    return await _asked(event_id, "")


@routes.route("/organizer/event/<int:event_id>/attendees/batch-assign-type", methods=["GET", "POST"])
@guards.event_editor
async def assign_type(event_id: int) -> Any:
    return await _asked(event_id, "type")


@routes.get("/organizer/event/<int:event_id>/attendees/batch/<int:batch_id>")
@guards.organizer
async def show(event_id: int, batch_id: int) -> str:
    context = {"batch": await read(read_batch, event_id, batch_id), "words": words, "shown": asked_filter()}
    if wants_fragment():
        return fragment("office/batches/_progress.html", **context)
    return await office_page("office/batches/batch.html", event_id, **context)


@routes.post("/organizer/event/<int:event_id>/attendees/batch/<int:batch_id>/stop")
@guards.organizer
async def stop(event_id: int, batch_id: int) -> Response:
    await transact(service.stop, event_id, batch_id)
    return _to_batch(event_id, batch_id, filter_in(await request.form))


@routes.post("/organizer/event/<int:event_id>/attendees/batch/<int:batch_id>/undo")
@guards.organizer
async def undo(event_id: int, batch_id: int) -> Response:
    await transact(service.begin_undo, event_id, batch_id)
    return _to_batch(event_id, batch_id, filter_in(await request.form))


async def _asked(event_id: int, kind: str) -> Any:
    asked = await request.form if request.method == "POST" else request.args
    wanted = _wanted(asked, kind)
    if not kind and asked.get("do") == BADGES:
        return _to_badges(event_id, wanted)
    people = await read(select_ids, event_id, wanted.shown) if wanted.all_found else wanted.ticked
    types = await read(select_types, event_id)
    if wanted.kind is None or not wanted.is_clear:
        return await _page(event_id, wanted, types, Prospect(tuple(people), Divided(people)))
    if wanted.kind.name == "type" and wanted.to not in {0, *(one.id for one in types)}:
        raise NotFound
    with patient():  # of thousands
        found = await read(service.prospect, event_id, wanted.kind, wanted.to or 0, people)
    if request.method != "POST" or wanted.sure is None or not found.people:
        status = 422 if request.method == "POST" and not found.people else 200
        return await _page(
            event_id, wanted, types, found, await _warning(event_id, wanted.kind, found)
        ), status
    return await _answered(event_id, wanted, wanted.kind, types, found)


async def _answered(
    event_id: int, wanted: Wanted, kind: BatchKind, types: list[AttendeeType], found: Prospect
) -> Any:
    if wanted.sure != len(found.people):
        said = gettext("The list has changed meanwhile: please look at the numbers again.")
        return await _page(event_id, wanted, types, found, said), 409
    if kind.is_mail:
        try:
            await _spend(event_id, found)
        except Refusal as refusal:
            return await _page(event_id, wanted, types, found, refusal.text), refusal.status
    with patient():
        batch_id = await transact(
            service.begin, event_id, kind.name, wanted.to or 0, found.people, wanted.number
        )
    return _to_batch(event_id, batch_id, wanted.shown)


async def _spend(event_id: int, found: Prospect) -> None:
    _require_mail()
    await spend_on_the_first_day(await read(select_owner_id, event_id), len(found.divided.willing))


async def _warning(event_id: int, kind: BatchKind, found: Prospect) -> str:
    """What would be refused is said before."""
    if not kind.is_mail:
        return ""
    try:
        _require_mail()
        await require_on_the_first_day(await read(select_owner_id, event_id), len(found.divided.willing))
    except Refusal as refusal:
        return refusal.text
    return ""


def _require_mail() -> None:
    if not site().settings.can_mail:
        raise NoMail


async def _page(
    event_id: int, wanted: Wanted, types: list[AttendeeType], found: Prospect, problem: str = ""
) -> str:
    names = {0: ""} | {one.id: one.name for one in types}
    return await office_page(
        "office/batches/ask.html",
        event_id,
        wanted=wanted,
        found=found,
        types=types,
        type_name=names.get(wanted.to or 0, ""),
        words=words,
        problem=problem,
        kinds=KINDS,
    )


def _wanted(asked: MultiDict[str, str], kind: str) -> Wanted:
    """Nonsense in it is as if it were not there. `do` is a kind, or `type-` and the type's number."""
    chosen, _, to = asked.get("do", kind)[:LONGEST_NUMBER].partition("-")
    ticked = (number_in(text) for text in asked.getlist("attendee_id")[:MOST_TICKED])
    return Wanted(
        KINDS.get(kind or chosen),
        number_in(asked.get("to", to)),
        asked.get("whom") == "found",
        tuple(sorted({number for number in ticked if number})),
        filter_in(asked),
        number_in(asked.get("sure")),
        asked.get("number", "")[:LONGEST_NUMBER] or str(uuid4()),
    )


def _to_badges(event_id: int, wanted: Wanted) -> Response:
    """Printing changes nobody: it has a page of its own."""
    asked = (
        wanted.shown.asked | {"whom": "found"}
        if wanted.all_found
        else {"people": ".".join(map(str, wanted.ticked))}
    )
    return go_to("badge_sheets.choose", event_id=event_id, **asked)


def _to_batch(event_id: int, batch_id: int, shown: ListFilter) -> Response:
    """Whose page leads back to the list that was shown."""
    return go_to("batches.show", event_id=event_id, batch_id=batch_id, **shown.asked)
