"""The organizer brings a bank's statement in, looks at its lines, and says which payments they are."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from quart import Blueprint, request, session
from werkzeug.wrappers import Response

from netevent.core.errors import Conflict, NotFound, Refusal
from netevent.core.i18n import N_, gettext, ngettext
from netevent.core.i18n.writing import number
from netevent.core.site import read, site, transact
from netevent.core.web.bodies import takes
from netevent.core.web.forms import asked
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.payments.settings.queries import select_settings
from netevent.payments.statements import forms, service
from netevent.payments.statements.files import MOST_BYTES, UnreadableStatement
from netevent.payments.statements.files.process import read_in_process
from netevent.payments.statements.reading import read_assigning, read_lines

routes = Blueprint("bank_statements", __name__)

UPLOADS_OF_AN_EVENT = "60/hour"
# So many lines in one transaction, which holds the event's lock: others register meanwhile.
AT_ONCE = 20
# In the session: what the next page says was done.
NEWS = "bank_statement"
NO_FILE = N_("Choose a file first: the statement as CSV or CAMT.053.")


@routes.route("/organizer/event/<int:event_id>/bank-statement", methods=["GET", "POST"])
@guards.event_editor
@takes(MOST_BYTES + 64 * 1024)
async def lines(event_id: int) -> Any:
    """The lines that wait, and the form that brings a statement in."""
    if request.method != "POST":
        return await _page(event_id)
    await site().limits.spend(UPLOADS_OF_AN_EVENT, "bank_statement", str(event_id))
    file = (await request.files).get("file")
    if file is None or not file.filename:
        return await _page(event_id, gettext(NO_FILE)), 422
    try:
        home = (await read(select_settings, event_id)).currency
        statement = await read_in_process(file.read(), home)
        kept = await transact(service.keep, event_id, statement)
    except (UnreadableStatement, Conflict) as refusal:
        return await _refused(event_id, refusal)
    return _done(event_id, **asdict(kept))


@routes.post("/organizer/event/<int:event_id>/bank-statement/take")
@guards.event_editor
async def take(event_id: int) -> Any:
    ticked = forms.ticked_in(await request.form)
    taken = left = 0
    for start in range(0, len(ticked), AT_ONCE):
        part = ticked[start : start + AT_ONCE]
        done = await transact(service.take, event_id, part, viewer().name)
        taken, left = taken + done.taken, left + done.left
    return _done(event_id, taken=taken, left=left)


@routes.post("/organizer/event/<int:event_id>/bank-statement/dismiss")
@guards.event_editor
async def dismiss(event_id: int) -> Any:
    form = await request.form
    if form.get("which") == "all":
        return _done(event_id, dismissed=await transact(service.dismiss_unknown, event_id))
    return _done(event_id, dismissed=await transact(service.dismiss, event_id, forms.lines_in(form)))


@routes.route("/organizer/event/<int:event_id>/bank-statement/<int:line_id>", methods=["GET", "POST"])
@guards.event_editor
async def assign(event_id: int, line_id: int) -> Any:
    """Which payment a line is for, by hand."""
    if request.method != "POST":
        shown = await read(read_assigning, event_id, line_id, asked("q"))
        return await office_page("payments/statements/assign.html", event_id, shown=shown, q=asked("q"))
    payment_id = forms.payment_in(await request.form)
    try:
        await transact(service.assign, event_id, line_id, payment_id, viewer().name)
    except NotFound:
        raise
    except Conflict as refusal:
        return await _refused(event_id, refusal)
    return _done(event_id, taken=1)


def _done(event_id: int, **counts: int) -> Response:
    session[NEWS] = {"event_id": event_id, **counts}
    return go_to("bank_statements.lines", event_id=event_id)


async def _refused(event_id: int, refusal: Refusal) -> Any:
    return await _page(event_id, refusal.text), refusal.status


async def _page(event_id: int, problem: str = "") -> str:
    shown = await read(read_lines, event_id)
    news = session.pop(NEWS, {}) if request.method != "POST" else {}
    flashes = _said(news) if news.get("event_id") == event_id else []
    return await office_page(
        "payments/statements/lines.html", event_id, shown=shown, problem=problem, flashes=flashes
    )


def _said(news: dict[str, int]) -> list[tuple[str, str]]:
    """What was done, each in one sentence."""
    found = [(kind, text, news[name]) for name, (kind, text) in _sentences(news).items() if news.get(name)]
    if not found and "new" in news:
        return [("", gettext("There is nothing new on this statement."))]
    return [(kind, text % {"number": number(count)}) for kind, text, count in found]


def _sentences(news: dict[str, int]) -> dict[str, tuple[str, str]]:
    def of(name: str) -> int:
        return news.get(name, 0)

    return {
        "new": ("good", ngettext("%(number)s new line", "%(number)s new lines", of("new"))),
        "known": (
            "",
            ngettext(
                "%(number)s line came in an earlier file and is left as it is.",
                "%(number)s lines came in an earlier file and are left as they are.",
                of("known"),
            ),
        ),
        "unread": (
            "warn",
            ngettext(
                "%(number)s line has no date or amount that can be read. Look it up at your bank.",
                "%(number)s lines have no date or amount that can be read. Look them up at your bank.",
                of("unread"),
            ),
        ),
        "taken": (
            "good",
            ngettext("%(number)s payment was entered.", "%(number)s payments were entered.", of("taken")),
        ),
        "left": (
            "warn",
            ngettext(
                "%(number)s line has changed meanwhile, so nothing was done with it.",
                "%(number)s lines have changed meanwhile, so nothing was done with them.",
                of("left"),
            ),
        ),
        "dismissed": (
            "good",
            ngettext("%(number)s line was dismissed.", "%(number)s lines were dismissed.", of("dismissed")),
        ),
    }
