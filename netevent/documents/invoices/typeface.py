"""The typefaces of invoices: those of `lettering`. What they lack is a mark, and stands in the log.

Called by `drawing` and `text`.
"""

from __future__ import annotations

import structlog

from netevent.documents.lettering import Weight, missing_letters
from netevent.documents.lettering.typefaces import ours

log = structlog.get_logger()
PLAIN, BOLD = "NotoSans-Regular", "NotoSans-Bold"


def register() -> None:
    """Before anything is drawn, for the styles that name them; again it does nothing."""
    for weight in Weight:
        ours(weight)[0].register()


def drawable(text: str) -> str:
    """The text itself; a letter that cannot be drawn is told to the log."""
    if missing := sorted(missing_letters(text)):
        log.warning("letters_not_in_typeface", letters=[f"U+{ord(letter):04X}" for letter in missing])
    return text
