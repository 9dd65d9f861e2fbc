"""Whom a desk finds by a name, or by the code that may have been meant. Called by the routes of desks."""

from __future__ import annotations

from netevent.checkin.desks import queries
from netevent.checkin.desks.queries import Found
from netevent.core.badge_codes import code_in, codes_of_other_keyboards
from netevent.core.database import Transaction
from netevent.core.text.comparing import search_words

FOUND_AT_MOST = 20


def read_found(tx: Transaction, event_id: int, query: str, language: str) -> tuple[list[Found], bool]:
    """By name, or else by a code; and whether it was that. `language` gives the order of names."""
    words = search_words(query)
    found = queries.select_found(tx, event_id, words, FOUND_AT_MOST, language) if words else []
    codes = [] if found else [code_in(query), *codes_of_other_keyboards(query)]
    by_code = queries.select_found_by_code(tx, event_id, codes) if any(codes) else []
    return found or by_code, bool(by_code)
