"""The organizer's list of attendees."""

from __future__ import annotations

from functools import partial
from typing import Any

from netevent.attendees.blueprint import routes as routes
from netevent.attendees.listing.columns import COLUMNS, asked_columns, chosen_columns
from netevent.attendees.listing.filters import LACKS, PRESENCES
from netevent.attendees.listing.listing import Listing, asked_filter, asked_rows, listing, renewal
from netevent.attendees.listing.screens import ATTENDEE_LIST
from netevent.core.site import read
from netevent.core.web.forms import asked_number
from netevent.core.web.paths import path
from netevent.core.web.requests import fragment, wants_fragment
from netevent.events.office_page import office_page
from netevent.identity import guards


@routes.get("/organizer/event/<int:event_id>/attendees")
@guards.organizer
async def attendee_list(event_id: int) -> Any:
    asked_page, seen = asked_number("page") or 0, asked_rows()
    if wants_fragment() and seen is not None:
        renewed = await read(renewal, event_id, asked_filter(), asked_page, seen)
        return fragment("attendees/_renewed.html", renewed=renewed, **_context(renewed.now))
    shown = await read(listing, event_id=event_id, shown=asked_filter(), page=asked_page)
    if wants_fragment():
        return fragment("attendees/_list.html", **_context(shown))
    return await _list_page(shown)


async def _list_page(shown: Listing) -> str:
    return await office_page(
        "attendees/list.html",
        shown.event_id,
        ATTENDEE_LIST,
        presences=PRESENCES,
        lacks=LACKS,
        all_columns=COLUMNS,
        **_context(shown),
    )


def _context(shown: Listing) -> dict[str, Any]:
    """`list_at` gives the address of a list with these columns."""
    columns = chosen_columns()
    list_at = partial(path, "attendees.attendee_list", event_id=shown.event_id, column=asked_columns(columns))
    return {"listing": shown, "columns": columns, "list_at": list_at}
