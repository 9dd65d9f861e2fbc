"""A real SMTP server that keeps what it receives; tests read mails in it as a recipient would."""

import asyncio
import email
import threading
from collections import Counter
from email.message import EmailMessage
from email.policy import default
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers import processes

NOBODY = "550 No such person here"


class _Server(SMTP):
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  # aiosmtpd calls it by this name
        to = set(self.envelope.rcpt_tos) if self.envelope else set()
        if not self.event_handler.dies_at & to:
            await super().smtp_DATA(arg)
            return
        self.event_handler.dies_at -= to
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        await self._reader.readline()
        _cut(self)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)


def _cut(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.WriteTransport)
    server.transport.abort()


class Mailbox:
    """All mails since the test began; `refusal` is an SMTP answer that it gives instead of taking a mail.

    `refused` are recipients whom it does not know; `connections` are those that said hello; it takes no
    more than `patience` mails on one of them. It `dies_at` the first mail to these, in the middle, and it
    `drops` the line when it has taken the first one to those, before it says so. Mails to who is `slow` it
    takes, and says so after `hurry`. It takes no addresses in other scripts unless it `speaks_utf8`.
    """

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.refusal: str | None = None
        self.refused: set[str] = set()
        self.refused_as = NOBODY
        self.connections: list[Session] = []
        self.patience: int | None = None
        self.dies_at: set[str] = set()
        self.drops: set[str] = set()
        self.slow: set[str] = set()
        self.speaks_utf8 = True
        self._hurried = threading.Event()
        self._is_slow = threading.Event()
        self._taken: Counter[int] = Counter()
        self._arrival = threading.Condition()
        self._controller = _Controller(self, hostname="127.0.0.1", port=processes.free_port())
        self._controller.start()

    @property
    def port(self) -> int:
        return int(self._controller.port)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def mail_to(self, address: str, *, seconds: float = 60) -> EmailMessage:
        """Wait for the newest mail to `address`; none in time is a TimeoutError."""
        return await asyncio.to_thread(self._wait_for, address, seconds)

    def mails_to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if address in message["X-RcptTo"].split(", ")]

    async def wait_for_all(self, mails: int, *, seconds: float) -> None:
        """Until it has so many; fewer in time is a TimeoutError."""
        await asyncio.to_thread(self._wait_until, mails, seconds)

    def clear(self) -> None:
        with self._arrival:
            self.messages.clear()
            self.connections.clear()
            self._taken.clear()
            self.refused.clear()
            self.refused_as = NOBODY
            self.refusal = self.patience = None
            for who in (self.dies_at, self.drops, self.slow):
                who.clear()
            self.speaks_utf8 = True
        self.hurry()
        self._hurried, self._is_slow = threading.Event(), threading.Event()

    def wait_until_slow(self) -> None:
        """Until it has a mail that it does not answer."""
        assert self._is_slow.wait(30)

    def hurry(self) -> None:
        """Answer all mails that wait for it."""
        self._hurried.set()

    def close(self) -> None:
        self.hurry()
        self._controller.stop()

    async def handle_EHLO(  # noqa: N802  # aiosmtpd calls it by this name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections.append(session)
        return [line for line in responses if self.speaks_utf8 or "SMTPUTF8" not in line]

    async def handle_MAIL(  # noqa: N802  # aiosmtpd calls it by this name
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.patience is not None and self._taken[id(session)] >= self.patience:
            return "421 Enough for one connection"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802  # aiosmtpd calls it by this name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused_as
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd calls it by this name
        if self.refusal is not None:
            return self.refusal
        message = email.message_from_bytes(cast("bytes", envelope.content), policy=default)
        message["X-RcptTo"] = ", ".join(envelope.rcpt_tos)
        message["X-MailFrom"] = envelope.mail_from
        with self._arrival:
            self.messages.append(message)
            self._taken[id(session)] += 1
            self._arrival.notify_all()
        if self.slow & set(envelope.rcpt_tos):
            self._is_slow.set()
            await asyncio.to_thread(self._hurried.wait, 30)
        if self.drops & set(envelope.rcpt_tos):
            self.drops -= set(envelope.rcpt_tos)
            _cut(server)
        return "250 Message accepted for delivery"

    def _wait_for(self, address: str, seconds: float) -> EmailMessage:
        with self._arrival:
            if not self._arrival.wait_for(lambda: self.mails_to(address), timeout=seconds):
                raise TimeoutError(f"no mail to {address} within {seconds} s")
            return self.mails_to(address)[-1]

    def _wait_until(self, mails: int, seconds: float) -> None:
        with self._arrival:
            if not self._arrival.wait_for(lambda: len(self.messages) >= mails, timeout=seconds):
                raise TimeoutError(f"{len(self.messages)} of {mails} mails within {seconds} s")
