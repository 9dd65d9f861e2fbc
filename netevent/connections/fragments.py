"""What a button of requests and cards gets back: parts for htmx, or the way to a page without it.

The parts carry the ids of what they replace and are left out by a page that has none of these: so a button
fits whatever page is open. Called by the routes.
"""

from __future__ import annotations

from collections.abc import Callable

from quart import request
from werkzeug.wrappers import Response

from netevent.connections import queries
from netevent.connections.regions import read_card_regions, read_view_regions
from netevent.core.database import Transaction
from netevent.core.errors import Conflict
from netevent.core.i18n import current_language
from netevent.core.site import read, transact
from netevent.core.web.pages import dom_id
from netevent.core.web.requests import fragment, go_to, wants_fragment
from netevent.identity.guards import viewer
from netevent.live.region import Region
from netevent.notifications.inbox import inbox

Answer = Response | tuple[str, int]


async def run_action(work: Callable[[Transaction, int, int], object], connection_id: int) -> Answer:
    """Do what a button about this request says: `work(tx, viewer_id, connection_id)`.

    A conflict is said above the page that has the button.
    """
    try:
        await transact(work, viewer().id, connection_id)
    except Conflict as refusal:
        if not wants_fragment():
            raise
        return await parts(problem=refusal.text), refusal.status
    if not wants_fragment():
        return go_to("connections.requests")
    pair = await read(queries.select_pair_of, connection_id=connection_id, attendee_id=viewer().id)
    return await parts(pair.other_id(viewer().id) if pair else 0), 200


async def parts(person_id: int = 0, problem: str = "") -> str:
    """The toasts, the list of the page that has the button (`view`), and the person's card and state."""
    view = (await request.form).get("view", "")
    regions = await read(_read, attendee_id=viewer().id, view=view, person_id=person_id, problem=problem)
    return _state(regions, person_id) + "".join(one.render(current_language()) for one in regions)


def viewer_event() -> int:
    """The event of the attendee who asks."""
    event_id = viewer().event_id
    assert event_id is not None  # an attendee belongs to one
    return event_id


def _read(tx: Transaction, attendee_id: int, view: str, person_id: int, problem: str) -> list[Region]:
    regions = inbox().read(tx, attendee_id).regions(problem)
    if view == "requests":
        regions += read_view_regions(tx, attendee_id, view)
    if person_id:
        regions += read_card_regions(tx, attendee_id, viewer_event(), person_id)
    return regions


def _state(regions: list[Region], person_id: int) -> str:
    """What stands beside the person in the directory, if a button there asks: it is what is swapped."""
    target = request.headers.get("HX-Target", "").partition("#")[2]
    card = next((one.context["card"] for one in regions if "card" in one.context), None)
    if card is None or target != dom_id("person", person_id, "tie"):
        return ""
    return fragment("connections/_relationship.html", card=card)
