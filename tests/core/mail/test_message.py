"""What a mail looks like on its way."""

from dataclasses import replace
from datetime import timedelta

import pytest

from netevent.core import clock
from netevent.core.mail.message import MailSender, RenderedMail, message_of, read, recipient_of, sender_of

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
    assert message["X-Mailin-custom"] == "0123456789abcdef"
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


@pytest.mark.attack("a name in a subject that decodes to a header of its own", "no such header")
@pytest.mark.parametrize("word", ["=?utf-8?q?=0ABcc:_x@y.example?=", "=?utf-8?b?CkJjYzogeEB5LmV4YW1wbGU=?="])
def test_an_encoded_word_in_a_subject_makes_no_header(word: str):
    content = message_of(replace(MAIL, subject=f"You present {word} today"), SENDER).as_bytes()
    message = read(content)
    assert message["Bcc"] is None
    assert message["Subject"] == f"You present {word.replace('=?', '= ?')} today"


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


def test_the_name_is_the_events_and_the_address_the_servers():
    message = read(
        message_of(replace(MAIL, by=MailSender("Żółć, the summit", "olga@example.com")), SENDER).as_bytes()
    )
    (sender,) = message["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Żółć, the summit", "door@netevent.example")
    assert message["Reply-To"] == "olga@example.com"
    assert message["Message-ID"] == "<0123456789abcdef@netevent.example>"


def test_without_an_event_answers_go_to_the_server():
    assert message_of(MAIL, SENDER)["Reply-To"] is None


@pytest.mark.attack("an event's name that ends its header, or shows an address of its own", "no such header")
@pytest.mark.parametrize(
    ("name", "stands"),
    [
        ("Summit\r\nBcc: everybody@example.com", "Summit Bcc: everybody example.com"),
        ("Summit\n\n<script>", "Summit script"),
        ("Summit\u2028Bcc: x", "Summit Bcc: x"),
        ("Your bank <help@bank.example>", "Your bank help bank.example"),
        ("Your bank＜help＠bank.example＞", "Your bank help bank.example"),
        ('"Summit" \\', "Summit"),
        ("Summit\u202egnitteem\u200b", "Summitgnitteem"),
        ("=?utf-8?q?Summit=0ABcc=3A_x?=", "utf-8?q?Summit=0ABcc=3A_x"),
        ("S" * 300, "S" * 100),
        ("<>\r\n", "NetEvent"),
    ],
)
def test_a_name_is_a_name_and_nothing_else(name: str, stands: str):
    content = message_of(replace(MAIL, by=MailSender(name)), SENDER).as_bytes()
    message = read(content)
    (sender,) = message["From"].addresses
    assert sender.addr_spec == "door@netevent.example"
    assert sender.display_name == stands
    assert message["Bcc"] is None
    assert set(message.keys()) == set(read(message_of(MAIL, SENDER).as_bytes()).keys())


@pytest.mark.parametrize(
    "reply_to",
    ["olga@example.com\r\nBcc: x@example.com", "a@example.com, b@example.com", "olga", "łucja@example.com"],
)
def test_an_address_that_answers_cannot_go_to_is_left_out_and_the_mail_goes(reply_to: str):
    message = read(message_of(replace(MAIL, by=MailSender("Summit", reply_to)), SENDER).as_bytes())
    assert (message["Reply-To"], message["Bcc"]) == (None, None)
    assert message["To"] == "marta@example.com"


def test_the_plain_text_has_lines_that_a_phone_joins_again():
    words = "All the world's a stage, and all the men and women merely players: " * 3
    link = "https://netevent.example/attendee/personal/" + "a-" * 60
    message = read(message_of(replace(MAIL, text=f"{words}\n\n{link}\n> no quote\n"), SENDER).as_bytes())
    text = next(message.iter_parts())
    assert text["Content-Type"].params["format"] == "flowed"
    lines = text.get_content().splitlines()
    assert link in lines
    assert all(len(line) <= 73 for line in lines if line != link)
    assert " > no quote" in lines
    assert "".join(lines[:3]).split() == words.split()
