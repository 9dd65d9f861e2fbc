"""The job that sends a mail. Done by a `core.jobs.worker` in every process that knows where mail goes."""

from __future__ import annotations

from netevent.core.jobs import Job
from netevent.core.mail.delivery import Delivery
from netevent.core.mail.message import RenderedMail
from netevent.core.mail.outbox import Envelope


async def send_mail(delivery: Delivery, job: Job, envelope: Envelope) -> None:
    """Raises as `Delivery.deliver` does."""
    await delivery.deliver(rendered(job, envelope))


def rendered(job: Job, envelope: Envelope) -> RenderedMail:
    return RenderedMail(
        job_id=job.id,
        message_id=envelope.message_id,
        recipient=envelope.recipient,
        subject=job.title,
        text=envelope.part("body.txt").strip() + "\n",
        html=envelope.part("body.html"),
        written_at=job.created_at,
    )
