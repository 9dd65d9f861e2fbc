"""Queuing a mail as its values, and rendering it. Called by the services that send mail."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import ClassVar
from uuid import uuid4

from netevent.changes import AttendeeMailed
from netevent.core.database import Transaction
from netevent.core.jobs import Codec, JobKind, Priority, enqueue
from netevent.core.text.addresses import own_address
from netevent.core.web import pages

SUBJECT_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail tells: a subclass for each folder of `templates/emails`; its fields are what they read."""

    template: ClassVar[str]
    priority: ClassVar[Priority] = Priority.normal


@dataclass(frozen=True, slots=True)
class WrittenMail(Mail):
    """A mail with a fixed text that is not translated: `html` is markup."""

    template: ClassVar[str] = "written"

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address and its reader's language. An attendee's mail goes with the account."""

    address: str
    language: str
    attendee_id: int | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """A mail as its job keeps it. `values` are the fields of the `Mail` as JSON text.

    The `message_id` stays the same at every try, so that a copy can be told by it.
    """

    template: str
    recipient: str
    language: str
    values: str
    message_id: str

    def part(self, file: str) -> str:
        """`subject.txt`, `body.txt` or `body.html`, in the recipient's language."""
        mail = _codec(self.template).read(self.values)
        context = {field.name: getattr(mail, field.name) for field in fields(mail)}
        return pages.render(f"emails/{self.template}/{file}", self.language, **context)


# At most three connections to the mail server at once; each is kept while mail is due.
MAIL = JobKind("mail", Codec(Envelope), at_once=3)


def queue_mail(tx: Transaction, mail: Mail, to: Recipient, priority: Priority | None = None) -> int | None:
    """Let `mail` go out if this transaction is committed; a rollback sends nothing. Returns its job's id.

    None: who has no address gets nothing.

    The subject is the job's title: it stays when the rest is gone, for the record of whom it went to.
    """
    if not own_address(to.address):
        return None
    values = _codec(mail.template).write(mail)
    envelope = Envelope(mail.template, to.address, to.language, values, uuid4().hex)
    # An event's name may hold anything that was pasted; a subject has no line breaks.
    subject = " ".join(envelope.part("subject.txt").split())
    title = subject[:SUBJECT_LENGTH]
    first = mail.priority if priority is None else priority
    job_id = enqueue(tx, MAIL, envelope, title=title, priority=first, attendee_id=to.attendee_id)
    if to.attendee_id is not None:
        tx.publish(AttendeeMailed(to.attendee_id))
    return job_id


@cache
def _codec(template: str) -> Codec[Mail]:
    return Codec({kind.template: kind for kind in Mail.__subclasses__()}[template])
