"""Every way in which a .csv file is written."""

import codecs

import pytest

from netevent.attendees.importing.attendee_file import RemarkReason, UnreadableReason, read_attendee_file
from tests.attendees.importing.attendee_file.lists import csv_list, only, refusal

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


# Lists of three people in other languages, under English headers.
LETTERS = {
    "german": ("Jörg Müller", "Käthe Weiß", "Günter Schäfer"),
    "french": ("Zoë Lefèvre", "François Noël", "Hélène Béranger"),
    "spanish": ("José Nuñez", "Íñigo Peña", "Lucía Ibáñez"),
    "nordic": ("Søren Ægidius", "Åsa Öberg", "Bjørn Håkansson"),
    "polish": ("Łukasz Wiśniewski", "Małgorzata Żak", "Paweł Dąbrowski"),
    "hungarian": ("Győző Szűcs", "Ágnes Tóth", "Gergő Fürjes"),
    "czech": ("Jiří Dvořák", "Ondřej Čermák", "Zdeněk Růžička"),
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *((language, "cp1252") for language in ("german", "french", "spanish", "nordic")),
        *((language, "mac_roman") for language in ("german", "french", "spanish", "nordic")),
        *((language, "cp850") for language in ("german", "french", "spanish", "nordic")),
        *((language, "cp1250") for language in ("polish", "hungarian", "czech")),
        *((language, "cp852") for language in ("polish", "hungarian", "czech")),
        *((language, "iso8859_2") for language in ("polish", "hungarian", "czech")),
        *((language, "utf-16-le") for language in LETTERS),
        *((language, "utf-16-be") for language in LETTERS),
    ],
)
def test_letters_are_those_of_a_language(language: str, encoding: str) -> None:
    names = [name.split(" ") for name in LETTERS[language]]
    lines = [f"{first},{last},{n}@example.org" for n, (first, last) in enumerate(names)]
    content = "\r\n".join(["First name,Last name,E-mail", *lines]).encode(encoding)
    found = read_attendee_file(content, "list.csv")
    assert [[row.first_name, row.last_name] for row in found.rows] == names


def test_one_bad_byte_changes_no_other_letter() -> None:
    good = "First name,Last name,E-mail\nŁukasz,Żak,l@example.org\nZoë,Müller,z@example.org\n"
    found = read_attendee_file(good.encode() + b"Jos\xe9,Roe,j@example.org\n", "list.csv")
    assert [row.first_name for row in found.rows] == ["Łukasz", "Zoë", "Jos\ufffd"]
    assert [(one.number, one.reason, one.value) for one in found.remarks] == [
        (4, RemarkReason.UNREADABLE_LETTER, "Jos\ufffd")
    ]


def test_letters_that_can_be_read_in_two_ways_are_said() -> None:
    """One letter: ø of a Dane on Windows, or ř of a Czech."""
    found = read_attendee_file(b"Name,E-mail\nJ\xf8rn Holm,j@example.org\n", "list.csv")
    assert only(found).first_name == "Jørn"
    assert [(one.reason, one.value) for one in found.remarks] == [(RemarkReason.LETTERS_IN_DOUBT, "Jørn")]


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("'+31 6 12345678", "+31 6 12345678"),
        ('"=""0612345678"""', "0612345678"),
        ('="+31612345678"', "+31612345678"),
        ("'0612345678", "0612345678"),
    ],
)
def test_cells_made_harmless_by_another_program_are_unwrapped(cell: str, phone: str) -> None:
    row = only(csv_list("Name,E-mail,Phone,Company", f"Ada Bos,ada@bos.example,{cell},'s-Hertogenbosch BV"))
    assert (row.phone, row.organisation) == (phone, "'s-Hertogenbosch BV")
