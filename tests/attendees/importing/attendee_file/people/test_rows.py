"""What becomes of the cells of one row."""

import pytest

from netevent.attendees.importing.attendee_file import FaultReason, RemarkReason, read_attendee_file, text
from tests.attendees.importing.attendee_file.lists import csv_list, only, workbook

HEADERS = "First name;Last name;E-mail;Organisation;Role;Phone;LinkedIn;Type;Language"


def test_texts_are_composed_trimmed_and_freed_of_controls() -> None:
    row = only(csv_list(HEADERS, "\u00a0 Zoe\u0308 \t  Ann\u200b ;\u202eByron\x07;a@example.com;;;;;;"))
    assert (row.first_name, row.last_name) == ("Zoë Ann", "Byron")


def test_joiners_that_spell_emoji_and_names_stay() -> None:
    row = only(csv_list(HEADERS, "👩\u200d🚀;علی\u200cرضا;a@example.com;;;;;;"))
    assert (row.first_name, row.last_name) == ("👩\u200d🚀", "علی\u200cرضا")


@pytest.mark.parametrize(("first", "last"), [("Björk", ""), ("", "Guðmundsdóttir")])
def test_one_name_is_enough(first: str, last: str) -> None:
    row = only(csv_list(HEADERS, f"{first};{last};a@example.com;;;;;;"))
    assert (row.first_name, row.last_name) == (first, last)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Ada;Byron;;;;;;;", FaultReason.EMAIL_MISSING),
        (";;ada@example.com;;;;;;", FaultReason.NAME_MISSING),
        ("Ada;Byron;ada at example.com;;;;;;", FaultReason.EMAIL_INVALID),
        ("Ada;Byron;ada@example;;;;;;", FaultReason.EMAIL_INVALID),
        (f"{'x' * 101};Byron;ada@example.com;;;;;;", FaultReason.FIRST_NAME_TOO_LONG),
        (f"Ada;{'x' * 101};ada@example.com;;;;;;", FaultReason.LAST_NAME_TOO_LONG),
        (f"Ada;Byron;{'x' * 244}@example.com;;;;;;", FaultReason.EMAIL_TOO_LONG),
        (f"Ada;Byron;ada@example.com;{'x' * 256};;;;;", FaultReason.ORGANISATION_TOO_LONG),
        (f"Ada;Byron;ada@example.com;;{'x' * 256};;;;", FaultReason.ROLE_TOO_LONG),
        (f"Ada;Byron;ada@example.com;;;{'1' * 51};;;", FaultReason.PHONE_TOO_LONG),
        (f"Ada;Byron;ada@example.com;;;;https://linkedin.com/{'x' * 240};;", FaultReason.LINKEDIN_TOO_LONG),
        (f"Ada;Byron;ada@example.com;;;;;{'x' * 101};", FaultReason.TYPE_TOO_LONG),
    ],
)
def test_row_stays_out_with_its_number_and_reason(line: str, reason: FaultReason) -> None:
    attendee_file = csv_list(HEADERS, ";;;;;;;;", line)
    assert [(fault.number, fault.reason) for fault in attendee_file.faults] == [(3, reason)]
    assert attendee_file.rows == ()
    assert "%(" not in text(attendee_file.faults[0])


def test_texts_of_exactly_the_limit_come_in() -> None:
    texts = ["é" * 100, "y" * 100, "a@example.com", "o" * 255, "r" * 255, "1" * 50, "", "t" * 100, ""]
    assert len(only(csv_list(HEADERS, ";".join(texts))).first_name) == 100


@pytest.mark.parametrize("email", ["jürgen@example.com", "o'brien@x.test", "a+b@x.example.org", "a@b.test"])
def test_unusual_addresses_come_in_as_typed(email: str) -> None:
    assert only(csv_list(HEADERS, f"Ada;;{email};;;;;;")).email == email


def test_same_address_twice_keeps_the_first() -> None:
    attendee_file = csv_list(HEADERS, "Ada;;Ada@Example.com;;;;;;", "Eve;;ada@example.COM;;;;;;")
    assert [row.first_name for row in attendee_file.rows] == ["Ada"]
    assert [(fault.reason, fault.earlier) for fault in attendee_file.faults] == [(FaultReason.EMAIL_TWICE, 2)]


def test_keys_that_grow_when_compared_are_faults() -> None:
    """ß is ss."""
    lines = [f"Ada;;a{number}@example.com;;;;;{'ß' * count};" for number, count in enumerate((50, 60))]
    attendee_file = csv_list(HEADERS, *lines, f"Ada;;{'ß' * 60}@{'ß' * 60}.{'ß' * 60}.com;;;;;;")
    assert [row.email for row in attendee_file.rows] == ["a0@example.com"]
    reasons = [FaultReason.TYPE_TOO_LONG, FaultReason.EMAIL_TOO_LONG]
    assert [fault.reason for fault in attendee_file.faults] == reasons


@pytest.mark.parametrize(
    ("first", "second"),
    [("ﬁ@example.org", "fi@example.org"), ("ada@xn--mnchen-3ya.de", "Ada@MÜNCHEN.de")],
)
def test_two_spellings_that_meet_once_compared_are_one_address(first: str, second: str) -> None:
    attendee_file = csv_list(HEADERS, f"Ada;;{first};;;;;;", f"Eve;;{second};;;;;;")
    assert [row.first_name for row in attendee_file.rows] == ["Ada"]
    assert [(fault.reason, fault.earlier) for fault in attendee_file.faults] == [(FaultReason.EMAIL_TWICE, 2)]


def test_address_of_a_faulty_row_may_come_again() -> None:
    attendee_file = csv_list(HEADERS, f"{'x' * 101};;a@example.com;;;;;;", "Ada;;a@example.com;;;;;;")
    assert [row.first_name for row in attendee_file.rows] == ["Ada"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)//linkedin.com/", "https://linkedin.com.evil.test/in/a"]
)
def test_other_pages_than_linkedin_are_left_out_with_a_remark(address: str) -> None:
    attendee_file = csv_list(HEADERS, f"Ada;;a@example.com;;;;{address};;")
    assert only(attendee_file).linkedin == ""
    assert [remark.reason for remark in attendee_file.remarks] == [RemarkReason.LINKEDIN_DROPPED]


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://www.linkedin.com/in/ada", "https://www.linkedin.com/in/ada"),
        ("http://nl.linkedin.com/in/ada?x=1", "https://nl.linkedin.com/in/ada?x=1"),
        ("linkedin.com/in/ada", "https://www.linkedin.com/in/ada"),
    ],
)
def test_linkedin_addresses_are_read_as_in_the_profile(given: str, address: str) -> None:
    assert only(csv_list(HEADERS, f"Ada;;a@example.com;;;;{given};;")).linkedin == address


@pytest.mark.parametrize("language", ["nl", "NL", "nl-BE", "nl_NL", "Dutch", "Nederlands", "niederländisch"])
def test_languages_are_known_by_code_and_by_name(language: str) -> None:
    assert only(csv_list(HEADERS, f"Ada;;a@example.com;;;;;;{language}")).language == "nl"


def test_unknown_language_is_a_remark_and_the_row_comes_in() -> None:
    attendee_file = csv_list(HEADERS, "Ada;;a@example.com;;;;;;Klingon")
    assert only(attendee_file).language == ""
    assert [text(remark) for remark in attendee_file.remarks] == [
        "“Klingon” is not an available language; the default is used."
    ]


def test_remarks_are_made_only_on_rows_that_come_in() -> None:
    assert csv_list(HEADERS, "Ada;;;;;;;;Klingon").remarks == ()


def test_sentences_are_translated_by_the_reader() -> None:
    (fault,) = csv_list(HEADERS, "Ada;;nope;;;;;;").faults
    assert text(fault, lambda english: "%(value)s ist keine Adresse.") == "nope ist keine Adresse."


def test_numbers_and_truths_in_a_workbook_become_text() -> None:
    content = workbook(("Name", "E-mail", "Phone", "Role"), (True, "a@example.com", 31612345678.0, 7.5))
    row = only(read_attendee_file(content, "list.xlsx"))
    assert (row.first_name, row.phone, row.role) == ("True", "31612345678", "7.5")
