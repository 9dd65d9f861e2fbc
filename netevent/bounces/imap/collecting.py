"""Reads what came to the mailbox and notes it. Called by `periodic`, by one worker a minute.

Two that do it at once do no harm: what is noted twice counts once.
"""

from __future__ import annotations

import asyncio
from imaplib import IMAP4

import structlog

from netevent.bounces.imap.mailbox import Mailbox, Trouble
from netevent.bounces.report import Report
from netevent.bounces.reports.reading import read_report
from netevent.bounces.service import note
from netevent.core.database import Database

log = structlog.get_logger()

# A run ends after so many mails, or so many seconds; the next one goes on.
MOST = 200
SECONDS = 120


async def collect(database: Database, url: str) -> None:
    """A mailbox that cannot be read is one line in the log; the next minute tries again."""
    try:
        async with asyncio.timeout(SECONDS):
            mailbox = await asyncio.to_thread(Mailbox, url)
            await read_all(database, mailbox)
    except Trouble as error:
        log.warning("bounces_not_read", reason=reason(error))


async def read_all(database: Database, mailbox: Mailbox) -> None:
    try:
        for number in (await asyncio.to_thread(mailbox.unread))[:MOST]:
            is_understood = await _take_in(database, await asyncio.to_thread(mailbox.beginning, number))
            await asyncio.to_thread(mailbox.mark, number, is_understood)
        await asyncio.to_thread(mailbox.close)
    finally:
        mailbox.hang_up()


async def _take_in(database: Database, content: bytes) -> bool:
    """Marked only after the commit: whoever is killed in between reads the mail again."""
    report = await asyncio.to_thread(_report, content)
    if report is None or not await database.transact(note, report):
        return False
    log.info("bounce_read", what=report.what.value, permanent=report.is_permanent)
    return True


def _report(content: bytes) -> Report | None:
    try:
        return read_report(content)
    except Exception:  # one that nobody can read must not keep all that come after it
        log.exception("bounce_not_readable")
        return None


def reason(error: BaseException) -> str:
    """The server's own words, on one line; imaplib keeps them as bytes."""
    said = error.args[0] if isinstance(error, IMAP4.error) and error.args else error
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return " ".join(text.split()) or type(error).__name__
