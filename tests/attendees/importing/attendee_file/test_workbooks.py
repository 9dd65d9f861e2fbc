"""Workbooks as people have them: several sheets, hidden parts, formats, and programs other than Excel."""

from __future__ import annotations

import io

import pytest
import xlwt
from openpyxl import Workbook

from netevent.attendees.importing.attendee_file import (
    AttendeeFile,
    FaultReason,
    RemarkReason,
    read_attendee_file,
)
from netevent.attendees.importing.attendee_file.table import MAX_ROWS
from netevent.attendees.importing.attendee_file.xlsx_details import column, shown
from tests.attendees.importing.attendee_file.lists import only, saved, unzipped, zipped

HEADERS = ("First name", "Last name", "E-mail")
ADA, EVE = ("Ada", "Bos", "ada@bos.example"), ("Eve", "Vos", "eve@vos.example")
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def book_of(**sheets: tuple[tuple[object, ...], ...]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return book


def read(book: Workbook) -> AttendeeFile:
    return read_attendee_file(saved(book), "list.xlsx")


def told(found: AttendeeFile) -> dict[RemarkReason, str]:
    return {remark.reason: remark.value for remark in found.remarks}


def first_names(found: AttendeeFile) -> list[str]:
    return [row.first_name for row in found.rows]


def test_the_one_sheet_of_a_workbook_is_not_named() -> None:
    assert told(read(book_of(Guests=(HEADERS, ADA)))) == {}


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_sheet_that_shows_goes_before_a_hidden_one(state: str) -> None:
    book = book_of(Old=(HEADERS, EVE), Now=(HEADERS, ADA))
    book["Old"].sheet_state = state  # type: ignore[assignment]  # one of its three words
    found = read(book)
    assert only(found).first_name == "Ada"
    assert told(found) == {RemarkReason.SHEET: "Now", RemarkReason.SHEETS_LEFT: "Old"}


def test_people_on_a_hidden_sheet_are_read_where_no_other_has_any() -> None:
    book = book_of(Guests=(HEADERS, ADA), Notes=(("Bring the keys",),))
    book["Guests"].sheet_state = "hidden"
    found = read(book)
    assert only(found).first_name == "Ada"
    assert told(found) == {RemarkReason.SHEET: "Guests", RemarkReason.SHEETS_LEFT: "Notes"}


def test_of_two_sheets_with_people_the_other_is_named() -> None:
    found = read(book_of(Monday=(HEADERS, ADA), Tuesday=(HEADERS, EVE), Rooms=(("Room",), ("Blue",))))
    assert only(found).first_name == "Ada"
    assert told(found) == {
        RemarkReason.SHEET: "Monday",
        RemarkReason.MORE_PEOPLE: "Tuesday",
        RemarkReason.SHEETS_LEFT: "Rooms",
    }


def test_a_large_sheet_of_something_else_is_no_hindrance() -> None:
    book = book_of(Log=(("At", "What"),), Guests=(HEADERS, ADA))
    for number in range(MAX_ROWS + 10):
        book["Log"].append([number, "scan"])
    found = read(book)
    assert only(found).first_name == "Ada"
    assert told(found)[RemarkReason.SHEETS_LEFT] == "Log"


def test_attendees_go_before_the_orders_of_a_shop() -> None:
    orders = (("Order", "Buyer first name", "Buyer last name", "Buyer email"), ("A1", *EVE))
    found = read(book_of(Bestellungen=orders, Teilnehmer=(("Vorname", "Nachname", "E-Mail"), ADA)))
    assert only(found).first_name == "Ada"


def test_rows_that_somebody_hid_stay_out_and_are_named() -> None:
    book = book_of(Guests=(HEADERS, ADA, EVE, ADA))
    for row in (3, 4):
        book["Guests"].row_dimensions[row].hidden = True
    found = read(book)
    assert only_name(found) == "Ada"
    assert [(fault.number, fault.reason) for fault in found.faults] == [
        (3, FaultReason.HIDDEN),
        (4, FaultReason.HIDDEN),
    ]


def only_name(found: AttendeeFile) -> str:
    (row,) = found.rows
    return row.first_name


def test_a_hidden_row_above_the_headers_is_no_person() -> None:
    book = book_of(Guests=(("Made by the office",), HEADERS, ADA))
    book["Guests"].row_dimensions[1].hidden = True
    assert only(read(book)).first_name == "Ada"


@pytest.mark.parametrize(
    ("number", "code", "phone"),
    [
        (612345678, "0000000000", "0612345678"),
        (31612345678, "+00000000000", "+31612345678"),
        (31612345678, '"+"00 0 00000000', "+31 6 12345678"),
        (612345678, r"00\ 0000\ 0000", "06 1234 5678"),
        (31201234567, "[<=9999999]###-####;+## ### ######", "31201234567"),
        (612345678, "General", "612345678"),
        (612345678, "#,##0.00", "612345678"),
    ],
)
def test_a_phone_number_is_read_with_the_zero_and_the_plus_that_show(
    number: int, code: str, phone: str
) -> None:
    book = book_of(Guests=((*HEADERS, "Phone"), (*ADA, number)))
    book["Guests"]["D2"].number_format = code
    assert only(read(book)).phone == phone


@pytest.mark.parametrize(
    ("cell", "code", "text"),
    [
        ("5", "0000", "0005"),
        ("12345", "000", "12345"),
        ("12345", "+00", "+12345"),
        ("7", "(000) 0", "(000) 7"),
        ("x", "000", "x"),
        ("", "000", ""),
    ],
)
def test_digits_stand_at_the_places_of_the_format(cell: str, code: str, text: str) -> None:
    assert shown(cell, code) == text


def test_columns_are_named_as_excel_does() -> None:
    assert [column(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_what_other_programs_make_harmless_is_unwrapped_in_workbooks_too() -> None:
    row = only(read(book_of(Guests=((*HEADERS, "Phone", "Company"), (*ADA, "'+31 6 12345678", "'t Hof")))))
    assert (row.phone, row.organisation) == ("+31 6 12345678", "'t Hof")


def test_old_excel_is_read() -> None:
    book = xlwt.Workbook()
    for name, rows in (("Notes", (("Hello",),)), ("Guests", (HEADERS, ADA, EVE))):
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                sheet.write(number, place, text)
    target = io.BytesIO()
    book.save(target)
    assert first_names(read_attendee_file(target.getvalue(), "list.xls")) == ["Ada", "Eve"]


def test_an_opendocument_is_read() -> None:
    rows = "".join(
        f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in (HEADERS, ADA)
    )
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Guests">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"mimetype": ODS.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": b"<x/>"}
    assert only(read_attendee_file(zipped(parts), "list.ods")).last_name == "Bos"


def ods_cell(text: object) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def test_a_picture_with_a_doctype_is_no_danger() -> None:
    parts = unzipped(saved(book_of(Guests=(HEADERS, ADA))))
    picture = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd"><svg/>'
    assert only(read_attendee_file(zipped(parts | {"xl/media/a.svg": picture}), "l.xlsx")).first_name == "Ada"


def test_parts_of_a_workbook_may_be_named_with_backslashes() -> None:
    parts = unzipped(saved(book_of(Guests=(HEADERS, ADA, EVE))))
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b'<row r="3"', b'<row hidden="1" r="3"')
    parts["xl/worksheets/sheet1.xml"] = sheet
    turned = {
        name.replace("/", "\\") if name.startswith("xl/") else name: part for name, part in parts.items()
    }
    found = read_attendee_file(zipped(turned), "list.xlsx")
    assert only_name(found) == "Ada"
    assert [fault.number for fault in found.faults] == [3]
