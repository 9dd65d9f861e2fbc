"""Reads everything that is kept of an attendee. Called by `privacy.routes`."""

from __future__ import annotations

from netevent.attendees.history.queries import select_entries
from netevent.attendees.questions.answers.queries import select_answers
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.mail.mailed import select_mails_to
from netevent.privacy import queries
from netevent.privacy.orders.queries import select_own_orders
from netevent.privacy.record import Record
from netevent.profiles import service as profiles
from netevent.profiles.cards.card import Card
from netevent.profiles.cards.queries import select_blocked_cards, select_cards

PEOPLE_AT_ONCE = 500
MOST_ENTRIES = 10_000


def read_record(tx: Transaction, attendee_id: int) -> Record:
    """The record.

    Raises:
        NotFound: the attendee was removed meanwhile.
    """
    account = existing(queries.select_account(tx, attendee_id))
    requests = queries.select_requests(tx, attendee_id)
    notes = queries.select_notes(tx, attendee_id)
    blocks = queries.select_blocks(tx, attendee_id)
    meetings = queries.select_appointments(tx, attendee_id)
    badges = queries.select_badges_scanned(tx, attendee_id)
    named = {one.person_id for one in requests} | {one.person_id for one in notes}
    named |= {one.person_id for one in meetings} | {one.person_id for one in badges}
    return Record(
        account=account,
        profile=profiles.find(tx, attendee_id).profile,
        requests=requests,
        notes=notes,
        blocks=blocks,
        appointments=meetings,
        sessions=queries.select_sessions(tx, attendee_id),
        door=queries.select_door_scans(tx, attendee_id),
        rooms=queries.select_room_scans(tx, attendee_id),
        badges_scanned=badges,
        own_badge_scanned=queries.select_own_badge_scanned(tx, attendee_id),
        badge_texts=queries.select_badge_texts(tx, attendee_id),
        badge_prints=queries.select_badge_prints(tx, attendee_id),
        badges_asked=queries.select_badges_asked(tx, attendee_id),
        certificates=queries.select_certificates(tx, attendee_id),
        mails=select_mails_to(tx, attendee_id),
        announcements=queries.select_announcements(tx, attendee_id),
        answers=select_answers(tx, attendee_id),
        history=select_entries(tx, attendee_id, MOST_ENTRIES),
        logins=queries.select_logins(tx, attendee_id),
        push_devices=queries.select_push_devices(tx, attendee_id),
        push_refused=queries.select_push_refused(tx, attendee_id),
        orders=select_own_orders(tx, attendee_id),
        people=_people(tx, attendee_id, sorted(named)),
    )


def _people(tx: Transaction, attendee_id: int, ids: list[int]) -> dict[int, Card]:
    """As they show to the attendee; those whom the attendee blocked as they show to everyone."""
    cards = select_blocked_cards(tx, attendee_id)
    for start in range(0, len(ids), PEOPLE_AT_ONCE):
        cards += select_cards(tx, attendee_id, ids[start : start + PEOPLE_AT_ONCE])
    return {card.id: card for card in cards}
