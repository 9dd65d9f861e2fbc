"""What a mail tells of one of ours: bounces of several makers, complaints, and what is neither."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netevent.bounces.report import SAID_LENGTH, Report, What
from netevent.bounces.reports.mail import LOOKED_AT
from netevent.bounces.reports.reading import read_report
from tests.bounces import returns
from tests.bounces.returns import ID, OURS


def read(content: bytes) -> Report:
    found = read_report(content)
    assert found is not None
    return found


@pytest.mark.parametrize("returned_type", ["text/rfc822-headers", "message/rfc822"])
def test_an_unknown_address_fails_for_good(returned_type: str):
    told = read(returns.status_notification(returned_type=returned_type))
    said = "550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown"
    assert told == Report(ID, What.failed, is_permanent=True, said=said)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("5.2.2", "smtp; 552 5.2.2 Mailbox full"),
        ("5.0.0", "smtp; 550 the mailbox of ada is full"),
        ("5.7.1", "smtp; 550 5.7.1 Message rejected as spam"),
        ("5.3.4", "smtp; 552 Message too big"),
        ("4.4.7", "smtp; 421 delivery time expired"),
        ("5.4.7", "smtp; delivery time expired"),
        ("5.0.0", "smtp; 554 refused by policy"),
    ],
)
def test_what_is_not_the_addresss_fault_fails_this_mail_alone(status: str, said: str):
    told = read(returns.status_notification(status=status, said=said))
    assert (told.what, told.is_permanent) == (What.failed, False)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("5.1.10", "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found"),
        ("5.4.1", "smtp;550 5.4.1 Recipient address rejected: Access denied"),
        ("5.1.2", "X-Postfix; Host or domain name not found"),
        ("5.0.0", "smtp; 550 5.0.0 User unknown"),
        ("5.2.1", "smtp; 550 5.2.1 The account is disabled"),
        ("", "smtp; 550 No such user"),
    ],
)
def test_what_is_the_addresss_fault_fails_for_good(status: str, said: str):
    assert read(returns.status_notification(status=status, said=said)).is_permanent


def test_what_is_late_is_no_bounce():
    late = returns.status_notification(action="delayed", status="4.4.1", said="smtp; 451 try later")
    assert read(late) == Report(ID, What.delayed, said="451 try later")
    assert read(returns.gmail_delay()).what is What.delayed


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", "nonsense"])
def test_what_arrived_is_no_bounce(action: str):
    assert read_report(returns.status_notification(action=action, status="2.0.0")) is None


@pytest.mark.parametrize("kind", ["abuse", "opt-out", "Fraud"])
def test_a_complaint_is_told(kind: str):
    assert read(returns.complaint(kind)) == Report(ID, What.complained)


@pytest.mark.parametrize("kind", ["not-spam", "auth-failure", ""])
def test_feedback_that_does_not_complain_is_none(kind: str):
    assert read_report(returns.complaint(kind)) is None


@pytest.mark.parametrize("content", [returns.exim(), returns.qmail(), returns.exchange()])
def test_makers_with_words_of_their_own_are_understood(content: bytes):
    told = read(content)
    assert (told.message_id, told.what, told.is_permanent) == (ID, What.failed, True)
    assert told.said


def test_exims_refusal_of_a_mail_keeps_the_address():
    told = read(returns.exim("554 5.7.1 Blocked as spam"))
    assert (told.what, told.is_permanent) == (What.failed, False)


def test_the_words_of_the_server_are_kept_without_the_mail_that_it_returns():
    assert "no mailbox here by that name" in read(returns.qmail()).said
    assert "Return-Path" not in read(returns.qmail()).said


@pytest.mark.parametrize(
    "content",
    [
        returns.answer("Ada <ada@example.org>", "Re: Your ticket", "Our server said 550 5.1.1 User unknown?"),
        returns.answer("ada@example.org", "Automatic reply", "I am away.", "Auto-Submitted: auto-replied"),
        returns.answer("postmaster@example.org", "Out of office", "User unknown until Monday."),
        returns.answer("postmaster@example.org", "Re: your question", "All is well, no trouble here."),
    ],
)
def test_answers_and_holidays_are_no_bounces(content: bytes):
    assert read_report(content) is None


@pytest.mark.attack("bounces that name no mail of ours", "nothing is suppressed")
@pytest.mark.parametrize(
    "returned",
    [
        "Message-ID: <made-up@tickets.example.org>",
        "Message-ID: <0123456789ABCDEF@tickets.example.org>",
        f"Message-ID: <{ID}0@tickets.example.org>",
        "X-Nothing: here",
    ],
)
def test_who_does_not_know_the_number_of_the_mail_tells_nothing(returned: str):
    assert read_report(returns.status_notification(returned=returned)) is None
    assert read_report(returns.complaint(returned=returned)) is None


def test_brevos_own_number_does_not_hide_ours():
    brevos = (
        f"Message-ID: <202611280100.1234@smtp-relay.mailin.fr>\n        Origin-messageId: <{ID}@x.example>"
    )
    assert read(returns.status_notification(returned=brevos)).message_id == ID


def test_words_are_short_and_on_one_line():
    told = read(returns.status_notification(said="smtp; 550 5.1.1 " + "no such user \x00\x07 " * 100))
    assert len(told.said) <= SAID_LENGTH
    assert told.said.isprintable()


# ---- hostile mails ------------------------------------------------------------------------------------


def nested(levels: int, kind: str) -> bytes:
    if kind == "message":
        return b"Content-Type: message/rfc822\r\n\r\n" * levels
    heads = (f'Content-Type: multipart/report; boundary="b{i}"\r\n\r\n--b{i}\r\n' for i in range(levels))
    return "".join(heads).encode()


@pytest.mark.attack("mails that are built to keep their reader busy", "read at once, and left")
@pytest.mark.parametrize(
    "content",
    [
        nested(100, "message"),
        nested(5000, "message"),
        nested(100, "multipart"),
        nested(5000, "multipart"),
        b"From: mailer-daemon@x\r\n" + b"References: " + b"<" * 200_000 + b"\r\n\r\n",
        b"From: mailer-daemon@x\r\n\r\n" + b"> Message-ID:" + b" \n" * 120_000,
        b"From: mailer-daemon@x\r\n\r\nmailbox " + b"mailbox quota " * 20_000,
        b"From: " + b"(" * 200_000 + b"\r\n\r\n",
        b"\x00" * 300_000,
        b"Content-Type: multipart/report; boundary=" + b'"' * 3 + b"\r\n\r\n--\r\n",
        b"Content-Type: text/plain; charset=\x00\xff\r\nFrom: postmaster@x\r\n\r\n\xff\xfe",
        b"",
    ],
    ids=range(12),
)
def test_a_hostile_mail_neither_kills_nor_hangs(content: bytes):
    began = time.process_time()
    assert read_report(content) is None
    assert time.process_time() - began < 3


def test_of_a_huge_mail_the_beginning_is_read():
    huge = returns.status_notification() + b"x" * 50_000_000
    assert read(huge).message_id == ID
    late = returns.status_notification().replace(
        b"Subject: Your", b"X: " + b"y" * LOOKED_AT + b"\r\nSubject: Your"
    )
    assert read(late).message_id == ID


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 1200), st.integers(0, 30), st.binary(max_size=30)), max_size=6))
def test_no_damage_makes_it_fail(damage: list[tuple[int, int, bytes]]):
    """Whatever is cut out of bounces and put in, there is a report of ours, or none."""
    for content in (returns.status_notification(), returns.complaint(), returns.exim()):
        for at, length, instead in damage:
            content = content[:at] + instead + content[at + length :]
        told = read_report(content)
        assert told is None or (told.message_id in OURS and told.said.isprintable())


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    st.text(max_size=200), st.sampled_from(["utf-8", "utf-16", "base64", "x-unknown", "idna", "rot13", "hex"])
)
def test_no_encoding_makes_it_fail(text: str, charset: str):
    head = f"From: mailer-daemon@example.org\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"
    told = read_report(
        head.encode() + text.encode("utf-8", "ignore") + f"\r\n550 5.1.1 x\r\n\r\n{OURS}".encode()
    )
    assert told is None or told.message_id == ID
