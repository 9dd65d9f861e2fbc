"""Writing mail and putting it into the outbox. Called by the services that have something to tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from netevent.changes import MailQueued
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.mail import queries
from netevent.core.web import pages

SUBJECT_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person, in both forms that mail programs want. An attendee's goes with the account."""

    recipient: str
    subject: str
    body_text: str
    body_html: str
    attendee_id: int | None = None


def queue_mail(tx: Transaction, mail: Mail) -> None:
    """Let `mail` go out if this transaction is committed; a rollback sends nothing."""
    queries.insert_mail(
        tx,
        recipient=mail.recipient,
        subject=_one_line(mail.subject)[:SUBJECT_LENGTH],
        body_text=mail.body_text,
        body_html=mail.body_html,
        attendee_id=mail.attendee_id,
        now=clock.now(),
    )
    tx.publish(MailQueued())


def rendered_mail(
    name: str, language: str, recipient: str, attendee_id: int | None = None, **context: Any
) -> Mail:
    """The mail of `templates/emails/<name>/` in the reader's language; links in it come from the base URL."""

    def part(file: str) -> str:
        return pages.render(f"emails/{name}/{file}", language, **context)

    text = part("body.txt").strip() + "\n"
    return Mail(recipient, _one_line(part("subject.txt")), text, part("body.html"), attendee_id)


def _one_line(text: str) -> str:
    """An event's name may hold anything that was pasted; a subject has no line breaks."""
    return " ".join(text.split())
