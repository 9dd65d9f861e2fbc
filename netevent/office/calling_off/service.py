"""The rules of cancelling an event. Called by its routes and its job, inside one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from netevent.changes import AttendeesChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import existing
from netevent.core.jobs import Job, enqueue, note_progress
from netevent.core.jobs import queries as job_queries
from netevent.core.jobs.job import State
from netevent.core.mail import Mail, Recipient, queue_mail, queue_mails
from netevent.events.details import Event
from netevent.events.queries import select_event, update_cancelled, update_version
from netevent.office.calling_off import queries
from netevent.office.calling_off.call_off import CALL_OFF, REPORT, CallOff, Report, Step
from netevent.office.calling_off.mails import EventCancelled
from netevent.payments.payment import ONLINE
from netevent.payments.queries import select_payment
from netevent.payments.refunds.asking.service import ask
from netevent.registration.orders.service import end_for_event
from netevent.registration.personal_link.queries import select_invitees_of

# How many one transaction takes, under the lock of the event, for which scans wait.
PEOPLE, BUYERS, PAYMENTS = 20, 5, 10
NEXT = {Step.people: Step.buyers, Step.buyers: Step.money, Step.money: Step.done}


def begin(tx: Transaction, event_id: int, text: str, gives_back: bool, by: str) -> None:
    """The event does not take place: from now on nobody can register. Said again, nothing happens; where the
    work broke off, it goes on."""
    lock_event(tx, event_id)
    if not update_cancelled(tx, event_id, clock.now()):
        _go_on(tx, event_id)
        return
    counts = queries.select_counts(tx, event_id)
    refunds = queries.count_left(tx, event_id, ONLINE) if gives_back else 0
    _enqueue(tx, event_id, Report(text, gives_back, by), 0, counts.people + counts.buyers + refunds)
    update_version(tx, event_id)
    tx.publish(AttendeesChanged(event_id))


def find(tx: Transaction, event_id: int) -> Job | None:
    """The last one: where one broke off, that which went on."""
    job_id = queries.select_last_job_id(tx, event_id)
    return job_queries.select_job(tx, job_id) if job_id else None


def do_part(tx: Transaction, job: Job, order: CallOff, can_mail: bool) -> bool:
    """The next part; False when all is done.

    Raises:
        LeaseLost: another worker goes on, or the event is gone.
    """
    assert job.event_id is not None
    tx.by = order.by
    lock_event(tx, job.event_id)
    event = existing(select_event(tx, job.event_id))
    standing = existing(job_queries.select_job(tx, job.id))
    report = REPORT.read(standing.result)
    if report.step is Step.done:
        return False
    done, after = STEPS[report.step](tx, event, report, can_mail)
    note_progress(tx, job, standing.done + done, result=REPORT.write(after))
    return True


def _tell_people(tx: Transaction, event: Event, report: Report, can_mail: bool) -> tuple[int, Report]:
    some = queries.select_people_after(tx, event.id, int(report.after or 0), PEOPLE)
    # A mail goes with its attendee: theirs must outlive them.
    leaving = queries.select_leaving(tx, event.id, some)
    mails: list[tuple[Mail, Recipient]] = []
    for one in select_invitees_of(tx, event.id, some) if can_mail else ():
        whose = None if one.attendee_id in leaving else one.attendee_id
        mail = _mail(event, report, one.first_name, one.language)
        mails.append((mail, Recipient(one.email, one.language, whose, event.id)))
    mailed = sum(one is not None for one in queue_mails(tx, mails))
    return len(some), _after(replace(report, mailed=report.mailed + mailed), some)


def _end_orders(tx: Transaction, event: Event, report: Report, can_mail: bool) -> tuple[int, Report]:
    """Who has not been told as an attendee is told now; then the orders that are under way end."""
    some = queries.select_buyers_after(tx, event.id, report.after, BUYERS)
    for email_key in some:
        mailed = _tell_buyer(tx, event, report, email_key) if can_mail else 0
        theirs = queries.select_orders_of(tx, event.id, email_key)
        ended = sum(end_for_event(tx, event.id, order_id) for order_id in theirs)
        report = replace(report, mailed=report.mailed + mailed, ended=report.ended + ended, after=email_key)
    return len(some), _after(report, some)


def _tell_buyer(tx: Transaction, event: Event, report: Report, email_key: str) -> int:
    theirs = queries.select_addressees(tx, event.id, email_key)
    told = queries.select_told(tx, event.id, [one.email_key for one in theirs], report.after)
    mailed = 0
    for one in theirs:
        if one.email_key not in told:
            mail = _mail(event, report, one.name, one.language)
            mailed += queue_mail(tx, mail, Recipient(one.email, one.language, event_id=event.id)) is not None
    return mailed


def _give_back(tx: Transaction, event: Event, report: Report, can_mail: bool) -> tuple[int, Report]:
    some: list[int] = []
    if report.gives_back:
        some = queries.select_payments_after(tx, event.id, int(report.after or 0), ONLINE, PAYMENTS)
    for payment_id in some:
        payment = existing(select_payment(tx, event.id, payment_id))
        ask(tx, event.id, payment_id, payment.left, "", report.by)
    return len(some), _after(replace(report, refunds=report.refunds + len(some)), some)


STEPS = {Step.people: _tell_people, Step.buyers: _end_orders, Step.money: _give_back}


def _after(report: Report, some: Sequence[int | str]) -> Report:
    """With what comes next: those after the last one, or the next step where there are none."""
    if some:
        return replace(report, after=str(some[-1]))
    return replace(report, step=NEXT[report.step], after="")


def _mail(event: Event, report: Report, first_name: str, language: str) -> EventCancelled:
    return EventCancelled(
        event.name.inside(language),
        first_name,
        event.details.start,
        event.zone,
        report.text,
        report.gives_back,
    )


def _go_on(tx: Transaction, event_id: int) -> None:
    job = find(tx, event_id)
    if job is not None and job.state is State.failed:
        _enqueue(tx, event_id, REPORT.read(job.result), job.done, job.total)


def _enqueue(tx: Transaction, event_id: int, report: Report, done: int, total: int) -> None:
    enqueue(
        tx,
        CALL_OFF,
        CallOff(tx.by),
        event_id=event_id,
        done=done,
        total=total,
        result=REPORT.write(report),
    )
