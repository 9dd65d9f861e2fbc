"""Whether a list says that somebody does not come: cancelled, refunded, not paid. Called by the gathering."""

from collections.abc import Mapping
from functools import lru_cache

from netevent.attendees.importing.attendee_file.cleaning import clean, words_of
from netevent.attendees.importing.attendee_file.headers import Field, RecognisedColumn
from netevent.attendees.importing.attendee_file.words.states import BEGINNINGS, DOUBTERS, NO, PHRASES


def state_against(cells: Mapping[RecognisedColumn, str]) -> str:
    """What the list says against the person, as it is written there; '' for who comes.

    A “Status” holds the word itself; below “Cancelled” stand truths or dates, and the header is the word.
    """
    for column, cell in cells.items():
        if column.field is Field.STATE and speaks_against(cell):
            return cell
        if column.field is Field.GONE and is_so(cell):
            return column.header
    return ""


@lru_cache  # a list has few states and many rows
def speaks_against(state: str) -> bool:
    words = words_of(clean(state))
    whole = " ".join(words)
    if whole in PHRASES or any(f" {phrase} " in f" {whole} " for phrase in LONG_PHRASES):
        return True
    return any(word.startswith(BEGINNINGS) for word in words) and DOUBTERS.isdisjoint(words)


# “wc-on-hold” and “not paid yet” say it, too.
LONG_PHRASES = tuple(phrase for phrase in PHRASES if " " in phrase)


def is_so(cell: str) -> bool:
    """A sign, a date or a “yes”; not “no”, a zero, or a dash."""
    words = words_of(clean(cell))
    return bool(words) and " ".join(words) not in NO and set("".join(words)) != {"0"}
