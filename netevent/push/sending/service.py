"""The rules of sending: what is queued, and what is written down of what became of it.

Called by `push.reactions`, `jobs` and `subscriptions.routes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from netevent.changes import AttendeeNotified
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import NotFound
from netevent.core.jobs import Job, Priority, enqueue, note_progress
from netevent.notifications.queries import take_recalls, update_pushed
from netevent.push.sending.due import PUSH, Action, Due, tag_of
from netevent.push.sending.sender import Result, Verdict
from netevent.push.subscriptions.queries import delete_gone, select_devices, select_reached, update_used

# One job for so many people: an announcement to thousands is some hundred jobs, and a try is soon done.
PEOPLE_AT_ONCE = 25
# After each failure, where the push service does not say how long.
DELAYS = tuple(timedelta(seconds=seconds) for seconds in (20, 60, 180, 600, 1800, 3600))


def queue_pushes(tx: Transaction, notified: Sequence[AttendeeNotified], reached: set[int]) -> None:
    """For those who have a device; the others cost nothing more."""
    told: dict[tuple[str, int], dict[int, None]] = {}
    for one in notified:
        if one.recipient_id in reached:
            told.setdefault((one.kind, one.subject_id), {})[one.recipient_id] = None
    for (kind, subject_id), people in told.items():
        priority = Priority.normal if len(people) <= PEOPLE_AT_ONCE else Priority.bulk
        for some in _batches(sorted(people)):
            enqueue(tx, PUSH, Due(Action.show, some, kind, subject_id, since=clock.now()), priority=priority)


def take_back(tx: Transaction, attendee_ids: Sequence[int]) -> None:
    """Close on their devices what these attendees saw elsewhere. Once, whoever asks at the same moment."""
    for attendee_id, seen in take_recalls(tx, attendee_ids, clock.now()).items():
        tags = tuple(tag_of(kind, subject_id) for kind, subject_id in seen)
        enqueue(tx, PUSH, Due(Action.close, (attendee_id,), tags=tags))


def send_test(tx: Transaction, attendee_id: int, login_id: str, endpoint_hash: str) -> None:
    """To this login's browser, or of its browsers the one at this address.

    Raises:
        NotFound: it has none.
    """
    own = [one for one in select_devices(tx, [attendee_id], clock.now()) if one.login_id == login_id]
    hashes = [one.to.endpoint_hash for one in own if endpoint_hash in ("", one.to.endpoint_hash)]
    if not hashes:
        raise NotFound
    enqueue(tx, PUSH, Due(Action.test, (attendee_id,), only=tuple(hashes)), priority=Priority.awaited)


def note_results(
    tx: Transaction, job: Job, due: Due, told_at: Mapping[int, datetime], results: Sequence[Result]
) -> None:
    """What was taken is told; what is gone is forgotten; what failed is tried again, and nothing else.

    Raises:
        LeaseLost: another worker has the job, and it is that one's to say.
    """
    note_progress(tx, job, job.done + 1)
    now = clock.now()
    taken = [one.message.device for one in results if one.verdict is Verdict.taken]
    if taken:
        update_used(tx, [one.id for one in taken], now)
    people = {one.attendee_id for one in taken}
    if due.action is Action.show and people:
        update_pushed(tx, due.kind, due.subject_id, {one: told_at[one] for one in sorted(people)})
        # Who looked meanwhile did not know that there was something to take back.
        take_back(tx, sorted(people))
    if gone := [one.message.device.to.endpoint_hash for one in results if one.verdict is Verdict.gone]:
        delete_gone(tx, gone)
    _try_again(tx, due, [one for one in results if one.verdict is Verdict.later], now)


def reached_of(tx: Transaction, attendee_ids: Iterable[int]) -> set[int]:
    people = set(attendee_ids)
    return select_reached(tx, people, clock.now()) if people else set()


def _try_again(tx: Transaction, due: Due, failed: Sequence[Result], now: datetime) -> None:
    if due.failures >= len(DELAYS) or due.action is Action.test:
        return
    for wait in sorted({one.wait for one in failed}):
        run_at = now + max(timedelta(seconds=wait), DELAYS[due.failures])
        alike = [one.message for one in failed if one.wait == wait and one.message.until > run_at]
        if not alike:
            continue
        again = Due(
            due.action,
            tuple(sorted({one.device.attendee_id for one in alike})),
            due.kind,
            due.subject_id,
            due.tags,
            tuple(one.device.to.endpoint_hash for one in alike),
            due.failures + 1,
            due.since,
        )
        enqueue(tx, PUSH, again, run_at=run_at)


def _batches(people: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for start in range(0, len(people), PEOPLE_AT_ONCE):
        yield tuple(people[start : start + PEOPLE_AT_ONCE])
