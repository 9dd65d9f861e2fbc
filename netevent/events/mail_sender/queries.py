"""SQL of whom an event's mails come from. Read when a mail is sent, and on the organizer's page."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import events, organizers
from netevent.core.i18n.localized import localized
from netevent.core.mail.message import THE_SERVER, MailSender


def select_chosen(tx: Transaction, event_id: int) -> MailSender | None:
    """What the organizer has chosen; '' where nothing was."""
    row = tx.execute(select(events.c.mail_name, events.c.reply_to).where(events.c.id == event_id)).first()
    return MailSender(row.mail_name, row.reply_to) if row else None


def select_sender(tx: Transaction, event_id: int, language: str) -> MailSender:
    """Who stands in a mail to somebody who reads this language: what was chosen, else the event's name in it
    and its owner's address. The server itself where the event is gone."""
    statement = (
        select(events.c.mail_name, events.c.reply_to, events.c.name, events.c.name_texts, organizers.c.email)
        .join(organizers, organizers.c.id == events.c.organizer_id)
        .where(events.c.id == event_id)
    )
    row = tx.execute(statement).first()
    return _sender(row, language) if row else THE_SERVER


def update_chosen(tx: Transaction, event_id: int, chosen: MailSender) -> None:
    values = {"mail_name": chosen.name, "reply_to": chosen.reply_to}
    tx.execute(update(events).where(events.c.id == event_id).values(values))


def _sender(row: Row[Any], language: str) -> MailSender:
    name = row.mail_name or localized(row.name, row.name_texts).inside(language)
    return MailSender(name, row.reply_to or row.email)
