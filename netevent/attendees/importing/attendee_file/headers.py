"""Which column holds what, and whose: told by its header in any of the seven languages, and by what stands
below it. Called by the reading of a list, and by the search for a .csv file's delimiter.

A shop's list has the buyer beside the attendee. A column of the attendee goes before one that does not say
whose it is, and that before one of the buyer.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from netevent.attendees.importing.attendee_file.cleaning import clean, fold, words_of
from netevent.attendees.importing.attendee_file.problems import quoted
from netevent.attendees.importing.attendee_file.words.columns import FIELDS, VAGUE, Field
from netevent.attendees.importing.attendee_file.words.owners import AFTER, ATTENDEE, BEFORE, BUYER, TICKET

__all__ = ["Field", "Headers", "RecognisedColumn", "Whose", "recognise"]


class Whose(IntEnum):
    """Whose the cells of a column are, the better ones first."""

    ATTENDEE = 0
    UNSAID = 1
    BUYER = 2


@dataclass(frozen=True, slots=True)
class RecognisedColumn:
    index: int
    header: str
    field: Field
    whose: Whose = Whose.UNSAID

    @property
    def merit(self) -> tuple[bool, bool, Whose, int]:
        """The least is the best: “Job title” goes before a “Title” that may mean Mrs or Dr."""
        return self.whose is Whose.BUYER, fold(self.header) in VAGUE, self.whose, self.index


NAMES = (Field.FIRST_NAME, Field.LAST_NAME, Field.NAME, Field.REVERSED_NAME)
# Several columns of these count.
MANY = (Field.STATE, Field.GONE)
# Of a person, so that the buyer's would be wrong beside the attendee's address.
PERSONAL = (Field.PHONE, Field.LINKEDIN, Field.ROLE, Field.LANGUAGE)
# What a buyer may have; “Order type” is no type of attendee.
BUYERS = (*NAMES, *PERSONAL, *MANY, Field.EMAIL, Field.ORGANISATION, Field.INFIX, Field.ORDER)


@dataclass(frozen=True, slots=True)
class Headers:
    """The header row: where it stands, what each of its cells says, and which columns are read.

    `texts` are all its cells, `candidates` the columns that say something to us, several for one field;
    `columns` those of them that are read, one for each field.
    """

    number: int
    texts: tuple[str, ...]
    candidates: tuple[RecognisedColumn, ...]
    columns: tuple[RecognisedColumn, ...]

    @property
    def width(self) -> int:
        return len(self.texts)

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headers whose columns are not read."""
        read = {column.index for column in self.columns}
        return tuple(quoted(text) for index, text in enumerate(self.texts) if text and index not in read)

    def has(self, *fields: Field) -> bool:
        return any(column.field in fields for column in self.columns)

    @property
    def names_people(self) -> bool:
        return self.has(*NAMES)

    @property
    def complete(self) -> bool:
        return self.has(Field.EMAIL) and self.names_people

    @property
    def speaks_of_attendees(self) -> bool:
        """A column says that it is the attendee's: of several sheets this one has the people."""
        theirs = (column.field for column in self.candidates if column.whose is Whose.ATTENDEE)
        named = any(PEOPLE & set(words_of(text[:200])) for text in self.texts)
        return named or any(field in (*NAMES, Field.EMAIL) for field in theirs)

    @property
    def speaks_of_orders(self) -> bool:
        numbered = any(column.field is Field.ORDER for column in self.candidates)
        return numbered or any(whose_column(text) is Whose.BUYER for text in self.texts)

    def without(self, unusable: Callable[[RecognisedColumn], bool]) -> "Headers":
        left = tuple(column for column in self.candidates if not unusable(column))
        return Headers(self.number, self.texts, left, tuple(chosen(left)))


def recognise(number: int, cells: Sequence[str]) -> Headers:
    """Reads a row as headers."""
    texts = tuple(clean(cell) for cell in cells)
    meanings = ((index, text, field_of(text), whose_column(text)) for index, text in enumerate(texts))
    found = [RecognisedColumn(index, text, field, whose) for index, text, field, whose in meanings if field]
    candidates = tuple(settled_names(found))
    return Headers(number, texts, candidates, tuple(chosen(candidates)))


def settled_names(columns: Sequence[RecognisedColumn]) -> Iterator[RecognisedColumn]:
    """What a bare “Name”, “Nom” or “Nombre” means hangs on its neighbours: beside a first name it is
    the last name (de, fr, nl), beside a last name the first name (it, es), alone the whole name."""
    for column in columns:
        beside = {other.field for other in columns if stand_together(column, other)}
        first, last = Field.FIRST_NAME in beside, Field.LAST_NAME in beside
        if column.field is Field.NAME and first != last:
            field = Field.LAST_NAME if first else Field.FIRST_NAME
            yield RecognisedColumn(column.index, column.header, field, column.whose)
        else:
            yield column


def stand_together(column: RecognisedColumn, other: RecognisedColumn) -> bool:
    """“Nom” belongs to a “Prénom du participant”, but not to the buyer's."""
    return column.whose is other.whose or (column.whose, other.whose) == (Whose.UNSAID, Whose.ATTENDEE)


def chosen(candidates: Sequence[RecognisedColumn]) -> Iterator[RecognisedColumn]:
    """Of several columns with one meaning the best, in the order of the list."""
    names = best_names([column for column in candidates if column.field in NAMES])
    others = [column for column in candidates if column.field not in NAMES]
    usable = [*names, *without_the_buyers(others)]
    best = {column.field: column for column in sorted(usable, key=lambda column: column.merit, reverse=True)}
    for column in sorted(usable, key=lambda column: column.index):
        if column.field in MANY or best[column.field] is column:
            yield column


def best_names(columns: list[RecognisedColumn]) -> list[RecognisedColumn]:
    """Those of the attendee where they make a name, else also those that do not say whose they are, else
    all."""
    for most in Whose:
        upto = [column for column in columns if column.whose <= most]
        if make_a_name({column.field for column in upto}):
            return upto
    return columns


def make_a_name(fields: set[Field]) -> bool:
    return bool(fields & {Field.NAME, Field.REVERSED_NAME}) or {Field.FIRST_NAME, Field.LAST_NAME} <= fields


def without_the_buyers(columns: list[RecognisedColumn]) -> Iterator[RecognisedColumn]:
    """Beside the attendee's address, the buyer's phone number is not the attendee's.

    Where one address says that it is the attendee's and another one does not, that is the buyer's, and so is
    the phone number that does not say whose it is.
    """
    addresses = {column.whose for column in columns if column.field is Field.EMAIL}
    if not addresses or min(addresses) is Whose.BUYER:
        yield from columns
        return
    both = {Whose.ATTENDEE, Whose.UNSAID} <= addresses
    for column in columns:
        is_bought = column.field in PERSONAL and column.whose is Whose.BUYER
        if not is_bought and not (both and column.field is Field.PHONE and column.whose is Whose.UNSAID):
            yield column


def field_of(header: str) -> Field | None:
    """“Attendee e-mail (required) *” is an e-mail as well, and so is “E-Mail des Teilnehmers”."""
    if len(header) > 200:
        return None
    whose = whose_column(header)
    for spelling in spellings(header):
        field = FIELDS.get(spelling)
        if field is Field.NAME and spelling in BARE_NAMES and speaks_of_a_ticket(header):
            return Field.TYPE  # “Ticket name” is the ticket's, “Ticket full name” is that of who has it
        if field and (whose is not Whose.BUYER or field in BUYERS):
            # “Attendee #” counts, it names nobody.
            return None if "#" in header and field in NAMES else field
    return None


def spellings(header: str) -> Iterator[str]:
    """What a header may say, folded: as it is, without what is in brackets, what stands behind a colon, and
    each without the word that says whose it is."""
    texts = (header, re.sub(r"[(\[].*?[)\]]", "", header), header.rpartition(":")[2])
    yield from (fold(text) for text in texts)
    for text in texts:
        words = " ".join(words_of(text))
        yield OWNER.sub(" ", words).replace(" ", "")
        yield COMPOUND.sub("", words.replace(" ", ""))


def whose_column(header: str) -> Whose:
    words = words_of(header[:200])
    if any(word in ATTENDEE_WORDS for word in words):
        return Whose.ATTENDEE
    if any(word in BUYER_WORDS for word in words):
        return Whose.BUYER
    compound = COMPOUND.match("".join(words))
    if compound is None:
        return Whose.UNSAID
    return Whose.ATTENDEE if compound[1] in ATTENDEE_WORDS else Whose.BUYER


def speaks_of_a_ticket(header: str) -> bool:
    words = words_of(header)
    compound = COMPOUND.match("".join(words))
    named = TICKETS & {*words, compound[1] if compound else ""}
    return bool(named) and PEOPLE.isdisjoint(words)


def any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


PEOPLE, BUYER_WORDS = frozenset(ATTENDEE), frozenset(BUYER)
ATTENDEE_WORDS = PEOPLE | frozenset(TICKET)
TICKETS = frozenset(TICKET) - {"badge"}
BARE_NAMES = frozenset({"name", "naam", "nom", "nombre", "nome"})
OWNERS = (*ATTENDEE_WORDS, *BUYER_WORDS)
OWNER = re.compile(rf"(?:\b(?:{any_of(BEFORE)}) )*\b(?:{any_of(OWNERS)})\b(?: (?:{any_of(AFTER)}|[0-9]+)\b)*")
# “Teilnehmername”, “klantnaam”, “factuurmail”.
COMPOUND = re.compile(f"^({any_of(word for word in OWNERS if len(word) > 3)})(?=.)")
