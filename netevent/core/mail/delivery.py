"""Where mail goes: to the mail server of the settings, and in the demo into files. Called by `sender`."""

from __future__ import annotations

import asyncio
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

import aiosmtplib

from netevent.core.mail.message import message_of, sender_of
from netevent.core.mail.queries import WaitingMail
from netevent.settings import Settings

ANSWER_SECONDS = 30
SENDING_SECONDS = 120


class Undeliverable(Exception):
    """Trying again would not help: the address is none, or the mail server said no for good."""


class Delivery:
    """Without a mail server and without the demo's folder it is not `possible`, and mail waits."""

    def __init__(self, settings: Settings) -> None:
        self._sender = settings.mail_from
        self._server = urlsplit(settings.smtp_url) if settings.smtp_url else None
        self._folder = demo_folder(settings) if settings.demo else None

    @property
    def possible(self) -> bool:
        return self._server is not None or self._folder is not None

    async def deliver(self, mail: WaitingMail) -> None:
        """Hand the mail over.

        Raises:
            Undeliverable: it never will be.
            aiosmtplib.SMTPException, OSError, TimeoutError: not now.
        """
        message = self._message(mail)
        if self._folder is not None:
            await asyncio.to_thread(_write, self._folder / f"{mail.id}.eml", message.as_bytes())
        if self._server is not None:
            async with asyncio.timeout(SENDING_SECONDS):
                await self._send(message, mail.recipient)

    def _message(self, mail: WaitingMail) -> EmailMessage:
        try:
            return message_of(mail, self._sender)
        except ValueError as error:
            raise Undeliverable(str(error)) from error

    async def _send(self, message: EmailMessage, recipient: str) -> None:
        """By STARTTLS where the server offers it; a certificate that does not fit is an error."""
        assert self._server is not None
        try:
            await aiosmtplib.send(
                message,
                sender=sender_of(message),
                recipients=[recipient],
                hostname=self._server.hostname,
                port=self._server.port,
                username=unquote(self._server.username) if self._server.username else None,
                password=unquote(self._server.password) if self._server.password else None,
                use_tls=self._server.scheme == "smtps",
                timeout=ANSWER_SECONDS,
            )
        except aiosmtplib.SMTPRecipientsRefused as refusal:
            raise _verdict(refusal.recipients[0]) from refusal
        except aiosmtplib.SMTPDataError as refusal:
            raise _verdict(refusal) from refusal


def demo_folder(settings: Settings) -> Path:
    return settings.var_dir / "mail"


def _verdict(refusal: aiosmtplib.SMTPResponseException) -> Exception:
    """5xx about this mail is the server's last word; 4xx is not."""
    text = f"{refusal.code} {refusal.message}"
    return Undeliverable(text) if refusal.code >= 500 else aiosmtplib.SMTPException(text)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
