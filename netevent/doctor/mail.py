"""Checks of the mail server: it is greeted, and may be given a test mail. Called by `examine`."""

from __future__ import annotations

from datetime import UTC
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit
from uuid import uuid4

import aiosmtplib

from netevent.core import clock
from netevent.core.text.addresses import mail_address
from netevent.doctor.finding import Finding, Health
from netevent.settings import ONE_ADDRESS, Settings

ANSWER_SECONDS = 10
NOT_SET = "No mail server is set: invitations wait and are never sent."
SET = "Set NETEVENT_SMTP_URL, for example smtp://user:password@mail.example.org:587."
CHECK = "Check NETEVENT_SMTP_URL: host, port (587 for smtp://, 465 for smtps://), user and password."
TEXT = """This is a test mail of NetEvent at {base_url}.

If it arrived under spam, the sender's domain may not say that this mail server sends for it:
netevent doctor tells what its records say, and your mail program shows what it thought of this mail
(Show original, or the headers): spf, dkim and dmarc should be pass.
"""


async def mail(settings: Settings) -> Finding:
    if not settings.smtp_url:
        return Finding("mail", Health.doubtful, NOT_SET, SET)
    client = _client(settings)
    try:
        async with client:
            await client.ehlo()
            await _log_in(client, settings)
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        said = f"{_name(settings)}:{client.port} does not take mail: {_words(error)}"
        return Finding("mail", Health.broken, said, CHECK)
    return Finding("mail", Health.good, f"{_name(settings)}:{client.port} takes mail from us.")


async def send_test_mail(settings: Settings, address: str) -> Finding:
    """A real mail, by the settings; what the server answered is the finding."""
    if not ONE_ADDRESS.fullmatch(address):
        said = f"“{address}” is not an address."
        return Finding("test mail", Health.broken, said, "Give one address: --mail-to you@example.org")
    if not settings.smtp_url:
        return Finding("test mail", Health.broken, "No mail server is set, so none was sent.", SET)
    message = _test_mail(settings, mail_address(address))
    return_path = settings.bounces_to or parseaddr(settings.mail_from)[1]
    client = _client(settings)
    try:
        async with client:
            await _log_in(client, settings)
            _, answer = await client.send_message(message, sender=return_path, recipients=[message["To"]])
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        said = f"{_name(settings)} did not take a mail to {address}: {_words(error)}"
        return Finding("test mail", Health.broken, said, _fix(error))
    said = f"{_name(settings)} took a mail to {address}: {' '.join(answer.split())}"
    return Finding("test mail", Health.good, said, "Look whether it arrives, and not under spam.")


def _test_mail(settings: Settings, address: str) -> EmailMessage:
    sender = parseaddr(settings.mail_from)[1]
    message = EmailMessage(policy=policy.SMTP if address.isascii() else policy.SMTPUTF8)
    message["From"] = settings.mail_from
    message["To"] = address
    message["Subject"] = "A test mail of NetEvent"
    message["Date"] = clock.now().replace(tzinfo=UTC)
    message["Message-ID"] = f"<{uuid4().hex}@{sender.partition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(TEXT.format(base_url=settings.base_url))
    return message


def _client(settings: Settings) -> aiosmtplib.SMTP:
    server = urlsplit(settings.smtp_url)
    is_tls = server.scheme == "smtps"
    return aiosmtplib.SMTP(hostname=server.hostname, port=server.port, use_tls=is_tls, timeout=ANSWER_SECONDS)


async def _log_in(client: aiosmtplib.SMTP, settings: Settings) -> None:
    server = urlsplit(settings.smtp_url)
    if server.username:
        await client.login(unquote(server.username), unquote(server.password or ""))


def _fix(error: BaseException) -> str:
    """By what it refused; it does not say more than its words."""
    if isinstance(error, aiosmtplib.SMTPSenderRefused):
        return "Let the mail server send for NETEVENT_MAIL_FROM (and NETEVENT_BOUNCES_TO), or choose another."
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return "Try another address. If it refuses all, let it take mail for others from this user."
    return CHECK


def _name(settings: Settings) -> str:
    return urlsplit(settings.smtp_url).hostname or ""


def _words(error: BaseException) -> str:
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        error = error.recipients[0]
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return " ".join(f"{error.code} {error.message}".split())
    return " ".join(str(error).split()) or type(error).__name__
