"""The rules of what is written on badges. Called by the routes of attendees, desks and organizers.

The registration stays as it is. Attendees correct their own badge until the organizer's moment or until it
is printed first, whichever is earlier: a badge that hangs on somebody is corrected at the desk. A print adds
a row that refers to the attendee, so it waits for the lock here: of a correction and a print at once, one
sees the other.
"""

from __future__ import annotations

from netevent.badges.making.queries import select_registered
from netevent.badges.print_jobs.queries import select_open_of
from netevent.badges.printed.queries import select_last_prints
from netevent.badges.settings.queries import select_settings
from netevent.badges.texts import queries
from netevent.badges.texts.refusals import AlreadyPrinted, AskAtDesk, CorrectionsOver
from netevent.badges.texts.text import AS_REGISTERED, BadgeText
from netevent.changes import BadgesChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees
from netevent.core.errors import existing

LONGEST_BY = 255


def correct_own(tx: Transaction, event_id: int, attendee_id: int, text: BadgeText) -> None:
    """By the attendee. What the registration says, too, goes on to follow it.

    Raises:
        NotFound: the account is gone.
        AskAtDesk, CorrectionsOver, AlreadyPrinted: as they say.
    """
    lock_attendees(tx, attendee_id)
    why_not = refusal_of(tx, event_id, attendee_id)
    if why_not is not None:
        raise why_not
    _write(tx, event_id, attendee_id, text, "")


def correct(tx: Transaction, event_id: int, attendee_id: int, text: BadgeText, by: str) -> None:
    """By the desk or the organizer: also of a badge that was printed, which is then one that has changed.

    Raises:
        NotFound: the event has no such attendee, or they have no badge.
    """
    lock_attendees(tx, attendee_id)
    _write(tx, event_id, attendee_id, text, by[:LONGEST_BY])


def refusal_of(tx: Transaction, event_id: int, attendee_id: int) -> AskAtDesk | None:
    """Why the attendee cannot correct the own badge at this moment; None: they can."""
    settings = select_settings(tx, event_id)
    if not settings.lets_correct:
        return AskAtDesk()
    if _comes_out(tx, event_id, attendee_id):
        return AlreadyPrinted()
    return None if settings.may_correct(clock.now()) else CorrectionsOver()


def _comes_out(tx: Transaction, event_id: int, attendee_id: int) -> bool:
    """Whether it was printed, or is asked for at a printer."""
    if select_last_prints(tx, event_id, [attendee_id]):
        return True
    return select_open_of(tx, event_id, attendee_id) is not None


def _write(tx: Transaction, event_id: int, attendee_id: int, text: BadgeText, by: str) -> None:
    registered = existing(select_registered(tx, event_id, attendee_id))
    wanted = text.beside(registered)
    written = queries.select_written(tx, attendee_id)
    if wanted == (written.text if written else AS_REGISTERED):
        return
    if wanted.is_as_registered:
        queries.delete_text(tx, attendee_id)
    else:
        queries.write_text(tx, attendee_id, wanted, by, clock.now())
    tx.publish(BadgesChanged(event_id))
