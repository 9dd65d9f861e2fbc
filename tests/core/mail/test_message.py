"""What a mail looks like on its way."""

from dataclasses import replace
from datetime import timedelta

import pytest

from netevent.core import clock
from netevent.core.mail.message import RenderedMail, message_of, read, recipient_of, sender_of

MAIL = RenderedMail(
    7,
    "0123456789abcdef",
    "marta@example.com",
    "Żółć & co",
    "Tom & Jerry\n",
    "<p>Tom &amp; Jerry</p>",
    clock.EPOCH + timedelta(days=20_000),
)
SENDER = "NetEvent <door@netevent.example>"


def test_a_mail_is_text_and_html_with_the_headers_that_mail_needs():
    message = read(message_of(MAIL, SENDER).as_bytes())
    assert message["From"] == SENDER
    assert message["To"] == "marta@example.com"
    assert message["Subject"] == "Żółć & co"
    assert message["Date"].datetime.replace(tzinfo=None) == MAIL.written_at
    assert message["Message-ID"] == "<0123456789abcdef@netevent.example>"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content().strip() for part in message.iter_parts()] == [
        "Tom & Jerry",
        "<p>Tom &amp; Jerry</p>",
    ]


def test_the_envelope_sender_is_the_bare_address():
    assert sender_of(message_of(MAIL, SENDER)) == "door@netevent.example"


@pytest.mark.parametrize("subject", ["Hello\nBcc: everybody@example.com", "Hello\r\n\r\nAnother body"])
def test_a_line_break_in_a_subject_makes_no_header(subject: str):
    with pytest.raises(ValueError):
        message_of(replace(MAIL, subject=subject), SENDER)


@pytest.mark.parametrize(
    "recipient",
    [
        "marta@example.com, victim@example.com",
        "marta@example.com\nBcc: victim@example.com",
        "Marta <marta@example.com>",
        "nobody",
        "",
    ],
)
def test_a_recipient_is_exactly_one_address(recipient: str):
    with pytest.raises(ValueError):
        message_of(replace(MAIL, recipient=recipient), SENDER)


def test_an_address_in_another_script_is_kept():
    message = message_of(replace(MAIL, recipient="łucja@example.com"), SENDER)
    assert read(message.as_bytes())["To"] == "łucja@example.com"


@pytest.mark.parametrize(
    ("recipient", "travels"),
    [
        ("info@müller.example", "info@xn--mller-kva.example"),
        ("info@żółć.example", "info@xn--kda4b0koi.example"),
        ("łucja@żółć.example", "łucja@xn--kda4b0koi.example"),
    ],
)
def test_mail_goes_to_an_international_domain_in_ascii(recipient: str, travels: str):
    message = message_of(replace(MAIL, recipient=recipient), SENDER)
    assert recipient_of(message) == read(message.as_bytes())["To"] == travels


OFF = "https://netevent.example/mail/off/123456-" + "a" * 64


def test_an_announcement_says_in_its_headers_how_to_want_no_more():
    """In one line and not encoded, however long it is: mail programs look for it so."""
    lines = message_of(replace(MAIL, off_link=OFF), SENDER).as_bytes().split(b"\r\n")
    assert b"List-Unsubscribe: <" + OFF.encode() + b">" in lines
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines
    assert b"Precedence: bulk" in lines


def test_what_one_must_get_says_nothing_of_it():
    message = message_of(MAIL, SENDER)
    assert [message[name] for name in ("List-Unsubscribe", "List-Unsubscribe-Post", "Precedence")] == [
        None
    ] * 3


@pytest.mark.parametrize("added", ["\r\nBcc: x@example.com", "\n", ">, <mailto:x@example.com", " x", "ł"])
def test_an_unsubscribing_address_makes_no_other_header(added: str):
    with pytest.raises(ValueError):
        message_of(replace(MAIL, off_link=OFF + added), SENDER)
