"""A question of an event, and an answer to it: what travels between forms, rules and the database.

Used by everybody who asks or shows: the organizer's pages, registration, the profile, the desk, lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter, ValidationError

YES, NO = "yes", "no"


class Kind(StrEnum):
    text = "text"
    long_text = "long_text"
    choice = "choice"
    several = "several"
    yes_no = "yes_no"
    consent = "consent"

    @property
    def has_options(self) -> bool:
        return self in (Kind.choice, Kind.several)

    @property
    def is_yes_or_no(self) -> bool:
        return self in (Kind.yes_no, Kind.consent)

    def takes(self, value: str) -> bool:
        """Whether an answer of this kind can be kept so."""
        return not self.is_yes_or_no or value in (YES, NO, "")


LONGEST_LABEL = 255
LONGEST_WORDING = 2000
LONGEST_OPTION = 100
MOST_OPTIONS = 50
LONGEST_LINE = 255
LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Details:
    """What the organizer says of a question. Texts are clean; `text` explains it, or is what is consented to.

    `types` are those that are asked; none: all.
    """

    kind: Kind
    label: str
    text: str = ""
    options: tuple[str, ...] = ()
    is_required: bool = False
    at_the_door: bool = False
    in_lists: bool = True
    on_badges: bool = False
    types: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    id: int
    details: Details

    @property
    def kind(self) -> Kind:
        return self.details.kind

    @property
    def label(self) -> str:
        return self.details.label

    @property
    def name(self) -> str:
        """What its field is called in a form."""
        return f"q{self.id}"

    def is_for(self, type_id: int | None) -> bool:
        """Whether people of this type are asked; None and 0: those who have none."""
        return not self.details.types or type_id in self.details.types


@dataclass(frozen=True, slots=True)
class Answer:
    """As the table keeps it: the text; of several choices a JSON list; of yes or no and of a consent "yes" or
    "no". '' is no answer. `wording` is what a consent said when it was given.
    """

    value: str
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that somebody has given, with its question as that stands now."""

    question_id: int
    label: str
    kind: Kind
    value: str
    wording: str
    at: datetime
    at_the_door: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """What was written or chosen; "yes" and "no" are for the reader to translate."""
        return chosen(self.value) if self.kind is Kind.several else (self.value,)

    @property
    def is_yes(self) -> bool:
        return self.value == YES


def chosen(value: str) -> tuple[str, ...]:
    """The options in an answer to several choices; what is no list is one."""
    try:
        return tuple(CHOSEN.validate_json(value)) if value else ()
    except ValidationError:
        return (value,)


def kept(options: tuple[str, ...] | list[str]) -> str:
    """The other way round."""
    return CHOSEN.dump_json(list(options)).decode() if options else ""


def encode(answers: Mapping[int, Answer]) -> str:
    """As text, for where they wait until there is somebody to have them (`order_seats.answers`)."""
    return ANSWERS.dump_json({key: one for key, one in answers.items() if one.value}).decode()


def decode(text: str) -> dict[int, Answer]:
    """
    Raises:
        pydantic.ValidationError: `encode` has not written it.
    """
    return ANSWERS.validate_json(text) if text else {}


CHOSEN = TypeAdapter(list[str])
ANSWERS = TypeAdapter(dict[int, Answer])
