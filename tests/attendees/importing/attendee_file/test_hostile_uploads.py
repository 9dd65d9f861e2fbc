"""What a stranger may upload as a list: each is refused by its reason, in the process that reads it.

No test measures time: `check_size` bounds what is unpacked, and the process its memory and seconds.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from netevent.attendees.importing.attendee_file import AttendeeFileUnreadable, UnreadableReason
from netevent.attendees.importing.attendee_file.process import read_in_process
from tests.attendees.importing.attendee_file.lists import unzipped, workbook, zipped

GOOD = (("Name", "E-mail"), ("Ada", "ada@example.com"))
SHEET, MACROS = "xl/worksheets/sheet1.xml", "xl/vbaProject.bin"
MEGABYTE = 1024 * 1024


def with_part(name: str, content: bytes) -> bytes:
    return zipped(unzipped(workbook(*GOOD)) | {name: content})


def gigabyte_of_zeros_in_a_cell() -> bytes:
    """Written in pieces: a megabyte that unpacks to a gigabyte."""
    parts, target = unzipped(workbook(*GOOD)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in parts.keys() - {SHEET}:
            archive.writestr(name, parts[name])
        with archive.open(SHEET, "w") as sheet:
            sheet.write(b'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>')
            for _ in range(1024):
                sheet.write(b"0" * MEGABYTE)
            sheet.write(b"</t></is></c></row></sheetData></worksheet>")
    return target.getvalue()


def lies_about_its_size() -> bytes:
    """The directory says one byte where the part has seventy megabytes."""
    content = bytearray(with_part(SHEET, bytes(70 * MEGABYTE)))
    size = (70 * MEGABYTE).to_bytes(4, "little")
    assert size in content
    return bytes(content.replace(size, (1).to_bytes(4, "little")))


def word_with_macros() -> bytes:
    return zipped(
        {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", "word/vbaProject.bin": b"x"}
    )


def deep_sheet() -> bytes:
    return with_part(SHEET, b"<worksheet><sheetData>" + b"<a>" * 4_000_000 + b"</a>" * 4_000_000)


def deep_styles() -> bytes:
    return with_part("xl/styles.xml", b"<a>" * 2_900_000 + b"</a>" * 2_900_000)


def styles_of_some_depth() -> bytes:
    return with_part("xl/styles.xml", b"<a>" * 100_000 + b"</a>" * 100_000)


def half_a_workbook() -> bytes:
    content = workbook(*GOOD)
    return content[: len(content) // 2]


def a_million_columns() -> bytes:
    return b"Name,E-mail" + b",x" * 1_000_000 + b"\nAda,ada@example.com\n"


def a_million_columns_of_a_workbook() -> bytes:
    cells = b"".join(b"<c><v>1</v></c>" for _ in range(1_000_000))
    return with_part(SHEET, b"<worksheet><sheetData><row>" + cells + b"</row></sheetData></worksheet>")


def two_million_rows() -> bytes:
    return b"Name,E-mail\n" + b"a,b\n" * 2_000_000


def letters_between_zeros() -> bytes:
    return b"N\x00\x00\x00ame,E-mail\nAda,ada@example.com\n" * 1000


@pytest.mark.parametrize(
    ("made", "filename", "reason"),
    [
        (gigabyte_of_zeros_in_a_cell, "list.xlsx", UnreadableReason.UNPACKS_TOO_LARGE),
        (lies_about_its_size, "list.xlsx", UnreadableReason.BROKEN),
        (word_with_macros, "list.xlsx", UnreadableReason.NOT_A_SPREADSHEET),
        (deep_sheet, "list.xlsx", UnreadableReason.UNPACKS_TOO_LARGE),
        (deep_styles, "list.xlsx", UnreadableReason.UNPACKS_TOO_LARGE),
        (styles_of_some_depth, "list.xlsx", UnreadableReason.BROKEN),
        (half_a_workbook, "list.xlsx", UnreadableReason.BROKEN),
        (a_million_columns, "list.csv", UnreadableReason.TOO_MANY_COLUMNS),
        (a_million_columns_of_a_workbook, "list.xlsx", UnreadableReason.TOO_MANY_COLUMNS),
        (two_million_rows, "list.csv", UnreadableReason.TOO_MANY_ROWS),
        (letters_between_zeros, "list.csv", UnreadableReason.NOT_A_SPREADSHEET),
        (lambda: bytes(MEGABYTE), "list.csv", UnreadableReason.EMPTY),
        (lambda: b"Name,E-mail\nAda,ada@example.com\n", "list.xlsx", UnreadableReason.BROKEN),
    ],
    ids=lambda given: getattr(given, "__name__", str(given)),
)
async def test_it_is_refused_as(made: Callable[[], bytes], filename: str, reason: UnreadableReason):
    with pytest.raises(AttendeeFileUnreadable) as caught:
        await read_in_process(made(), filename)
    assert caught.value.reason is reason


async def test_ten_megabytes_in_one_cell_are_refused_with_their_row():
    content = b"Name,E-mail\n" + b"x" * 10 * MEGABYTE + b",ada@example.com\nBob,bob@example.com\n"
    with pytest.raises(AttendeeFileUnreadable) as caught:
        await read_in_process(content, "list.csv")
    assert (caught.value.reason, caught.value.number) == (UnreadableReason.CELL_TOO_LONG, 2)


async def test_macros_of_a_workbook_stay_unread():
    found = await read_in_process(with_part(MACROS, b"\xd0\xcf\x11\xe0 evil"), "list.xlsx")
    assert found.people is not None
    assert [row.first_name for row in found.people.rows] == ["Ada"]
