"""The list for paper, as its reader gets it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import groupby

from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.i18n import current_language
from netevent.core.i18n.writing import moment, price
from netevent.documents.door_list.door_list import DoorList, Letter, Line
from netevent.events.queries import select_event
from netevent.papers.door_list.queries import Listed, select_listed
from netevent.payments.settings.queries import select_settings

# What stands for those whose names begin with no letter of an alphabet.
OTHERS = "…"


def read_door_list(tx: Transaction, event_id: int, link_of: Callable[[str], str], now: datetime) -> DoorList:
    """`link_of` makes the desk's address of a letter; '' asks for that of all others."""
    event = existing(select_event(tx, event_id))
    currency = select_settings(tx, event_id).currency
    groups = groupby(select_listed(tx, event_id), key=lambda one: one.initial)
    letters = [
        Letter(initial or OTHERS, link_of(initial), tuple(_line(one, currency) for one in people))
        for initial, people in groups
    ]
    return DoorList(str(event.name), moment(now, event.details.zone), tuple(letters), current_language())


def _line(one: Listed, currency: str) -> Line:
    name = ", ".join(filter(None, (one.last_name, one.first_name)))
    due = price(one.due, currency) if one.due else ""
    return Line(name, one.organisation, one.type_name, one.code, due, one.is_in)
