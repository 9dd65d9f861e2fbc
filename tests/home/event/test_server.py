"""What the checklist says of the server: by settings and the mail that was tried, asking nobody."""

from pathlib import Path

import pytest

from netevent.core import clock
from netevent.core.database import Database
from netevent.core.jobs.job import LastTry
from netevent.core.jobs.queries import insert_job, select_last_try
from netevent.core.mail.outbox import MAIL
from netevent.home.event.server import ServerNeed, server_needs
from netevent.settings import read_settings

SMTP = "smtp://mail.example.org:587"
HTTPS = "https://tickets.example.org"


def needs(tmp_path: Path, last: LastTry | None = None, **given: object) -> tuple[ServerNeed, ...]:
    return server_needs(read_settings(var_dir=tmp_path, _env_file=None, **given), last)


@pytest.mark.parametrize(
    ("given", "last", "is_met", "said"),
    [
        ({}, None, False, "No mail server is set"),
        ({}, LastTry(went_wrong=False), False, "No mail server is set"),
        ({"demo": True}, None, True, "The demo shows its mail"),
        ({"smtp_url": SMTP}, None, True, "No mail has been sent yet"),
        ({"smtp_url": SMTP}, LastTry(went_wrong=False), True, "The last mail was sent"),
        ({"smtp_url": SMTP}, LastTry(went_wrong=True), False, "could not be sent"),
    ],
)
def test_mail_goes_out_or_what_is_missing_is_said(
    tmp_path: Path, given: dict[str, object], last: LastTry | None, is_met: bool, said: str
):
    mail, _ = needs(tmp_path, last, **given)
    assert (mail.is_met, said in mail.said) == (is_met, True)
    assert "mail.example.org" not in mail.said


@pytest.mark.parametrize(
    ("address", "is_met", "said"),
    [
        (HTTPS, True, HTTPS),
        ("http://tickets.example.org", False, "has no HTTPS"),
        ("http://localhost:8000", False, "this computer alone"),
        ("https://127.0.0.1", False, "this computer alone"),
    ],
)
def test_phones_need_an_address_of_their_own_with_https(
    tmp_path: Path, address: str, is_met: bool, said: str
):
    _, phones = needs(tmp_path, base_url=address)
    assert (phones.is_met, said in phones.said) == (is_met, True)


WAITS = {"state": "waiting"}
RETRIED = {"state": "waiting", "tries": 1, "failures": 1, "last_error": "connection refused"}
SENT = {"state": "done", "tries": 1}
WRONG_ADDRESS = {"state": "failed", "tries": 1, "failures": 1, "last_error": "550 no such user"}
GIVEN_UP = {"state": "failed", "tries": 9, "failures": 9, "last_error": "connection refused"}


@pytest.mark.parametrize(
    ("mails", "last"),
    [
        ((), None),
        ((WAITS,), None),
        ((SENT, WAITS), LastTry(went_wrong=False)),
        ((SENT, RETRIED), LastTry(went_wrong=True)),
        ((RETRIED, SENT), LastTry(went_wrong=False)),
        ((SENT, WRONG_ADDRESS), LastTry(went_wrong=False)),
        ((SENT, GIVEN_UP), LastTry(went_wrong=True)),
    ],
)
async def test_the_newest_mail_that_tells_something_counts(
    database: Database, mails: tuple[dict[str, object], ...], last: LastTry | None
):
    for mail in ({"kind": "other", **GIVEN_UP}, *mails):
        row = {"kind": MAIL.name, "arguments": "", "result": "", "run_at": clock.now(), "title": ""} | mail
        await database.transact(insert_job, **row)
    assert await database.read(select_last_try, MAIL.name) == last
