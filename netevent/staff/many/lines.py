"""A pasted list of people, read line by line. Called by `staff.many.routes`.

A line is what mail programs and tables give: ``Name <address>``, an address alone, or a row whose cells stand
between tabs, commas or semicolons. Nothing is guessed from several addresses in one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email

from netevent.core.text.addresses import addresses_in
from netevent.core.text.cleaning import clean_line
from netevent.core.text.comparing import normalize_email
from netevent.core.text.links import has_link

LONGEST_NAME = 100
LONGEST_ADDRESS = 255
CELLS = re.compile(r"[\t;,]")


class Fault(StrEnum):
    """Why a line invites nobody."""

    no_address = "no_address"
    several = "several"
    no_mailbox = "no_mailbox"
    name = "name"
    twice = "twice"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `text` is what was typed; with a `fault` the rest says nothing."""

    number: int
    text: str
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    fault: Fault | None = None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def read_lines(text: str) -> list[Line]:
    """The lines in which something stands, by their numbers in the text; of an address that comes twice, the
    first counts."""
    return list(_first_of_each(_lines(text)))


def _lines(text: str) -> Iterator[Line]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip(" \t,;"):
            yield _read(number, line.strip())


def _first_of_each(lines: Iterator[Line]) -> Iterator[Line]:
    seen: set[str] = set()
    for line in lines:
        key = normalize_email(line.email)
        is_twice = line.fault is None and key in seen
        seen.add(key)
        yield Line(line.number, line.text, line.email, fault=Fault.twice) if is_twice else line


def _read(number: int, text: str) -> Line:
    found = addresses_in(text)
    if len(found) != 1:
        return Line(number, text, fault=Fault.several if found else Fault.no_address)
    if not _is_mailbox(found[0]):
        return Line(number, text, fault=Fault.no_mailbox)
    first, last = _names(text, found[0])
    if max(len(first), len(last)) > LONGEST_NAME or has_link(f"{first} {last}"):
        return Line(number, text, fault=Fault.name)
    return Line(number, text, found[0], first, last)


def _is_mailbox(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return len(normalize_email(address)) <= LONGEST_ADDRESS


def _names(text: str, address: str) -> tuple[str, str]:
    """First and last name; of an address alone, what stands before the @ is both."""
    beside, bracket, _ = text.partition("<")
    if bracket:
        return _of_name(beside) or _of_address(address)
    # A phone number in a third cell is no name.
    cells = [clean_line(cell) for cell in CELLS.split(_without(text, address))]
    named = [cell for cell in cells if cell and not any(sign.isdigit() for sign in cell)]
    if len(named) >= 2:
        return named[0], named[1]
    return _of_name(named[0] if named else "") or _of_address(address)


def _without(text: str, address: str) -> str:
    """The line with the address and the marks around it gone."""
    return re.sub(rf"(mailto:)?[\[(\"']*{re.escape(address)}[\])\"']*", " ", text, flags=re.IGNORECASE)


def _of_name(written: str) -> tuple[str, str] | None:
    """``Anna de Vries`` and ``"de Vries, Anna"``."""
    name = clean_line(written.strip(" \t\"'“”„,;"))
    last, comma, first = name.partition(",")
    if comma and first.strip():
        return first.strip(), last.strip()
    first, _, last = name.partition(" ")
    return (first, last) if first else None


def _of_address(address: str) -> tuple[str, str]:
    """anna.visser@… is Anna Visser, until somebody writes it better."""
    words = [word.capitalize() for word in re.split(r"[._+-]+", address.rpartition("@")[0]) if word]
    first, *rest = words or [address]
    return first, " ".join(rest)
