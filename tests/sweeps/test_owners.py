"""A table that has one writer is written by nobody else, and what its rows mean is spelled by its owner."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent.parent / "netevent"
VERBS = {"insert", "update", "delete", "_insert"}
# Who writes which table, and who else, with the reason.
WRITERS: dict[str, dict[str, str]] = {
    "attendees": {
        "attendees/writing.py": "the owner",
        "checkin/queries.py": "the check-in's statement is compiled once; it changes no name",
        "attendees/versions.py": "moves the number of many at once; it changes no name",
    },
    "attendee_types": {
        "attendees/types/queries.py": "the owner",
    },
    "questions": {"attendees/questions/queries.py": "the owner"},
    "question_types": {"attendees/questions/queries.py": "the owner"},
    "answers": {"attendees/questions/answers/queries.py": "the owner"},
    "attendee_history": {"attendees/history/queries.py": "the owner"},
    "staff": {
        "staff/queries.py": "the owner",
        "demo/queries.py": "writes a whole story at once",
    },
    "staff_gates": {"staff/gates/queries.py": "the owner"},
    "staff_log_in_codes": {"staff/codes/queries.py": "the owner"},
    "payments": {"payments/queries.py": "the owner"},
    "refunds": {
        "payments/refunds/queries.py": "the owner",
        "payments/refunds/asking/queries.py": "those that are asked for here",
    },
    "provider_events": {"payments/webhooks/queries.py": "the owner"},
    "notifications": {"notifications/queries.py": "the owner"},
    "mails": {"core/mail/queries.py": "the owner"},
    "suppressions": {"core/mail/queries.py": "the owner"},
    "announcements": {"announcements/queries.py": "the owner"},
    "announcement_texts": {"announcements/queries.py": "the owner"},
    "announcement_recipients": {"announcements/recipients/queries.py": "the owner"},
    "push_subscriptions": {"push/subscriptions/queries.py": "the owner"},
    "push_refusals": {"push/choices/queries.py": "the owner"},
    "vapid_keys": {"push/keys/queries.py": "the owner"},
    "event_organizers": {"team/queries.py": "the owner"},
    "event_logos": {"events/look/queries.py": "the owner"},
    "event_texts": {"events/queries.py": "the owner"},
    "badge_settings": {"badges/settings/queries.py": "the owner"},
    "badge_texts": {"badges/texts/queries.py": "the owner"},
    "badge_prints": {"badges/printed/queries.py": "the owner"},
    "print_jobs": {"badges/print_jobs/queries.py": "the owner"},
    "print_stations": {"badges/stations/queries.py": "the owner"},
    "kiosks": {"badges/kiosks/queries.py": "the owner"},
    "vouchers": {"registration/vouchers/queries.py": "the owner"},
    "voucher_types": {"registration/vouchers/queries.py": "the owner"},
    "messages": {"presenters/messages/queries.py": "the owner of `session_messages`"},
    "second_steps": {"identity/second_step/queries.py": "the owner"},
    "recovery_codes": {"identity/second_step/queries.py": "the owner"},
    "passkeys": {"identity/passkeys/queries.py": "the owner"},
    "passkey_challenges": {"identity/passkeys/queries.py": "the owner"},
    "payment_settings": {"payments/settings/queries.py": "the owner"},
    "bank_lines": {"payments/statements/queries.py": "the owner"},
    "certificates": {"papers/certificates/queries.py": "the owner"},
    "invoices": {"payments/invoices/queries.py": "the owner"},
    "invoice_numbers": {"payments/invoices/queries.py": "the owner"},
    "events": {
        "events/queries.py": "the owner",
        "events/look/queries.py": "the owner of its colour and logo",
        "events/mail_sender/queries.py": "the owner of whom its mails come from",
        "events/seats.py": "the owner of the seats",
        "demo/queries.py": "writes a whole story at once",
    },
}


# How nobody but the owner tells what a row means. In SQL only: a row that was read says it by its own name.
SPELLED = {
    r"connections\.c\.status [=!]": {"connections/predicates.py"},
    r"connections\.c\.withdrawn_at\.is": {"connections/predicates.py"},
    r"appointments\.c\.status( [=!]|\.in)": {
        "appointments/predicates.py",
        "appointments/transitions/queries.py",
    },
    r"appointments\.c\.expires_at\b": {"appointments/predicates.py"},
    r"rsvps\.c\.status( [=!]|\.in)": {"breakouts/predicates.py"},
    r"\bc\.attendance_status ==": {
        "attendees/predicates.py",
        "checkin/queries.py",  # the check-in's statement, compiled once
        "registration/attendance/queries.py",  # the change itself, from what stood
    },
    r"\bc\.directory_key [!>]": {"attendees/predicates.py"},
    r"\bc\.end_time\.is_\(None": {"events/queries.py"},
    r"LASTS_AT_MOST": {"events/details.py", "events/queries.py"},
}


def written(source: str) -> Iterator[str]:
    """The tables that the module inserts into, updates or deletes from, as they are named in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in VERBS:
            yield from (_name(argument) for argument in node.args)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


@pytest.mark.parametrize("table", WRITERS)
def test_a_table_is_written_by_its_owner_and_by_the_exceptions(table: str):
    sources = {str(file.relative_to(PACKAGE)): file.read_text() for file in PACKAGE.rglob("*.py")}
    found = {name for name, source in sources.items() if table in written(source)}
    assert found == WRITERS[table].keys()


@pytest.mark.parametrize("spelling", SPELLED)
def test_what_a_row_means_is_spelled_by_its_owner(spelling: str):
    files = (file for file in PACKAGE.rglob("*.py") if "migrations" not in file.parts)
    found = {str(file.relative_to(PACKAGE)) for file in files if re.search(spelling, file.read_text())}
    assert found == SPELLED[spelling]


def test_seats_are_written_in_one_module():
    """Beside the demo's story and the capacity of what is new, which `insert` gives."""
    named = {"seats_taken", "max_attendees"}
    found = {
        str(file.relative_to(PACKAGE))
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and _name(node.func) == "values"
        if named & {keyword.arg for keyword in node.keywords}
    }
    assert found == {"events/seats.py", "breakouts/seats.py", "breakouts/queries.py"}


@pytest.mark.parametrize(
    "planted",
    ["tx.execute(update(attendees).values(role=''))", "insert(tables.attendees)", "_insert(tx, attendees)"],
)
def test_a_planted_writer_is_found(planted: str):
    assert "attendees" in set(written(planted))
