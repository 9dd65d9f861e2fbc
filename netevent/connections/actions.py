"""Buttons about a request or a person: do it, give back what the page shows then. Called by the routes."""

from __future__ import annotations

from collections.abc import Callable

from quart import request
from werkzeug.wrappers import Response

from netevent.connections import queries
from netevent.connections.screens import CARD, RELATIONSHIP
from netevent.core.database import Transaction
from netevent.core.errors import Conflict
from netevent.core.i18n import current_language
from netevent.core.site import read, transact
from netevent.core.web.pages import dom_id
from netevent.core.web.requests import go_to, wants_fragment
from netevent.identity.guards import viewer
from netevent.live.answers import answer

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
        return await answer(refusal=refusal.text), refusal.status
    if not wants_fragment():
        return go_to("connections.requests")
    pair = await read(queries.select_pair_of, connection_id=connection_id, attendee_id=viewer().id)
    return await (answer_about(pair.other_id(viewer().id)) if pair else answer()), 200


async def answer_about(person_id: int) -> str:
    """The page that has the button, and that person's card.

    A button beside a name in the directory is swapped alone: its element comes first in the answer.
    """
    if request.headers.get("HX-Target", "").partition("#")[2] != dom_id("person", person_id, "relationship"):
        return await answer((CARD, person_id))
    beside = await read(RELATIONSHIP.shown, viewer().id, person_id)
    here = "".join(one.render(current_language(), {"oob": False}) for one in beside)
    return here + await answer((CARD, person_id))


def viewer_event() -> int:
    """The event of the attendee who is logged in."""
    event_id = viewer().event_id
    assert event_id is not None  # an attendee belongs to one
    return event_id
