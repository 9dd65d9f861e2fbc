"""The card of a person: asking to connect, ending a connection, blocking."""

from __future__ import annotations

from typing import Any

from quart import request

from netevent.attendees.attendee_page import attendee_page
from netevent.connections import service
from netevent.connections.actions import Answer, answer_about, viewer_event
from netevent.connections.refusals import MessageTooLong, PersonNotThere, RequestGone, RequestsUsedUp
from netevent.connections.scanning.queries import select_scanned_card
from netevent.contacts.blueprint import routes
from netevent.contacts.forms import NoteForm, written
from netevent.contacts.queries import select_person
from netevent.core.badge_codes import code_in
from netevent.core.errors import NotFound
from netevent.core.site import read, site, transact
from netevent.core.text.cleaning import clean_lines
from netevent.core.web.forms import number_in
from netevent.core.web.requests import go_to, wants_fragment
from netevent.identity import badge_guess_limit as badge_guess_limit
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.live.answers import answer
from netevent.profiles.cards.card import Card, Relationship
from netevent.profiles.cards.queries import select_blocked_cards, select_card

# One after the other, whoever is met; a robot that reads them all is slowed down.
CARDS_OF_AN_ATTENDEE = "600/hour"


@routes.get("/attendee/people/<person:person_id>")
@guards.attendee
async def person(person_id: int) -> str:
    await site().limits.spend(CARDS_OF_AN_ATTENDEE, "cards", str(viewer().id))
    return await _card_page(await _card(person_id))


@routes.post("/attendee/connections")
@guards.attendee
async def connect() -> Any:
    """Ask the person of `person_id`, or whose badge has `code`, with an optional `message`."""
    form = await request.form
    person_id, met_how = await _wanted(form.get("person_id", ""), form.get("code", ""))
    message = clean_lines(form.get("message"))
    try:
        await transact(
            service.request,
            viewer_id=viewer().id,
            event_id=viewer_event(),
            person_id=person_id,
            message=message,
            met_how=met_how,
        )
    except (MessageTooLong, RequestGone, RequestsUsedUp) as refusal:
        if wants_fragment():
            return await answer(refusal=refusal.text), refusal.status
        return await _asked_again(person_id, message, refusal.text), refusal.status
    return (
        await answer_about(person_id) if wants_fragment() else go_to("contacts.person", person_id=person_id)
    )


@routes.route("/attendee/people/<person:person_id>/remove", methods=["GET", "POST"])
@guards.attendee
async def remove(person_id: int) -> Any:
    """Asks first; a POST is the answer."""
    if request.method == "GET":
        card = await _card(person_id)
        if card.relationship is not Relationship.connected:
            raise NotFound
        return await attendee_page("connections/remove.html", card=card)
    await transact(service.remove, viewer_id=viewer().id, person_id=person_id)
    return go_to("contacts.people")


@routes.route("/attendee/people/<person:person_id>/block", methods=["GET", "POST"])
@guards.attendee
async def block(person_id: int) -> Any:
    """Asks first; a POST is the answer."""
    if request.method == "GET":
        card = await _card(person_id)
        if card.relationship is Relationship.own:
            raise NotFound
        return await attendee_page("connections/block.html", card=card)
    await transact(service.block, viewer_id=viewer().id, person_id=person_id)
    return go_to("contacts.blocked")


@routes.get("/attendee/blocked")
@guards.attendee
async def blocked() -> str:
    cards = await read(select_blocked_cards, blocker_id=viewer().id)
    return await attendee_page("connections/blocked.html", cards=cards)


@routes.post("/attendee/blocked/<person:person_id>/unblock")
@guards.attendee
async def unblock(person_id: int) -> Answer:
    await transact(service.unblock, viewer_id=viewer().id, person_id=person_id)
    return go_to("contacts.blocked")


async def _wanted(person_id: str, code: str) -> tuple[int, str]:
    """Who is meant, and how they met. A code was read from a badge; unknown ones are counted."""
    if code:
        await badge_guess_limit.require_unspent()
        card = await read(
            select_scanned_card, viewer_id=viewer().id, code=code_in(code, site().settings.base_url)
        )
        if card is None:
            await badge_guess_limit.spend_one()
            raise PersonNotThere
        return card.id, "scan"
    wanted = number_in(person_id)
    if wanted is None:
        raise PersonNotThere
    return wanted, "search"


async def _card(person_id: int) -> Card:
    return await read(service.find_card, viewer_id=viewer().id, event_id=viewer_event(), person_id=person_id)


async def _card_page(card: Card, typed: str = "", problem: str = "") -> str:
    """The card and, of a connection, what the viewer notes about it."""
    noted = (
        await read(select_person, viewer_id=viewer().id, person_id=card.id)
        if card.relationship is Relationship.connected
        else None
    )
    return await attendee_page(
        "connections/card.html",
        card=card,
        typed=typed,
        problem=problem,
        oob=False,
        person=noted,
        form=NoteForm(**written(noted)) if noted else None,
    )


async def _asked_again(person_id: int, typed: str, problem: str) -> str:
    """The card with everything that was typed. The badge may have been the way to it."""
    card = await read(select_card, viewer_id=viewer().id, person_id=person_id)
    if card is None:
        raise PersonNotThere
    return await _card_page(card, typed, problem)
