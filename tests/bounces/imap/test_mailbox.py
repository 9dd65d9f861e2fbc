"""What the mailbox is asked, and over which line."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from imaplib import IMAP4

import pytest

from netevent.bounces.imap.mailbox import Mailbox
from netevent.bounces.reports.mail import LOOKED_AT
from tests.bounces import returns
from tests.servers.dovecot import Dovecot


@pytest.fixture
def with_tls() -> Iterator[Dovecot]:
    server = Dovecot(offers_tls=True)
    yield server
    server.close()


def test_of_each_mail_the_beginning_is_fetched_and_it_stays_unread(dovecot: Dovecot):
    dovecot.receive(returns.exim() + b"x" * 2 * LOOKED_AT, returns.qmail())
    mailbox = Mailbox(dovecot.url())
    first, second = mailbox.unread()
    assert len(mailbox.beginning(first)) == LOOKED_AT
    assert mailbox.beginning(second) == returns.qmail()
    assert mailbox.unread() == [first, second]
    mailbox.close()


def test_what_somebody_deletes_meanwhile_is_nothing(dovecot: Dovecot):
    dovecot.receive(returns.exim())
    mailbox = Mailbox(dovecot.url())
    assert mailbox.beginning("4711") == b""
    mailbox.mark("4711", True)
    mailbox.close()


def test_a_folder_that_is_not_there_is_said(dovecot: Dovecot):
    with pytest.raises(IMAP4.error, match="Nowhere"):
        Mailbox(dovecot.url(folder='Nowhere"%20\\'))


@pytest.mark.attack("a mailbox with a certificate that nobody signed", "nothing is told it")
def test_a_certificate_that_does_not_fit_is_refused(with_tls: Dovecot):
    with pytest.raises(ssl.SSLCertVerificationError):
        Mailbox(with_tls.url())


def test_where_tls_is_offered_it_is_used(with_tls: Dovecot):
    trusted = ssl.create_default_context(cafile=with_tls.certificate.certificate)
    with_tls.receive(returns.exim())
    mailbox = Mailbox(with_tls.url(), trusted)
    assert mailbox.unread() == ["1"]
    assert isinstance(mailbox._client.sock, ssl.SSLSocket)
    mailbox.close()
