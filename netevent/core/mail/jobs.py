"""The job that sends a mail. Done by a `core.jobs.worker` in every process that knows where mail goes."""

from __future__ import annotations

from collections.abc import Callable

from netevent.core.database import Database, Transaction
from netevent.core.jobs import GivenUp, Job
from netevent.core.jobs.job import Outcome, State
from netevent.core.mail import queries
from netevent.core.mail.delivery import Delivery
from netevent.core.mail.message import THE_SERVER, MailSender, RenderedMail
from netevent.core.mail.outbox import Envelope
from netevent.core.mail.queries import Sending
from netevent.core.mail.state import MailState, Reason
from netevent.core.mail.words import Undeliverable, said_in
from netevent.core.text.comparing import normalize_email

FindSender = Callable[[Transaction, Envelope], MailSender]


class HeldBack(GivenUp):
    """The address is on the suppression list: nothing is sent."""

    is_planned = True


def send_by_server(tx: Transaction, envelope: Envelope) -> MailSender:
    return THE_SERVER


async def send_mail(
    database: Database,
    delivery: Delivery,
    job: Job,
    envelope: Envelope,
    find_sender: FindSender = send_by_server,
) -> None:
    """Raises as `Delivery.deliver` does.

    Raises:
        HeldBack: it must not be sent.
    """
    by = await database.read(_sender, envelope, find_sender)
    if by is None:
        raise HeldBack
    await delivery.deliver(rendered(job, envelope, by))


def _sender(tx: Transaction, envelope: Envelope, find_sender: FindSender) -> MailSender | None:
    """None: it must not be sent."""
    return None if is_held_back(tx, envelope) else find_sender(tx, envelope)


def is_held_back(tx: Transaction, envelope: Envelope) -> bool:
    """What somebody asked for in this moment is tried all the same; who complained gets no announcements."""
    stands = queries.select_suppression(tx, normalize_email(envelope.recipient))
    if stands is None:
        return False
    if stands.reason is Reason.complained:
        return envelope.is_announcement
    return not envelope.is_awaited


def tell_outcome(tx: Transaction, job: Job, outcome: Outcome) -> None:
    """Write down what became of a try, in the transaction that ends it.

    After a kill between the mail server's yes and this the mail goes out again, under the same Message-ID.
    """
    mail = queries.select_sending(tx, job.id)
    if mail is None:
        return  # of an earlier release, which kept no more than the job
    if outcome.state is State.done:
        _tell_sent(tx, mail)
    elif outcome.state is State.waiting:
        queries.update_said(tx, mail.message_id, said_in(outcome.cause))
    elif isinstance(outcome.cause, HeldBack):
        queries.update_state(tx, mail.message_id, MailState.held_back)
    else:
        _tell_refused(tx, mail, outcome.cause)


def _tell_sent(tx: Transaction, mail: Sending) -> None:
    """An address that takes mail again is refused no longer; what bounced said yes at first, too."""
    queries.update_state(tx, mail.message_id, MailState.sent)
    queries.delete_suppression(tx, mail.email_key, Reason.refused)


def _tell_refused(tx: Transaction, mail: Sending, cause: Exception | None) -> None:
    said = said_in(cause)
    queries.update_state(tx, mail.message_id, MailState.refused, said)
    if isinstance(cause, Undeliverable) and cause.is_address_wrong:
        queries.suppress(tx, mail.email_key, Reason.refused, said)


def rendered(job: Job, envelope: Envelope, by: MailSender = THE_SERVER) -> RenderedMail:
    return RenderedMail(
        job_id=job.id,
        message_id=envelope.message_id,
        recipient=envelope.recipient,
        subject=job.title,
        text=envelope.part("body.txt").strip() + "\n",
        html=envelope.part("body.html"),
        written_at=job.created_at,
        off_link=envelope.off_link,
        by=by,
    )
