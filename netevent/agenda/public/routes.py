"""The programme for everybody: a page that needs no account, and its files. It is not live."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from quart import Blueprint, Response, current_app

from netevent.agenda.programme.reading import ProgrammeFilter
from netevent.agenda.public.reading import read_public, read_public_export
from netevent.breakouts.exporting import files
from netevent.core.database import Transaction
from netevent.core.errors import NotFound
from netevent.core.site import read
from netevent.core.web import networks
from netevent.core.web.forms import asked
from netevent.core.web.requests import fragment, page, wants_fragment
from netevent.events.codes import UNKNOWN_CODES, code_in
from netevent.identity import guards
from netevent.identity.guards import maybe_viewer

routes = Blueprint("public_programme", __name__)

# Of a page that says who reads it nothing is kept.
A_MINUTE, A_MINUTE_FOR_ALL = "private, max-age=60", "public, max-age=60"
# The list alone, for htmx, has the same address.
KEPT_APART = "Accept-Language, Cookie, HX-Request"
Found = TypeVar("Found")


@routes.get("/event/<code>/programme")
@guards.public
async def programme(code: str) -> Any:
    """The list; htmx gets it alone."""
    shown = ProgrammeFilter(asked("q"), asked("room"), asked("track"), asked("day"))
    found = await _found(partial(read_public, shown=shown), code)
    if wants_fragment():
        return fragment("agenda/public/_list.html", programme=found.programme)
    shows = page("agenda/public/programme.html", shown=found, event=found.event, programme=found.programme)
    response = await current_app.make_response(shows)
    if maybe_viewer() is None:
        response.headers["Cache-Control"] = A_MINUTE
        response.headers["Vary"] = KEPT_APART
    return response


@routes.get("/event/<code>/schedule.xml")
@guards.public
async def schedule_xml(code: str) -> Response:
    return await files.schedule_xml(await _found(read_public_export, code), A_MINUTE_FOR_ALL)


@routes.get("/event/<code>/programme.ics")
@guards.public
async def calendar(code: str) -> Response:
    return await files.calendar(await _found(read_public_export, code), A_MINUTE_FOR_ALL)


async def _found(work: Callable[[Transaction, str], Found], code: str) -> Found:
    """Codes are not to be guessed: an address that is nobody's counts.

    Raises:
        NotFound: no event has this code, or it shows its programme to nobody.
        TooMany: this network asked for many of them.
    """
    try:
        return await read(work, code_in(code))
    except NotFound:
        await networks.spend(UNKNOWN_CODES, "event-code")
        raise
