"""Whether anybody hears of what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from netevent.doctor.finding import Finding, Health
from netevent.doctor.returns import bounces, brevo
from netevent.settings import Settings, read_settings
from tests.bounces import returns
from tests.servers.dovecot import Dovecot

SECRET = "a-secret-of-this-server-00000"


def given(**changed: Any) -> Settings:
    return read_settings(
        **{"base_url": "https://tickets.example.org", "smtp_url": "smtp://mail.example.org"} | changed,
        _env_file=None,
    )


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    server = Dovecot()
    yield server
    server.close()


async def test_a_mailbox_that_opens_is_good(dovecot: Dovecot):
    dovecot.receive(returns.exim())
    finding = await bounces(given(bounces_imap_url=dovecot.url()))
    assert (finding.health, "1 mails wait" in finding.text) == (Health.good, True)
    assert dovecot.flags() == [""]


async def test_one_that_does_not_open_is_broken(dovecot: Dovecot):
    finding = await bounces(given(bounces_imap_url=dovecot.url(password="hunter2")))
    assert finding.health is Health.broken
    assert "hunter2" not in finding.text + finding.fix
    assert (await bounces(given(bounces_imap_url="imap://x:y@127.0.0.1:1/INBOX"))).health is Health.broken


async def test_nobody_who_reads_bounces_is_doubtful():
    assert (await bounces(given())).health is Health.doubtful
    assert (await bounces(given(smtp_url=""))).health is Health.good
    assert (await bounces(given(brevo_webhook_secret=SECRET))).health is Health.good


async def test_brevo_needs_its_secret_and_an_address_that_it_can_reach():
    assert (await brevo(given())).health is Health.good
    without = await brevo(given(smtp_url="smtp://smtp-relay.brevo.com:587"))
    assert (without.health, "https://tickets.example.org/mail/brevo" in without.fix) == (
        Health.doubtful,
        True,
    )
    assert (await brevo(given(brevo_webhook_secret=SECRET, base_url="http://localhost:8000"))) == Finding(
        "Brevo",
        Health.doubtful,
        "It cannot call http://localhost:8000/mail/brevo",
        "Set NETEVENT_BASE_URL to an address that it can reach.",
    )
    told = await brevo(given(brevo_webhook_secret=SECRET))
    assert (told.health, SECRET in told.text + told.fix) == (Health.good, False)
