"""Sends what waits in the outbox: one of these in every process, started by `app`.

It wakes when mail is queued (`MailQueued`, on any worker) and every half minute. Two workers never send
the same mail: a conditional UPDATE gives it to one of them. Should that one die, the mail is tried again
after a while; its Message-ID stays the same.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

import structlog

from netevent.changes import MailQueued
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.mail import queries
from netevent.core.mail.delivery import SENDING_SECONDS, Delivery, Undeliverable
from netevent.core.mail.queries import WaitingMail

log = structlog.get_logger()

LOOKS_EVERY = 30
STOPS_WITHIN = 3
AT_ONCE = 5
CLAIM_LASTS = timedelta(seconds=2 * SENDING_SECONDS)
# How long to wait after the first failed try, the second, and so on; after the last one it is given up.
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (0.5, 2, 10, 30, 60, 120, 240, 480))


class MailSender:
    def __init__(self, database: Database, delivery: Delivery) -> None:
        self._database = database
        self._delivery = delivery
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._is_stopping = False

    def wake(self, change: MailQueued) -> None:
        """Listens to `MailQueued`."""
        self._woken.set()

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Finish the mails that are being sent, within a few seconds."""
        self._is_stopping = True
        self._woken.set()
        if self._task is None:
            return
        await asyncio.wait([self._task], timeout=STOPS_WITHIN)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def send_due(self) -> None:
        """Send all mail that is due, a few at a time."""
        if not self._delivery.possible:
            return
        while not self._is_stopping:
            due = await self._database.read(queries.select_due_mails, clock.now(), most=AT_ONCE)
            if not due:
                return
            await asyncio.gather(*(self._send(mail) for mail in due))

    async def _run(self) -> None:
        while not self._is_stopping:
            self._woken.clear()
            try:
                await self.send_due()
            except Exception:  # the database is away, for instance: the next turn tries again
                log.exception("mail_turn_failed")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), LOOKS_EVERY)

    async def _send(self, mail: WaitingMail) -> None:
        until = clock.now() + CLAIM_LASTS
        is_ours = await self._database.transact(queries.update_mail_claimed, mail.id, mail.tries, until)
        if not is_ours:
            return
        try:
            await self._delivery.deliver(mail)
        except Undeliverable as error:
            await self._give_up(mail, error)
        except Exception as error:  # whatever it is, it concerns this mail and not the next
            await self._delay(mail, error)
        else:
            await self._database.transact(queries.update_mail_sent, mail_id=mail.id, now=clock.now())
            log.info("mail_sent", mail=mail.id)

    async def _delay(self, mail: WaitingMail, error: Exception) -> None:
        if mail.tries >= len(DELAYS):
            return await self._give_up(mail, error)
        until = clock.now() + DELAYS[mail.tries]
        log.warning("mail_delayed", mail=mail.id, tries=mail.tries + 1, error=_words(error))
        await self._database.transact(queries.update_mail_delayed, mail.id, until, _words(error))
        return None

    async def _give_up(self, mail: WaitingMail, error: Exception) -> None:
        log.error("mail_given_up", mail=mail.id, tries=mail.tries + 1, error=_words(error))
        await self._database.transact(queries.update_mail_failed, mail.id, clock.now(), _words(error))


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
