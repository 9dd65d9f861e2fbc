"""Where mail goes: to the mail server of the settings, and in the demo into files. Called by `jobs`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import aiosmtplib
from aiosmtplib import SMTP

from netevent.core.mail.message import RenderedMail, message_of, recipient_of, sender_of
from netevent.core.mail.words import (
    NO_ADDRESS,
    NO_UTF8,
    TryLater,
    Undeliverable,
    is_about_address,
    one_line,
)
from netevent.settings import Settings

ANSWER_SECONDS = 30
SENDING_SECONDS = 120


class Delivery:
    """Without a mail server and without the demo's folder it is not `possible`, and mail waits."""

    def __init__(self, settings: Settings) -> None:
        self._sender = settings.mail_from
        self._return_path = settings.bounces_to
        self._server = urlsplit(settings.smtp_url) if settings.smtp_url else None
        self._folder = demo_folder(settings) if settings.demo else None
        # Connections that nobody uses at the moment.
        self._kept: list[SMTP] = []

    @property
    def possible(self) -> bool:
        return self._server is not None or self._folder is not None

    async def deliver(self, mail: RenderedMail) -> None:
        """Hand the mail over.

        Raises:
            Undeliverable: it never will be.
            aiosmtplib.SMTPException, OSError, TimeoutError: not now.
        """
        message = self._message(mail)
        if self._folder is not None:
            await asyncio.to_thread(_write, self._folder / f"{mail.job_id}.eml", message.as_bytes())
        if self._server is not None:
            await self._send(self._server, message)

    async def hang_up(self) -> None:
        """Close the connections that were kept for the next mail."""
        while self._kept:
            connection = self._kept.pop()
            with suppress(aiosmtplib.SMTPException):
                await connection.quit()
            connection.close()

    def _message(self, mail: RenderedMail) -> EmailMessage:
        try:
            return message_of(mail, self._sender)
        except ValueError as error:
            raise Undeliverable(NO_ADDRESS) from error

    async def _send(self, server: SplitResult, message: EmailMessage) -> None:
        connection = self._kept.pop() if self._kept else _connection(server)
        try:
            async with asyncio.timeout(SENDING_SECONDS):
                await _hand_over(connection, message, self._return_path or sender_of(message))
        except aiosmtplib.SMTPRecipientsRefused as refusal:
            raise _verdict(refusal.recipients[0], of_recipient=True) from refusal
        except aiosmtplib.SMTPDataError as refusal:
            raise _verdict(refusal) from refusal
        except aiosmtplib.SMTPNotSupported as error:
            raise _unsupported(connection, recipient_of(message), error) from error
        except (TimeoutError, asyncio.CancelledError):
            connection.close()  # a command was still running
            raise
        finally:
            self._kept.append(connection)


def demo_folder(settings: Settings) -> Path:
    return settings.var_dir / "mail"


def _connection(server: SplitResult) -> SMTP:
    """By STARTTLS where the server offers it; a certificate that does not fit is an error."""
    return SMTP(
        hostname=server.hostname,
        port=server.port,
        username=unquote(server.username) if server.username else None,
        password=unquote(server.password) if server.password else None,
        use_tls=server.scheme == "smtps",
        timeout=ANSWER_SECONDS,
    )


async def _hand_over(connection: SMTP, message: EmailMessage, return_path: str) -> None:
    """Send on the kept connection; if the server has closed it, once more on a new one."""
    send = _sending(connection, message, return_path)
    was_kept = connection.is_connected
    if was_kept:
        try:
            await send()
        except aiosmtplib.SMTPException as error:
            # Refused, or no answer: then it may have been taken.
            if connection.is_connected or isinstance(error, aiosmtplib.SMTPTimeoutError):
                raise
        else:
            return
    await connection.connect()
    await send()


def _sending(connection: SMTP, message: EmailMessage, return_path: str) -> Callable[[], Awaitable[object]]:
    """ASCII is written by us: `send_message` would take each header apart again."""
    to = recipient_of(message)
    if f"{to}{return_path}".isascii():
        return partial(connection.sendmail, return_path, [to], message.as_bytes())
    return partial(connection.send_message, message, sender=return_path, recipients=[to])


def _verdict(refusal: aiosmtplib.SMTPResponseException, *, of_recipient: bool = False) -> Exception:
    """5xx about this mail is final; 4xx is temporary."""
    said = one_line(f"{refusal.code} {refusal.message}")
    if refusal.code < 500:
        return TryLater(said)
    is_wrong = of_recipient and is_about_address(refusal.code, refusal.message)
    return Undeliverable(said, is_address_wrong=is_wrong)


def _unsupported(connection: SMTP, recipient: str, error: Exception) -> Exception:
    """It may lack a login or encryption, which somebody can put right: that is tried again."""
    if recipient.isascii() or not connection.is_connected or connection.supports_extension("smtputf8"):
        return error
    return Undeliverable(NO_UTF8)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
