"""The 1,200 attendees of the list that everybody tries imports with, as badges."""

from __future__ import annotations

from contextlib import closing
from functools import cache
from pathlib import Path

from openpyxl import load_workbook

from netevent.core.badge_codes import badge_link
from netevent.core.credentials import ALPHABET, CODE_LENGTH
from netevent.documents.badges.badge import Badge
from tests.documents.badges.examples import badge

LIST = Path(__file__).parents[2] / "data" / "attendees-1200.xlsx"
COLOURS = {"General": "#3a43c8", "VIP": "#0a7d4a", "Speaker": "#f2c230", "Student": "#d9e2ff"}


@cache
def people() -> tuple[Badge, ...]:
    with closing(load_workbook(LIST, read_only=True)) as book:
        rows = book.worksheets[0].iter_rows(min_row=2, values_only=True)
        return tuple(_badge(number, [str(cell or "") for cell in row]) for number, row in enumerate(rows))


def _badge(number: int, row: list[str]) -> Badge:
    first, last, _, organisation, role, _, _, type_name, language = row
    return badge(
        f"{first} {last}",
        badge_link("https://tickets.example.org", code(number)),
        organisation=organisation,
        role=role,
        type_name=type_name,
        colour=COLOURS.get(type_name, ""),
        language=language,
    )


def code(number: int) -> str:
    """Each its own, with letters that look drawn."""
    spread = number * 982_451_653 % len(ALPHABET) ** CODE_LENGTH
    digits = (spread // len(ALPHABET) ** place % len(ALPHABET) for place in range(CODE_LENGTH))
    return "".join(ALPHABET[digit] for digit in digits)
