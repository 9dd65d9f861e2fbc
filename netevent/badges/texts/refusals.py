"""Why a badge's text is not saved. Each says what to do instead."""

from __future__ import annotations

from collections.abc import Iterable

from netevent.core.errors import Conflict, Refusal
from netevent.core.i18n import N_


class AskAtDesk(Conflict):
    """The attendee may not correct it, or not any more."""

    code = "badge_at_desk"
    message = N_(
        "Is something wrong on your badge? Tell the people at the check-in desk. They can correct it there."
    )


class CorrectionsOver(AskAtDesk):
    code = "badge_corrections_over"
    message = N_(
        "The time for corrections is over. Is something wrong on your badge? "
        "Tell the people at the check-in desk. They can correct it there."
    )


class AlreadyPrinted(AskAtDesk):
    code = "badge_printed"
    message = N_(
        "Your badge has already been printed. Is something wrong on it? "
        "Tell the people at the check-in desk. They can correct it and print another one."
    )


class LettersMissing(Refusal):
    status = 422
    code = "letters_missing"
    message = N_("These characters cannot be printed: %(letters)s. Write it without them.")

    def __init__(self, field: str, letters: Iterable[str]) -> None:
        super().__init__(letters=" ".join(letters))
        self.field = field
