"""Files that are broken, huge, of another kind, or meant to hurt."""

import pickle

import pytest
from openpyxl import Workbook

from netevent.attendees.importing.attendee_file import (
    AttendeeFileUnreadable,
    FaultReason,
    UnreadableReason,
    read_attendee_file,
)
from tests.attendees.importing.attendee_file.lists import (
    only,
    refusal,
    saved,
    unzipped,
    workbook,
    zipped,
)

GOOD = (("Name", "E-mail"), ("Ada", "ada@example.com"))
SHEET = "xl/worksheets/sheet1.xml"
STRINGS_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


def with_sheet(sheet: bytes) -> bytes:
    return zipped(unzipped(workbook(*GOOD)) | {SHEET: sheet})


def with_shared_strings(strings: list[str], rows: list[tuple[str, ...]]) -> bytes:
    """A workbook as Excel itself writes it: the texts in a part of their own."""
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    table = "".join(f"<si><t>{text}</t></si>" for text in strings).encode()
    cells = ["".join(f'<c t="s"><v>{index}</v></c>' for index in row) for row in rows]
    body = "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(cells, start=1)).encode()
    parts = unzipped(workbook(*GOOD))
    types = parts["[Content_Types].xml"].replace(b"</Types>", STRINGS_TYPE + b"</Types>")
    return zipped(
        parts
        | {
            "[Content_Types].xml": types,
            "xl/sharedStrings.xml": b"<sst " + main + b">" + table + b"</sst>",
            SHEET: b"<worksheet " + main + b"><sheetData>" + body + b"</sheetData></worksheet>",
        }
    )


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b" \r\n\r\n"])
def test_empty_file_is_refused(content: bytes) -> None:
    assert refusal(content, "list.csv") is UnreadableReason.EMPTY


def test_empty_workbook_is_refused() -> None:
    assert refusal(workbook(), "list.xlsx") is UnreadableReason.EMPTY


@pytest.mark.parametrize(
    ("content", "filename", "reason"),
    [
        (b"Name,E-mail\n", "list.csv", UnreadableReason.NO_ATTENDEES),
        (b"Name,E-mail\n,\n ,\n", "list.csv", UnreadableReason.NO_ATTENDEES),
        (b"Name,Phone\nAda,1\n", "list.csv", UnreadableReason.NO_EMAIL_COLUMN),
        (b"E-mail,Phone\na@example.com,1\n", "list.csv", UnreadableReason.NO_NAME_COLUMN),
        (b"<!DOCTYPE html><html><table></table>", "list.xlsx", UnreadableReason.WEB_PAGE),
        (b"\r\n<table><tr><td>Name", "list.xls", UnreadableReason.WEB_PAGE),
        (b"this is no workbook", "list.xlsx", UnreadableReason.BROKEN),
        (COMPOUND + bytes(600), "list.xls", UnreadableReason.BROKEN),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "list.xlsx", UnreadableReason.PASSWORD_PROTECTED),
        (b"%PDF-1.7\n%\xe2\xe3" + bytes(50), "list.pdf", UnreadableReason.NOT_A_SPREADSHEET),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "list.csv", UnreadableReason.NOT_A_SPREADSHEET),
        (zipped({"mimetype": b"x", "content.xml": b"<a/>"}), "a.ods", UnreadableReason.BROKEN),
        (zipped({"xl/workbook.bin": b""}), "a.xlsb", UnreadableReason.BINARY_EXCEL),
        (zipped({"photo.jpg": b""}), "list.xlsx", UnreadableReason.NOT_A_SPREADSHEET),
        (b" " * (16 * 1024 * 1024 + 1), "list.csv", UnreadableReason.TOO_LARGE),
    ],
)
def test_unusable_file_is_refused_as(content: bytes, filename: str, reason: UnreadableReason) -> None:
    assert refusal(content, filename) is reason


def test_workbook_with_macros_is_read_and_they_never_run() -> None:
    parts = unzipped(workbook(*GOOD))
    types = parts["[Content_Types].xml"].replace(
        b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", b"vnd.ms-excel.sheet.macroEnabled.main"
    )
    content = zipped(parts | {"[Content_Types].xml": types})
    assert only(read_attendee_file(content, "a.xlsm")).first_name == "Ada"


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_truncated_workbook_is_refused(keep: float) -> None:
    content = workbook(*GOOD)
    assert refusal(content[: int(len(content) * keep)], "list.xlsx") is UnreadableReason.BROKEN


@pytest.mark.parametrize("sheet", [b"", b"<worksheet>", b'<sheetData><row r="x"/></sheetData>', b"\x00\xff"])
def test_workbook_with_a_broken_sheet_is_refused(sheet: bytes) -> None:
    assert refusal(with_sheet(sheet), "list.xlsx") in {UnreadableReason.BROKEN, UnreadableReason.EMPTY}


def test_zip_bomb_is_refused() -> None:
    bomb = zipped(unzipped(workbook(*GOOD)) | {"xl/media/bomb.xml": bytes(70 * 1024 * 1024)})
    assert len(bomb) < 100_000
    assert refusal(bomb, "list.xlsx") is UnreadableReason.UNPACKS_TOO_LARGE


def test_flood_of_tiny_elements_is_refused() -> None:
    flood = with_sheet(b"<sheetData>" + b"<c/>" * 3_100_000)
    assert refusal(flood, "list.xlsx") is UnreadableReason.UNPACKS_TOO_LARGE


def test_entities_are_refused() -> None:
    sheet = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    assert refusal(with_sheet(sheet), "list.xlsx") is UnreadableReason.BROKEN


def test_200_000_columns_are_refused() -> None:
    content = ",".join(["Name", "E-mail"] + ["x"] * 200_000).encode() + b"\nAda,ada@example.com\n"
    assert refusal(content, "list.csv") is UnreadableReason.TOO_MANY_COLUMNS


def test_workbook_of_101_columns_is_refused() -> None:
    content = workbook(("Name", "E-mail", *range(99)), ("Ada", "ada@example.com"))
    assert refusal(content, "list.xlsx") is UnreadableReason.TOO_MANY_COLUMNS


def test_more_than_50_000_rows_are_refused() -> None:
    line = b"Ada,ada@example.com\n"
    assert refusal(b"Name,E-mail\n" + line * 50_001, "list.csv") is UnreadableReason.TOO_MANY_ROWS


def test_row_numbered_beyond_any_sheet_takes_no_time() -> None:
    parts = unzipped(workbook(*GOOD, ("Eve", "eve@example.com")))
    assert b'<row r="3"' in parts[SHEET]
    parts[SHEET] = parts[SHEET].replace(b'<row r="3"', b'<row r="99999999999"')
    rows = read_attendee_file(zipped(parts), "list.xlsx").rows
    assert [row.first_name for row in rows] == ["Ada", "Eve"]


def test_wrong_size_in_the_sheet_cuts_nothing_off() -> None:
    parts = unzipped(workbook(*GOOD))
    assert b'ref="A1:B2"' in parts[SHEET]
    parts[SHEET] = parts[SHEET].replace(b'ref="A1:B2"', b'ref="A1"')
    assert only(read_attendee_file(zipped(parts), "list.xlsx")).email == "ada@example.com"


def test_sheet_with_the_attendees_is_found_behind_another() -> None:
    book = Workbook()
    book.worksheets[0].append(["Read me first"])
    for row in GOOD:
        book.create_sheet("Guests") if len(book.worksheets) < 2 else None
        book.worksheets[1].append(list(row))
    assert only(read_attendee_file(saved(book), "list.xlsx")).first_name == "Ada"


def test_formula_as_text_stays_text_and_is_never_computed() -> None:
    content = with_shared_strings(["Name", "E-mail", "=1+1", "ada@example.com"], [("0", "1"), ("2", "3")])
    assert only(read_attendee_file(content, "list.xlsx")).first_name == "=1+1"


def test_carriage_return_as_excel_escapes_it_is_a_space() -> None:
    strings = ["Name", "E-mail", "Ada_x000D_\nByron", "ada@example.com"]
    row = only(read_attendee_file(with_shared_strings(strings, [("0", "1"), ("2", "3")]), "list.xlsx"))
    assert (row.first_name, row.last_name) == ("Ada", "Byron")


def test_text_that_points_nowhere_is_a_broken_file() -> None:
    content = with_shared_strings(["Name", "E-mail"], [("0", "1"), ("7", "8")])
    assert refusal(content, "list.xlsx") is UnreadableReason.BROKEN


def test_formula_without_a_result_is_an_empty_cell() -> None:
    attendee_file = read_attendee_file(workbook(("Name", "E-mail"), ("=1+1", "a@example.com")), "list.xlsx")
    assert [fault.reason for fault in attendee_file.faults] == [FaultReason.NAME_MISSING]


def test_error_values_of_excel_are_empty_cells() -> None:
    attendee_file = read_attendee_file(
        workbook(("Name", "E-mail", "Role"), ("Ada", "a@example.com", "#N/A")), "list.xlsx"
    )
    assert only(attendee_file).role == ""


def test_megabytes_of_accents_are_a_fault_and_not_a_hang() -> None:
    accents = "a" + "\u0301\u0323" * 50_000
    attendee_file = read_attendee_file(f"Name,E-mail\n{accents},a@example.com\n".encode(), "list.csv")
    assert [fault.reason for fault in attendee_file.faults] == [FaultReason.FIRST_NAME_TOO_LONG]


def test_refusal_survives_the_way_out_of_another_process() -> None:
    refused = AttendeeFileUnreadable(UnreadableReason.TOO_MANY_ROWS, limit=50_000)
    copy = pickle.loads(pickle.dumps(refused))  # noqa: S301 - our own bytes
    assert (copy.reason, copy.message) == (refused.reason, "The list has more than 50000 rows. Split it.")
