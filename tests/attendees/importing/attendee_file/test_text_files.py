"""Every way in which a .csv file is written."""

import codecs

import pytest

from netevent.attendees.importing.attendee_file import UnreadableReason, read_attendee_file
from tests.attendees.importing.attendee_file.lists import only, refusal

ENCODINGS = {
    "utf-8": (b"", "utf-8"),
    "utf-8 with mark": (codecs.BOM_UTF8, "utf-8"),
    "utf-16 little": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "utf-16 big": (codecs.BOM_UTF16_BE, "utf-16-be"),
    "cp1252": (b"", "cp1252"),
}


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"], ids=["crlf", "lf", "cr"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encoding_delimiter_and_line_ending_are_detected(encoding: str, delimiter: str, ending: str) -> None:
    mark, codec = ENCODINGS[encoding]
    lines = [
        delimiter.join(["First name", "Last name", "E-mail", "Organisation"]),
        delimiter.join(["Zoë", "O’Brien", "zoe@example.com", '"Müller, Söhne; ""Co""\tKG"']),
    ]
    row = only(read_attendee_file(mark + (ending.join(lines) + ending).encode(codec), "list.csv"))
    assert (row.first_name, row.last_name) == ("Zoë", "O’Brien")
    assert row.organisation == 'Müller, Söhne; "Co" KG'


def test_quoted_delimiters_in_the_headers_do_not_mislead() -> None:
    content = b'"Remarks; wishes; diets; allergies";Name;E-mail\n"a,b,c,d,e";Ada;ada@example.com'
    assert only(read_attendee_file(content, "list.csv")).first_name == "Ada"


def test_polish_windows_file_keeps_its_mails() -> None:
    content = "Imię;Nazwisko;E-mail\nŁukasz;Żółć;l@example.com".encode("cp1250")
    row = only(read_attendee_file(content, "lista.csv"))
    assert (row.first_name, row.last_name) == ("Łukasz", "Żółć")


def test_line_that_names_the_delimiter_is_not_a_row() -> None:
    assert only(read_attendee_file(b"sep=;\r\nName;E-mail\r\nAda;a@example.com\r\n", "list.csv")).number == 2


def test_line_break_within_quotes_stays_one_row() -> None:
    attendee_file = read_attendee_file(
        b'Name,E-mail,Role\nAda,a@example.com,"Head\r\nof"\nBob,b@example.com,', "list.csv"
    )
    assert [(row.number, row.role) for row in attendee_file.rows] == [(2, "Head of"), (3, "")]


def test_empty_rows_are_passed_over_and_counted() -> None:
    attendee_file = read_attendee_file(b"Name,E-mail\n\n , \nAda,a@example.com\n\n\n", "list.csv")
    assert (only(attendee_file).number, attendee_file.faults) == (4, ())


def test_nul_bytes_are_left_out() -> None:
    assert only(read_attendee_file(b"Name,E-mail\nA\x00da,a@example.com\n", "list.csv")).first_name == "Ada"


def test_quotation_mark_that_is_never_closed_is_named_with_its_row() -> None:
    content = b'Name,E-mail\nAda,a@example.com\n"Bob,b@example.com\nEve,e@example.com\n'
    assert refusal(content, "list.csv") is UnreadableReason.OPEN_QUOTE


def test_very_long_open_quotation_is_refused_too() -> None:
    content = b'Name,E-mail\n"' + b"Bob,b@example.com\n" * 20_000
    assert refusal(content, "list.csv") is UnreadableReason.OPEN_QUOTE


def test_quotation_mark_within_a_text_is_only_a_mark() -> None:
    assert (
        only(read_attendee_file(b'Name,E-mail,Role\nAda,a@example.com,5" disks', "list.csv")).role
        == '5" disks'
    )


def test_text_named_as_old_excel_is_read() -> None:
    assert only(read_attendee_file(b"Name\tE-mail\nAda\ta@example.com", "export.xls")).first_name == "Ada"
