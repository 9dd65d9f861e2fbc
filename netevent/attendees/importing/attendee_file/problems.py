"""What can be wrong with a list of attendees, and the sentence that tells an organizer so.

A fault costs the row, a remark at most one cell of it, `AttendeeFileUnreadable` costs the whole list. The
import adds one of its own: it alone knows when the event is full. The sentences are marked for
translation here and translated by whoever shows them, through `text`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from netevent.core.i18n import N_

# What a message quotes of a cell; a cell may be as long as the file.
QUOTED = 100


class FaultReason(StrEnum):
    EMAIL_MISSING = "email_missing"
    EMAIL_INVALID = "email_invalid"
    EMAIL_SEVERAL = "email_several"
    EMAIL_TWICE = "email_twice"
    BUYERS_EMAIL = "buyers_email"
    EMAIL_TOO_LONG = "email_too_long"
    NAME_MISSING = "name_missing"
    FIRST_NAME_TOO_LONG = "first_name_too_long"
    LAST_NAME_TOO_LONG = "last_name_too_long"
    ORGANISATION_TOO_LONG = "organisation_too_long"
    ROLE_TOO_LONG = "role_too_long"
    PHONE_TOO_LONG = "phone_too_long"
    LINKEDIN_TOO_LONG = "linkedin_too_long"
    TYPE_TOO_LONG = "type_too_long"
    TOO_MANY_CELLS = "too_many_cells"
    STATE = "state"
    HIDDEN = "hidden"
    EVENT_FULL = "event_full"


class RemarkReason(StrEnum):
    LANGUAGE_UNKNOWN = "language_unknown"
    LINKEDIN_DROPPED = "linkedin_dropped"
    PHONE_DROPPED = "phone_dropped"
    PHONE_SHORTENED = "phone_shortened"
    NAME_IN_DOUBT = "name_in_doubt"
    BUYERS_COLUMN = "buyers_column"
    PERHAPS_BUYERS = "perhaps_buyers"
    SHARED_EMAIL = "shared_email"
    OWN_WORD = "own_word"
    UNCONFIRMED = "unconfirmed"
    UNREADABLE_LETTER = "unreadable_letter"
    LETTERS_IN_DOUBT = "letters_in_doubt"
    SHEET = "sheet"
    SHEETS_LEFT = "sheets_left"
    MORE_PEOPLE = "more_people"


class UnreadableReason(StrEnum):
    EMPTY = "empty"
    NO_ATTENDEES = "no_attendees"
    NO_EMAIL_COLUMN = "no_email_column"
    NO_NAME_COLUMN = "no_name_column"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    WEB_PAGE = "web_page"
    BROKEN = "broken"
    OPEN_QUOTE = "open_quote"
    CELL_TOO_LONG = "cell_too_long"
    BINARY_EXCEL = "binary_excel"
    PASSWORD_PROTECTED = "password_protected"  # noqa: S105 - a reason, not a password
    TOO_LARGE = "too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that stays out. `number` is the row as the sheet counts it, `value` the text at fault.

    `limit` is what a too long text may count; `earlier` the row that had the same address first.
    """

    number: int
    reason: FaultReason
    value: str = ""
    limit: int = 0
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """What to know of a row that is taken: a cell that could not be used, or was read with doubt.

    What is said of a whole column has the number of the headers' row, of the whole list 0.
    """

    number: int
    reason: RemarkReason
    value: str = ""
    limit: int = 0
    earlier: int = 0


class AttendeeFileUnreadable(Exception):
    """The list as a whole cannot be used. `message` is the English sentence; `text` translates it."""

    def __init__(self, reason: UnreadableReason, value: str = "", number: int = 0, limit: int = 0) -> None:
        self.reason = reason
        self.value = quoted(value)
        self.number = number
        self.limit = limit
        self.earlier = 0
        self.message = text(self)
        super().__init__(self.message)

    def __reduce__(self) -> tuple[type["AttendeeFileUnreadable"], tuple[UnreadableReason, str, int, int]]:
        # Exceptions are rebuilt from their message otherwise, and this one crosses processes.
        return type(self), (self.reason, self.value, self.number, self.limit)


def text(problem: Fault | Remark | AttendeeFileUnreadable, translate: Callable[[str], str] = str) -> str:
    """The sentence for the organizer, without the row's number; `translate` is the reader's gettext."""
    return translate(SENTENCES[problem.reason]) % {
        "value": problem.value,
        "limit": problem.limit,
        "row": problem.earlier or problem.number,
    }


def short_text(reason: FaultReason | RemarkReason, translate: Callable[[str], str] = str) -> str:
    """What is said of many rows at once, in the middle of a sentence."""
    return translate(OF_MANY[reason])


def quoted(value: str) -> str:
    return value if len(value) <= QUOTED else value[: QUOTED - 1] + "…"


SENTENCES: dict[FaultReason | RemarkReason | UnreadableReason, str] = {
    FaultReason.EMAIL_MISSING: N_("The email address is missing."),
    FaultReason.EMAIL_INVALID: N_("“%(value)s” is not an email address."),
    FaultReason.EMAIL_SEVERAL: N_("“%(value)s” is more than one email address."),
    FaultReason.BUYERS_EMAIL: N_("%(value)s is the buyer's address; this person has none of their own."),
    FaultReason.EMAIL_TWICE: N_("%(value)s is already in row %(row)d of this list."),
    FaultReason.EMAIL_TOO_LONG: N_("The email address is longer than %(limit)d characters."),
    FaultReason.NAME_MISSING: N_("The name is missing."),
    FaultReason.FIRST_NAME_TOO_LONG: N_("The first name is longer than %(limit)d characters."),
    FaultReason.LAST_NAME_TOO_LONG: N_("The last name is longer than %(limit)d characters."),
    FaultReason.ORGANISATION_TOO_LONG: N_("The organisation is longer than %(limit)d characters."),
    FaultReason.ROLE_TOO_LONG: N_("The role is longer than %(limit)d characters."),
    FaultReason.PHONE_TOO_LONG: N_("The phone number is longer than %(limit)d characters."),
    FaultReason.LINKEDIN_TOO_LONG: N_("The LinkedIn address is longer than %(limit)d characters."),
    FaultReason.TYPE_TOO_LONG: N_("The attendee type is longer than %(limit)d characters."),
    FaultReason.TOO_MANY_CELLS: N_(
        "The row has more cells than there are headers: “%(value)s” is left over. "
        "A text with a comma or semicolon in it needs quotation marks around it."
    ),
    FaultReason.STATE: N_("The list says “%(value)s” about this person."),
    FaultReason.HIDDEN: N_("The sheet hides this row, by a filter or by hand."),
    FaultReason.EVENT_FULL: N_("The event is full."),
    RemarkReason.LANGUAGE_UNKNOWN: N_("“%(value)s” is not an available language; the default is used."),
    RemarkReason.LINKEDIN_DROPPED: N_("“%(value)s” is not the address of a LinkedIn page; it is left out."),
    RemarkReason.PHONE_DROPPED: N_("“%(value)s” is not a phone number; it is left out."),
    RemarkReason.PHONE_SHORTENED: N_(
        "“%(value)s” was a phone number: a spreadsheet treated it as a quantity, and its last "
        "digits are lost. It is left out."
    ),
    RemarkReason.NAME_IN_DOUBT: N_(
        "First and last name were split as “%(value)s”. Check whether that is right."
    ),
    RemarkReason.BUYERS_COLUMN: N_(
        "The buyer may not be the person attending. As there were no other columns, the buyer's "
        "were used: “%(value)s”."
    ),
    RemarkReason.PERHAPS_BUYERS: N_(
        "This is a list of orders, and the column “%(value)s” may hold the buyers' addresses."
    ),
    RemarkReason.SHARED_EMAIL: N_(
        "%(value)s appears in several rows of one order: it was given to this person, who may "
        "not be the buyer."
    ),
    RemarkReason.OWN_WORD: N_("“%(value)s” is left out: the attendee entered something else."),
    RemarkReason.UNCONFIRMED: N_(
        "Someone had registered with %(value)s without confirming it. The list now applies; that "
        "registration and its password are gone."
    ),
    RemarkReason.UNREADABLE_LETTER: N_("A character could not be read: “%(value)s”. Correct it by hand."),
    RemarkReason.LETTERS_IN_DOUBT: N_(
        "The characters of this list can be read in more than one way. Check whether “%(value)s” is right."
    ),
    RemarkReason.SHEET: N_("The attendees were read from the sheet “%(value)s”."),
    RemarkReason.SHEETS_LEFT: N_("Other sheets were not read: %(value)s."),
    RemarkReason.MORE_PEOPLE: N_(
        "These sheets contain people too, but were not read: %(value)s. Import each one as a list of its own."
    ),
    UnreadableReason.EMPTY: N_("The list is empty."),
    UnreadableReason.NO_ATTENDEES: N_("The list has headers, but no attendees below them."),
    UnreadableReason.NO_EMAIL_COLUMN: N_(
        "No column contains email addresses. The first row must hold the headers, one of them "
        "“Email”. It contains: %(value)s"
    ),
    UnreadableReason.NO_NAME_COLUMN: N_(
        "No column contains names. The first row must hold the headers, such as “First name” and "
        "“Last name”. It contains: %(value)s"
    ),
    UnreadableReason.NOT_A_SPREADSHEET: N_(
        "This is not a spreadsheet. Choose an .xlsx, .xls, .ods or .csv file."
    ),
    UnreadableReason.WEB_PAGE: N_(
        "This is a web page saved under the name of a spreadsheet. Open it in Excel and save it as .xlsx."
    ),
    UnreadableReason.BROKEN: N_("The file is damaged. Open it in Excel and save it again as .xlsx."),
    UnreadableReason.OPEN_QUOTE: N_("A quotation mark opened in row %(row)d is never closed."),
    UnreadableReason.CELL_TOO_LONG: N_(
        "A cell in row %(row)d holds far more text than a list of attendees needs. Shorten it."
    ),
    UnreadableReason.BINARY_EXCEL: N_("This is the Excel format .xlsb. Save it as .xlsx and try again."),
    UnreadableReason.PASSWORD_PROTECTED: N_(
        "The file is protected with a password. Save it without a password and try again."
    ),
    UnreadableReason.TOO_LARGE: N_("The file is too large: at most %(limit)d MB can be read."),
    UnreadableReason.UNPACKS_TOO_LARGE: N_(
        "The file unpacks to far more than a list of attendees needs. Copy the rows into a new workbook."
    ),
    UnreadableReason.TOO_MANY_ROWS: N_("The list has more than %(limit)d rows. Split it."),
    UnreadableReason.TOO_MANY_COLUMNS: N_("The list has more than %(limit)d columns. Remove some."),
}

OF_MANY: dict[FaultReason | RemarkReason, str] = {
    FaultReason.EMAIL_MISSING: N_("the email address is missing"),
    FaultReason.EMAIL_INVALID: N_("this is not an email address"),
    FaultReason.EMAIL_SEVERAL: N_("this is more than one email address"),
    FaultReason.EMAIL_TWICE: N_("the address is already in an earlier row of this list"),
    FaultReason.BUYERS_EMAIL: N_("this is the buyer's address; these people have none of their own"),
    FaultReason.EMAIL_TOO_LONG: N_("the email address is too long"),
    FaultReason.NAME_MISSING: N_("the name is missing"),
    FaultReason.FIRST_NAME_TOO_LONG: N_("the first name is too long"),
    FaultReason.LAST_NAME_TOO_LONG: N_("the last name is too long"),
    FaultReason.ORGANISATION_TOO_LONG: N_("the organisation is too long"),
    FaultReason.ROLE_TOO_LONG: N_("the role is too long"),
    FaultReason.PHONE_TOO_LONG: N_("the phone number is too long"),
    FaultReason.LINKEDIN_TOO_LONG: N_("the LinkedIn address is too long"),
    FaultReason.TYPE_TOO_LONG: N_("the attendee type is too long"),
    FaultReason.TOO_MANY_CELLS: N_("the row has more cells than there are headers"),
    FaultReason.STATE: N_("the list says that these people are not coming"),
    FaultReason.HIDDEN: N_("the sheet hides these rows, by a filter or by hand"),
    FaultReason.EVENT_FULL: N_("the event is full"),
    RemarkReason.LANGUAGE_UNKNOWN: N_("this language is not available; the default is used"),
    RemarkReason.LINKEDIN_DROPPED: N_("this is not the address of a LinkedIn page; it is left out"),
    RemarkReason.PHONE_DROPPED: N_("this is not a phone number; it is left out"),
    RemarkReason.PHONE_SHORTENED: N_(
        "a spreadsheet treated the phone number as a quantity, and its last digits are lost; it is left out"
    ),
    RemarkReason.NAME_IN_DOUBT: N_("check whether first and last name were split correctly"),
    RemarkReason.BUYERS_COLUMN: N_("the column belongs to the buyer"),
    RemarkReason.PERHAPS_BUYERS: N_("the column may hold the buyers' addresses"),
    RemarkReason.SHARED_EMAIL: N_("these people share an address of several rows, and may not be the buyer"),
    RemarkReason.OWN_WORD: N_("the attendee entered something else, which stays"),
    RemarkReason.UNCONFIRMED: N_(
        "someone had registered with this address without confirming it; that registration has ended"
    ),
    RemarkReason.UNREADABLE_LETTER: N_("a character could not be read; correct it by hand"),
    RemarkReason.LETTERS_IN_DOUBT: N_("the characters can be read in more than one way"),
    RemarkReason.SHEET: N_("the attendees were read from this sheet"),
    RemarkReason.SHEETS_LEFT: N_("other sheets were not read"),
    RemarkReason.MORE_PEOPLE: N_("these sheets contain people too, but were not read"),
}
