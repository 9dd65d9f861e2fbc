"""Letters that no typeface has. Called by routes before a text is saved, in a thread: typefaces are read."""

from __future__ import annotations

from netevent.badges.texts.refusals import LettersMissing
from netevent.badges.texts.text import FIELDS, BadgeText
from netevent.documents.lettering import missing_letters


def require_printable(text: BadgeText) -> None:
    """
    Raises:
        LettersMissing: with the first field that has some, and which.
    """
    for field in FIELDS:
        if missing := missing_letters(getattr(text, field) or ""):
            raise LettersMissing(field, sorted(missing))
