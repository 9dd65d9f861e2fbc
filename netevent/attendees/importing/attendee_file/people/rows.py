"""One line of the table becomes one attendee-to-be, or the reason why not. Called by the gathering."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from netevent.attendees.importing.attendee_file.cleaning import clean, language_code
from netevent.attendees.importing.attendee_file.headers import Field, Headers, RecognisedColumn
from netevent.attendees.importing.attendee_file.people.names import Name, split_name, split_reversed_name
from netevent.attendees.importing.attendee_file.problems import (
    Fault,
    FaultReason,
    Remark,
    RemarkReason,
    quoted,
)
from netevent.attendees.importing.attendee_file.table import Line
from netevent.attendees.linkedin import LENGTH, linkedin_address
from netevent.attendees.phone import is_phone_number, is_shortened
from netevent.core.text.addresses import addresses_in, clean_email
from netevent.core.text.comparing import normalize_email, plain_name


@dataclass(frozen=True, slots=True)
class AttendeeRow:
    """What a list says of one attendee. Texts are clean and fit their columns; '' is not given."""

    number: int
    first_name: str
    last_name: str
    email: str
    organisation: str
    role: str
    phone: str
    linkedin: str
    type_name: str
    language: str


Cells = Mapping[Field, str]
PHONE_LENGTH = 50

# What the tables hold, and what is said of more.
LIMITS: tuple[tuple[Callable[[AttendeeRow], str], int, FaultReason], ...] = (
    (lambda row: row.first_name, 100, FaultReason.FIRST_NAME_TOO_LONG),
    (lambda row: row.last_name, 100, FaultReason.LAST_NAME_TOO_LONG),
    (lambda row: row.email, 255, FaultReason.EMAIL_TOO_LONG),
    (lambda row: row.organisation, 255, FaultReason.ORGANISATION_TOO_LONG),
    (lambda row: row.role, 255, FaultReason.ROLE_TOO_LONG),
    (lambda row: row.phone, PHONE_LENGTH, FaultReason.PHONE_TOO_LONG),
    (lambda row: row.linkedin, LENGTH, FaultReason.LINKEDIN_TOO_LONG),
    (lambda row: row.type_name, 100, FaultReason.TYPE_TOO_LONG),
    # Compared, some letters become several: ß is ss.
    (lambda row: normalize_email(row.email), 255, FaultReason.EMAIL_TOO_LONG),
    (lambda row: plain_name(row.type_name), 100, FaultReason.TYPE_TOO_LONG),
)


def read_row(number: int, cells: Cells, surnames_lead: bool = False) -> tuple[AttendeeRow, list[Remark]]:
    """`surnames_lead` is what `names.capitals_lead` says of the list's names."""
    name = name_in(cells, surnames_lead)
    given_phone, given_linkedin = cells.get(Field.PHONE, ""), cells.get(Field.LINKEDIN, "")
    row = AttendeeRow(
        number=number,
        first_name=name.first,
        last_name=name.last,
        email=clean_email(cells.get(Field.EMAIL, "")),
        organisation=cells.get(Field.ORGANISATION, ""),
        role=cells.get(Field.ROLE, ""),
        phone=given_phone if len(given_phone) > PHONE_LENGTH or is_phone_number(given_phone) else "",
        linkedin=given_linkedin if len(given_linkedin) > LENGTH else linkedin_address(given_linkedin),
        type_name=cells.get(Field.TYPE, ""),
        language=language_code(cells.get(Field.LANGUAGE, "")),
    )
    return row, list(remarks_on(row, cells, name))


def labelled(line: Line, headers: Headers) -> dict[RecognisedColumn, str]:
    known = (column for column in headers.columns if column.index < len(line.cells))
    return {column: clean(line.cells[column.index]) for column in known}


def name_in(cells: Cells, surnames_lead: bool) -> Name:
    """Separate columns go before a column with the whole name."""
    first, last = cells.get(Field.FIRST_NAME, ""), cells.get(Field.LAST_NAME, "")
    if first or last:
        return Name(first, f"{cells.get(Field.INFIX, '')} {last}".strip())
    if cells.get(Field.NAME):
        return split_name(cells[Field.NAME], surnames_lead)
    return split_reversed_name(cells.get(Field.REVERSED_NAME, ""), surnames_lead)


def remarks_on(row: AttendeeRow, cells: Cells, name: Name) -> Iterator[Remark]:
    phone, linkedin, language = (cells.get(one, "") for one in (Field.PHONE, Field.LINKEDIN, Field.LANGUAGE))
    if name.doubtful:
        yield Remark(row.number, RemarkReason.NAME_IN_DOUBT, quoted(f"{name.first} | {name.last}"))
    if phone and not row.phone:
        shortened = is_shortened(phone)
        reason = RemarkReason.PHONE_SHORTENED if shortened else RemarkReason.PHONE_DROPPED
        yield Remark(row.number, reason, quoted(phone))
    if linkedin and not row.linkedin:
        yield Remark(row.number, RemarkReason.LINKEDIN_DROPPED, quoted(linkedin))
    if language and not row.language:
        yield Remark(row.number, RemarkReason.LANGUAGE_UNKNOWN, quoted(language))


def fault_in(row: AttendeeRow, key: str) -> Fault | None:
    """The first thing that keeps this row out; `key` is its `email_key`."""
    if not row.first_name and not row.last_name:
        return Fault(row.number, FaultReason.NAME_MISSING, quoted(row.email))
    if not row.email:
        name = f"{row.first_name} {row.last_name}".strip()
        return Fault(row.number, FaultReason.EMAIL_MISSING, quoted(name))
    for field, limit, reason in LIMITS:
        if len(field(row)) > limit:
            return Fault(row.number, reason, quoted(field(row)), limit=limit)
    if not key:
        several = len(addresses_in(row.email)) > 1
        reason = FaultReason.EMAIL_SEVERAL if several else FaultReason.EMAIL_INVALID
        return Fault(row.number, reason, quoted(row.email))
    return None


def email_key(email: str) -> str:
    """What two spellings of one address have in common, or '' when it is no address.

    The name servers are not asked: a list is read in a second, and also without a network. The
    test environment admits the reserved domain .test, which rehearsals use.
    """
    try:
        validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return ""
    return normalize_email(email)


def left_over(line: Line, headers: Headers) -> Fault | None:
    """A cell right of the last header: in text split at delimiters, a sign that cells have shifted."""
    extra = next((clean(cell) for cell in line.cells[headers.width :] if clean(cell)), "")
    return Fault(line.number, FaultReason.TOO_MANY_CELLS, quoted(extra)) if extra else None
