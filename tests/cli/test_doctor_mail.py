"""The doctor sends a test mail to who is named, and to nobody else."""

from pathlib import Path

import pytest

from netevent.core.web.paths import path
from tests.cli.commands import KEY, Done, netevent
from tests.cli.test_doctor import NOBODY, broken
from tests.servers.mail import Mailbox

TO = "you@example.com"


def examined(folder: Path, *arguments: str, **settings: str) -> Done:
    return netevent("doctor", *arguments, folder=folder, **{"secret_key": KEY} | settings)


async def test_a_test_mail_is_really_sent(tmp_path: Path, mailbox: Mailbox):
    more = {"mail_from": "Summit <hello@localhost>", "bounces_to": "back@example.com"}
    done = examined(tmp_path, "--mail-to", TO, smtp_url=mailbox.url, **more)
    assert broken(done) == []
    assert "took a mail to you@example.com: Message accepted for delivery" in done.out
    sent = await mailbox.mail_to(TO)
    assert (sent["From"], sent["Subject"]) == ("Summit <hello@localhost>", "A test mail of NetEvent")
    assert sent["X-MailFrom"] == "back@example.com"
    assert "http://localhost:8000" in sent.get_content()


def test_without_an_address_none_is_sent(tmp_path: Path, mailbox: Mailbox):
    done = examined(tmp_path, smtp_url=mailbox.url)
    assert "test mail" not in done.out
    assert mailbox.messages == []


def test_what_the_server_says_against_it_is_told(tmp_path: Path, mailbox: Mailbox):
    mailbox.refused.add(TO)
    done = examined(tmp_path, "--mail-to", TO, smtp_url=mailbox.url)
    assert (done.code, broken(done)) == (1, ["test mail"])
    assert "550 No such person here" in done.out
    mailbox.clear()
    mailbox.refusal = "554 We do not like this mail"
    assert "554 We do not like this mail" in examined(tmp_path, "--mail-to", TO, smtp_url=mailbox.url).out


@pytest.mark.parametrize(
    "address", ["you", "you@example.com, two@example.com", "you@example.com\nBcc: x@y.z"]
)
def test_what_is_not_one_address_is_sent_nothing(tmp_path: Path, mailbox: Mailbox, address: str):
    assert broken(examined(tmp_path, "--mail-to", address, smtp_url=mailbox.url)) == ["test mail"]
    assert mailbox.messages == []


def test_without_a_mail_server_it_is_said(tmp_path: Path):
    assert broken(examined(tmp_path, "--mail-to", TO)) == ["test mail"]
    assert broken(examined(tmp_path, "--mail-to", TO, smtp_url=f"smtp://{NOBODY}")) == ["mail", "test mail"]


def test_the_sender_that_is_nobody_is_told(tmp_path: Path, mailbox: Mailbox):
    assert "most servers refuse it" in examined(tmp_path, smtp_url=mailbox.url).out


def test_the_webhooks_address_is_its_routes(tmp_path: Path):
    done = examined(tmp_path, brevo_webhook_secret="x" * 30, base_url="https://tickets.example.org")
    assert f"https://tickets.example.org{path('brevo.webhook')}" in done.out
    assert "x" * 30 not in done.out
