"""The report says what is wrong by its reasons, not row by row."""

from __future__ import annotations

from netevent.attendees.importing.attendee_file import Fault, FaultReason, Remark, RemarkReason
from netevent.attendees.importing.importer import ImportResult
from netevent.attendees.importing.report import KEPT_AT_MOST, REPORT, Report


def report_of(*faults: Fault, batch: int = 200) -> Report:
    """As the import makes it: by batches, kept in between."""
    report = Report()
    for start in range(0, len(faults), batch):
        report = REPORT.read(REPORT.write(report.plus(ImportResult(faults=faults[start : start + batch]))))
    return report


def full(number: int) -> Fault:
    return Fault(number, FaultReason.EVENT_FULL, f"guest{number}@example.org")


def test_a_full_event_is_one_line():
    report = report_of(*map(full, range(95, 2502)))
    assert report.fault_lines == ["2,407 rows: the event is full (rows 95 to 2,501)"]
    assert report.sums == "0 new, 0 updated, 0 unchanged, 2,407 skipped."


def test_one_row_has_its_whole_sentence():
    report = report_of(Fault(1038, FaultReason.EMAIL_INVALID, "nope"))
    assert report.fault_lines == ["Row 1,038: “nope” is not an email address."]


def test_rows_that_do_not_follow_each_other_are_named_with_what_stands_in_them():
    wrong = [Fault(row, FaultReason.EMAIL_INVALID, value) for row, value in ((4, "x"), (9, "y"), (10, "x"))]
    assert report_of(*wrong).fault_lines == [
        "3 rows: this is not an email address (rows 4 and 9 to 10): “x” and “y”"
    ]


def test_each_reason_has_its_line():
    report = report_of(
        Fault(2, FaultReason.NAME_MISSING),
        Fault(3, FaultReason.STATE, "Refunded"),
        Fault(4, FaultReason.NAME_MISSING),
        Fault(5, FaultReason.STATE, "CANCELLED"),
    )
    assert report.fault_lines == [
        "2 rows: the name is missing (rows 2 and 4)",
        "2 rows: the list says that these people are not coming (rows 3 and 5): “Refunded” and “CANCELLED”",
    ]


def test_of_many_scattered_rows_the_first_are_told_and_all_are_counted():
    report = report_of(*(Fault(row, FaultReason.EMAIL_MISSING) for row in range(2, 2002, 2)))
    (line,) = report.fault_lines
    assert line.startswith("1,000 rows: the email address is missing (rows 2, 4, 6, ")
    assert line.endswith(", 24, …)")
    assert len(REPORT.write(report)) < 200 * KEPT_AT_MOST


def test_two_cells_of_one_row_count_it_once():
    remarks = [Remark(row, RemarkReason.OWN_WORD, word) for row in (2, 3) for word in ("CERN", "Director")]
    report = Report().plus(ImportResult(remarks=tuple(remarks)))
    assert report.remark_lines == [
        "2 rows: the attendee entered something else, which stays (rows 2 to 3): “CERN” and “Director”"
    ]


def test_a_report_from_before_is_told_from_its_first_rows():
    old = '{"created": 1, "faults": [{"number": 7, "reason": "event_full", "value": "a@example.org"},'
    old += '{"number": 8, "reason": "event_full", "value": "b@example.org"}], "fault_count": 600}'
    assert REPORT.read(old).fault_lines == ["2 rows: the event is full (rows 7 to 8)"]


def test_columns_that_were_not_used_are_kept_once():
    report = Report().plus(ImportResult(ignored=("Order date", "Notes"))).plus(ImportResult(created=1))
    assert report.ignored == ("Order date", "Notes")
