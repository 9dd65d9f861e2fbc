"""The rules of the own connections: only they are noted about and exported. Called by the routes."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from netevent.attendees import versions
from netevent.contacts import queries as people_queries
from netevent.contacts.queries import Note, Person
from netevent.core.database import Transaction
from netevent.core.errors import existing


def find_person(tx: Transaction, viewer_id: int, person_id: int) -> Person:
    """One of the viewer's connections.

    Raises:
        NotFound: the two are not connected; whether there is such a person is not said.
    """
    return existing(people_queries.select_person(tx, viewer_id, person_id))


def save_note(tx: Transaction, viewer_id: int, person_id: int, note: Note) -> Person:
    """Write down what the viewer notes about a connection; of two at once the later one stays.

    Raises:
        NotFound: the two are not connected.
    """
    find_person(tx, viewer_id, person_id)
    if not people_queries.update_note(tx, viewer_id, person_id, note):
        try:
            people_queries.insert_note(tx, viewer_id, person_id, note)
        except IntegrityError:  # from another page of the same person, a moment ago
            people_queries.update_note(tx, viewer_id, person_id, note)
    versions.move(tx, (viewer_id,))
    return find_person(tx, viewer_id, person_id)
