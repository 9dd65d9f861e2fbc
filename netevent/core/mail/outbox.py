"""Queuing a mail as its values, and rendering it. Called by the services that send mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar
from uuid import uuid4

from netevent.changes import AttendeeMailed
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.jobs import Codec, JobKind, New, Priority, enqueue, enqueue_all
from netevent.core.mail.queries import insert_mail, insert_mails
from netevent.core.text.addresses import own_address
from netevent.core.text.comparing import normalize_email
from netevent.core.web import pages

SUBJECT_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail tells: a subclass for each folder of `templates/emails`; its fields are what they read.

    An announcement does not go to who wants none, and its headers say how to want none.
    """

    template: ClassVar[str]
    priority: ClassVar[Priority] = Priority.normal
    is_announcement: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class WrittenMail(Mail):
    """A mail with a fixed text that is not translated: `html` is markup.

    Nothing queues it any more. Mails that waited when a server of the first releases was upgraded are kept as
    such (migration 0004), and must leave; tests take it where it does not matter what a mail tells.
    """

    template: ClassVar[str] = "written"

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address and its reader's language. An attendee's mail goes with the account.

    `event_id`: the event that the mail is about; it says whom the mail comes from. `off_link`: the address
    at which the reader says, by one POST and without a login, to want no more of these (RFC 8058).
    """

    address: str
    language: str
    attendee_id: int | None = None
    event_id: int | None = None
    off_link: str = ""


@dataclass(frozen=True, slots=True)
class QueuedMail:
    """The numbers of its row in `mails` and of the job that sends it."""

    mail_id: int
    job_id: int


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
    event_id: int | None = None
    off_link: str = ""
    is_awaited: bool = False

    @property
    def is_announcement(self) -> bool:
        return _kind(self.template).is_announcement

    @property
    def subject(self) -> str:
        return _subject(self.part("subject.txt"))

    def part(self, file: str) -> str:
        """`subject.txt`, `body.txt` or `body.html`, in the recipient's language."""
        mail = _codec(self.template).read(self.values)
        return _part(mail, file, self.language, self.event_id, self.off_link)


# At most three connections to the mail server at once, and one for mail that somebody waits for while these
# are slow; each is kept while mail is due.
MAIL = JobKind("mail", Codec(Envelope), at_once=3, awaited_at_once=1)


def queue_mail(
    tx: Transaction, mail: Mail, to: Recipient, priority: Priority | None = None
) -> QueuedMail | None:
    """Let `mail` go out if this transaction is committed; a rollback sends nothing.

    None: who has no address gets nothing.

    The subject is the job's title: it stays when the rest is gone, for the record of whom it went to.
    """
    if not own_address(to.address):
        return None
    new = _new_job(mail, to, priority)
    job_id = enqueue(
        tx, MAIL, new.arguments, title=new.title, priority=new.priority, attendee_id=new.attendee_id
    )
    mail_id = insert_mail(tx, **_row(new, job_id))
    _publish(tx, to)
    return QueuedMail(mail_id, job_id)


def queue_mails(
    tx: Transaction, several: Sequence[tuple[Mail, Recipient]], priority: Priority | None = None
) -> list[QueuedMail | None]:
    """The same for several at once, in the same order, by a few statements for all of them."""
    addressed = [(mail, to) for mail, to in several if own_address(to.address)]
    if not addressed:
        return [None] * len(several)
    new = [_new_job(mail, to, priority) for mail, to in addressed]
    job_ids = enqueue_all(tx, MAIL, new)
    mail_ids = insert_mails(tx, [_row(one, job_id) for one, job_id in zip(new, job_ids, strict=True)])
    for _, to in addressed:
        _publish(tx, to)
    queued = iter([QueuedMail(*numbers) for numbers in zip(mail_ids, job_ids, strict=True)])
    return [next(queued) if own_address(to.address) else None for _, to in several]


def _new_job(mail: Mail, to: Recipient, priority: Priority | None) -> New[Envelope]:
    first = mail.priority if priority is None else priority
    subject = _subject(_part(mail, "subject.txt", to.language, to.event_id, to.off_link))
    return New(sealed(mail, to, uuid4().hex, first), subject, first, to.attendee_id)


def _row(new: New[Envelope], job_id: int) -> dict[str, Any]:
    """Of `mails`."""
    now = clock.now()
    return {
        "message_id": new.arguments.message_id,
        "job_id": job_id,
        "event_id": new.arguments.event_id,
        "attendee_id": new.attendee_id,
        "email_key": normalize_email(new.arguments.recipient),
        "kind": new.arguments.template,
        "queued_at": now,
        "changed_at": now,
    }


def _publish(tx: Transaction, to: Recipient) -> None:
    if to.attendee_id is not None:
        tx.publish(AttendeeMailed(to.attendee_id))


def sealed(mail: Mail, to: Recipient, message_id: str, priority: Priority = Priority.normal) -> Envelope:
    return Envelope(
        template=mail.template,
        recipient=to.address,
        language=to.language,
        values=_codec(mail.template).write(mail),
        message_id=message_id,
        event_id=to.event_id,
        off_link=to.off_link,
        is_awaited=priority is Priority.awaited,
    )


def _part(mail: Mail, file: str, language: str, event_id: int | None, off_link: str) -> str:
    told = {field.name: getattr(mail, field.name) for field in fields(mail)}
    context = {"event_id": event_id, "off_link": off_link} | told
    return pages.render(f"emails/{mail.template}/{file}", language, **context)


def _subject(text: str) -> str:
    """An event's name may hold anything that was pasted; a subject has no line breaks."""
    return " ".join(text.split())[:SUBJECT_LENGTH]


@cache
def _codec(template: str) -> Codec[Mail]:
    return Codec(_kind(template))


@cache
def _kind(template: str) -> type[Mail]:
    return {kind.template: kind for kind in Mail.__subclasses__()}[template]
