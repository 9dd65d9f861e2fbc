"""The rules of making, changing and deleting an event. Called by `events.routes`, inside one transaction.

Who may do it is decided before: the guard of each route asks whether the event is the organizer's.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError

from netevent.changes import EventTeamChanged, PresentersChanged
from netevent.core import clock
from netevent.core.credentials import new_code, new_token
from netevent.core.database import Transaction
from netevent.core.errors import Malformed, existing
from netevent.core.i18n import N_
from netevent.core.i18n.localized import as_column
from netevent.core.text.comparing import plain
from netevent.events import queries, seats
from netevent.events.details import Details, Event, EventText, Gate
from netevent.events.gates import queries as gate_queries
from netevent.identity import service as identity
from netevent.identity.invited.queries import select_invited
from netevent.identity.invited.service import forget_needless
from netevent.notifications.service import forget

CODE_LENGTH = 6
# 31 characters in six places: if two in a row are taken, something else is wrong.
CODES_TRIED = 5
GATES_AT_MOST = 50


class EndsTooEarly(Malformed):
    code = "ends_too_early"
    field = "end"
    message = N_("The event ends before it starts. Check the two times.")


class NoSeats(Malformed):
    code = "no_seats"
    field = "max_attendees"
    message = N_("An event needs room for at least one attendee. Leave the field empty for no limit.")


class UnknownZone(Malformed):
    code = "unknown_zone"
    field = "zone"
    message = N_("This time zone does not exist. Choose one from the list.")


class TooManyGates(Malformed):
    code = "too_many_gates"
    field = "gates"
    message = N_("An event can have at most %(most)s gates.")


class ClosesTooEarly(Malformed):
    code = "closes_too_early"
    field = "closes"
    message = N_("Registration closes before it opens. Check the two times.")


def create_event(tx: Transaction, organizer_id: int, details: Details) -> int:
    """Make the event with a code of its own, and its gates; returns its id.

    Raises:
        Malformed: its end, seats, zone or gates make no sense.
    """
    _check(details)
    event_id = _insert(tx, organizer_id, details)
    _keep_gates(tx, event_id, [], details.gates)
    _keep_texts(tx, event_id, details.texts)
    _keep_link(tx, _existing(tx, event_id), details.by_link)
    return event_id


def edit_event(tx: Transaction, event_id: int, details: Details) -> Event:
    """Change the event. A gate that got another name stays the same gate, with its count.

    Fewer seats than are taken are allowed: nobody loses one (`seats.resize`).

    Raises:
        Malformed: as for a new event.
        NotFound: it was deleted meanwhile.
    """
    _check(details)
    seats.resize(tx, event_id, details.max_attendees)
    _keep_texts(tx, event_id, details.texts)
    queries.update_event(tx, event_id, details)
    _keep_link(tx, _existing(tx, event_id), details.by_link)
    _keep_gates(tx, event_id, gate_queries.select_gates(tx, event_id), details.gates)
    return _existing(tx, event_id)


def delete_event(tx: Transaction, event_id: int) -> None:
    """Delete the event with all that belongs to it; its staff and attendees are logged out.

    The pages of the event and of its sessions close; their organizers' and presenters' accounts go on.
    """
    for login_id in queries.select_logins_in_event(tx, event_id):
        identity.end_login(tx, login_id)
    queries.delete_login_accounts_of(tx, event_id)
    forget(tx, queries.attendees_of(event_id))
    for session_id in queries.select_session_ids(tx, event_id):
        tx.publish(PresentersChanged(event_id, session_id))
    invited = select_invited(tx, event_id)
    queries.delete_event(tx, event_id)
    tx.publish(EventTeamChanged(event_id))
    forget_needless(tx, invited)


def distinct_gates(names: Sequence[str]) -> tuple[str, ...]:
    """Each name once: two gates that only an accent or a capital tells apart would be confused."""
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(plain(name), name)
    by_key.pop("", None)
    return tuple(by_key.values())


def _check(details: Details) -> None:
    if details.end is not None and details.end <= details.start:
        raise EndsTooEarly
    if details.max_attendees is not None and details.max_attendees < 1:
        raise NoSeats
    if details.opens and details.closes and details.closes <= details.opens:
        raise ClosesTooEarly
    if not clock.is_zone(details.zone):
        raise UnknownZone
    if len(details.gates) > GATES_AT_MOST:
        raise TooManyGates(most=GATES_AT_MOST)


def _insert(tx: Transaction, organizer_id: int, details: Details) -> int:
    for _ in range(CODES_TRIED - 1):
        try:
            return queries.insert_event(tx, organizer_id, new_code(CODE_LENGTH), details)
        except IntegrityError:
            continue
    return queries.insert_event(tx, organizer_id, new_code(CODE_LENGTH), details)


def _keep_gates(tx: Transaction, event_id: int, before: Sequence[Gate], names: Sequence[str]) -> None:
    """Bring the gates in line with `names`: same names stay, the rest is renamed in order, added, removed."""
    names = distinct_gates(names)
    same = {plain(gate.name): gate for gate in before}
    kept = {plain(name): same[plain(name)] for name in names if plain(name) in same}
    spare = [gate for gate in before if plain(gate.name) not in kept]
    new = [name for name in names if plain(name) not in kept]
    # First remove, then rename, then add: a name must be free before another gate takes it.
    for gate in spare[len(new) :]:
        gate_queries.delete_gate(tx, event_id, gate.id)
    renamed = {plain(name): gate for name, gate in zip(new, spare, strict=False)}
    for order, name in enumerate(names):
        gate_or_none = kept.get(plain(name)) or renamed.get(plain(name))
        if gate_or_none is None:
            gate_queries.insert_gate(tx, event_id, name, order)
        else:
            gate_queries.update_gate(tx, event_id, gate_or_none.id, name, order)


def _keep_link(tx: Transaction, event: Event, wanted: bool) -> None:
    """A secret of its own for an event that registers by link; it stays as long as that does."""
    if wanted != bool(event.link_token):
        queries.update_link_token(tx, event.id, new_token() if wanted else "", before=event.link_token)


def _keep_texts(tx: Transaction, event_id: int, texts: Sequence[EventText]) -> None:
    """Replace the texts in these languages, and what stands of them beside the event's name."""
    for text in texts:
        queries.delete_text(tx, event_id, text.language)
        if text.name or text.description:
            queries.insert_text(tx, event_id, text)
    if texts:
        names = {one.language: one.name for one in queries.select_texts(tx, event_id)}
        queries.update_name_texts(tx, event_id, as_column(names))


def _existing(tx: Transaction, event_id: int) -> Event:
    return existing(queries.select_event(tx, event_id))
