"""A mail that has left, and what became of it and of its address."""

from __future__ import annotations

from sqlalchemy import select

from netevent.core.database import Database, Transaction
from netevent.core.database.tables import mails, suppressions
from netevent.core.mail import Recipient, WrittenMail, queue_mail

ADDRESS = "ada@example.com"


async def send(database: Database, address: str = ADDRESS) -> str:
    """Its Message-ID, as far as the @."""

    def queue(tx: Transaction) -> str:
        queued = queue_mail(tx, WrittenMail("Hello", "x", "x"), Recipient(address, "en"))
        assert queued is not None
        chosen = select(mails.c.message_id).where(mails.c.id == queued.mail_id)
        return str(tx.execute(chosen).scalar_one())

    return await database.transact(queue)


async def state_of(database: Database, message_id: str) -> str:
    chosen = select(mails.c.state).where(mails.c.message_id == message_id)
    return str(await database.read(lambda tx: tx.execute(chosen).scalar_one()))


async def suppressed(database: Database) -> dict[str, str]:
    """Which addresses, and why."""
    rows = await database.read(lambda tx: tx.execute(select(suppressions)).all())
    return {row.email_key: row.reason for row in rows}
