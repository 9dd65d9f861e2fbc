"""The sample lists come in as promised."""

from netevent.attendees.importing.attendee_file import FaultReason, RemarkReason, text
from tests.attendees.importing.attendee_file.lists import sample


def test_workbook_of_1200_comes_in_whole() -> None:
    attendee_file = sample("attendees-1200.xlsx")
    assert (len(attendee_file.rows), attendee_file.faults, attendee_file.remarks, attendee_file.ignored) == (
        1200,
        (),
        (),
        (),
    )
    assert attendee_file.rows[-1].number == 1201


def test_dutch_excel_csv_of_300_comes_in_whole() -> None:
    attendee_file = sample("attendees-300-excel-nl.csv")
    assert (len(attendee_file.rows), attendee_file.faults, attendee_file.remarks, attendee_file.ignored) == (
        300,
        (),
        (),
        (),
    )
    assert attendee_file.rows[0].first_name == "José"


def test_list_with_faults_comes_in_with_its_good_rows() -> None:
    attendee_file = sample("attendees-with-faults.csv")
    assert len(attendee_file.rows) == 38
    assert [(fault.number, fault.reason) for fault in attendee_file.faults] == [
        (38, FaultReason.EMAIL_INVALID),
        (40, FaultReason.EMAIL_TWICE),
        (41, FaultReason.FIRST_NAME_TOO_LONG),
    ]
    assert [(remark.number, remark.reason) for remark in attendee_file.remarks] == [
        (43, RemarkReason.LANGUAGE_UNKNOWN)
    ]


def test_faults_read_as_sentences() -> None:
    assert [text(fault) for fault in sample("attendees-with-faults.csv").faults] == [
        "“not-an-address” is not an email address.",
        "guest0039@example.com is already in row 39 of this list.",
        "The first name is longer than 100 characters.",
    ]


def test_odd_names_are_kept_exactly() -> None:
    for name in ("attendees-1200.xlsx", "attendees-300-excel-nl.csv", "attendees-with-faults.csv"):
        names = {(row.first_name, row.last_name) for row in sample(name).rows[:36]}
        assert {
            ("Null", "Null"),
            ("True", "False"),
            ("<b>Bold</b>", "Name"),
            ("=1+1", "Formula"),
            ("@SUM(A1)", "Cell"),
            ("{{7*7}}", "Template"),
            ("Robert'); DROP TABLE attendees;--", "Tables"),
            ("Emoji 🎉", "Party"),
            ("Mononym", ""),
            ("é combining", "Nfd"),
            ("王", "小明"),
        } <= names, name
