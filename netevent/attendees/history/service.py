"""What is written down of a change, inside its transaction. Called by the services that change attendees."""

from __future__ import annotations

from collections.abc import Mapping

from netevent.attendees.history import queries
from netevent.attendees.history.entry import Changed, What
from netevent.core.database import Transaction

TYPE = "type"


def record_added(tx: Transaction, *attendee_ids: int) -> None:
    queries.insert_entries(tx, What.added, dict.fromkeys(attendee_ids, ()))


def record_changed(
    tx: Transaction, attendee_id: int, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    """Each field that differs; nothing where none does. `after` has all fields of `before`."""
    changed = [Changed(name, old, after[name]) for name, old in before.items() if old != after[name]]
    if changed:
        queries.insert_entries(tx, What.changed, {attendee_id: changed})


def record_merged(tx: Transaction, attendee_id: int, address: str) -> None:
    """Somebody who was there twice is one now; the other had this address."""
    queries.insert_entries(tx, What.merged, {attendee_id: [Changed("email", address, "")]})


def record_types(tx: Transaction, former: Mapping[int, int], type_id: int) -> None:
    """Each of these attendees had the type beside the number, and has this one now; 0 is none."""
    names = queries.select_type_names(tx, {type_id, *former.values()})
    entries = {
        attendee_id: [Changed(TYPE, names.get(one, ""), names.get(type_id, ""))]
        for attendee_id, one in former.items()
        if one != type_id
    }
    queries.insert_entries(tx, What.changed, entries)
