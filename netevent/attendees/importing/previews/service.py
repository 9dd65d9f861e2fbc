"""The rules of a list that waits: it is kept for an hour, its columns are chosen, and it is let in once.

Called by the routes of the import, in one transaction each. Who chooses and who says yes at the same time
wait for each other at the event's lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from netevent.attendees.importing.attendee_file import AttendeeFile, Choice, Layout
from netevent.attendees.importing.jobs import TITLE_LENGTH, begin_import
from netevent.attendees.importing.previews import queries
from netevent.attendees.importing.previews.jobs import UPLOAD, WAITS, Upload
from netevent.attendees.importing.previews.mapping import fields_by_name, fields_by_place, headers_key
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, existing
from netevent.core.i18n import N_
from netevent.core.jobs import Job, enqueue, note_progress
from netevent.core.jobs import queries as job_queries
from netevent.core.jobs.job import Outcome, State

# All or nothing is one transaction, for which the door waits: some seconds, not more.
MOST_ROWS_AT_ONCE = 5_000


class UploadGone(Conflict):
    code = "upload_gone"
    message = N_("The list was kept for an hour and is gone now. Upload it again.")


class ColumnsChanged(Conflict):
    code = "columns_changed"
    message = N_("The columns were changed in the meantime. Look at what would happen now, then import.")


class ColumnsMissing(Conflict):
    code = "columns_missing"
    message = N_("Choose which columns hold the email address and the name first.")


class SomeSkipped(Conflict):
    code = "some_skipped"
    message = N_(
        "Some rows would be skipped, so nothing was imported. Correct them in the list, or import the good "
        "rows."
    )


class TooManyAtOnce(Conflict):
    code = "too_many_at_once"
    message = N_("All or nothing is possible for up to 5,000 rows. Import the good rows, or split the list.")


@dataclass(frozen=True, slots=True)
class Kept:
    """A list that waits. `import_id`: somebody has said yes, and this is the import."""

    id: int
    event_id: int
    title: str
    upload: Upload
    parts: Sequence[str] = ()
    import_id: int = 0


def keep(
    tx: Transaction, event_id: int, filename: str, parts: Sequence[str], layout: Layout, choice: Choice
) -> int:
    """Returns the number under which it is shown. `parts` is the packed file."""
    upload = remembered(tx, event_id, layout, Upload(choice))
    job_id = enqueue(
        tx,
        UPLOAD,
        upload,
        title=filename[-TITLE_LENGTH:],
        run_at=clock.now() + WAITS,
        event_id=event_id,
    )
    queries.insert_file(tx, job_id, parts)
    return job_id


def find(tx: Transaction, event_id: int, upload_id: int) -> Kept:
    """The list, with its file while it waits.

    Raises:
        NotFound: the event has no such upload.
        UploadGone: an hour is over.
    """
    job = existing(job_queries.select_job_of_event(tx, UPLOAD.name, event_id, upload_id))
    if job.result:
        return Kept(job.id, event_id, job.title, Upload(Choice()), import_id=int(job.result))
    return Kept(job.id, event_id, job.title, _upload_of(job), queries.select_file(tx, job.id))


def choose(tx: Transaction, event_id: int, upload_id: int, layout: Layout, upload: Upload) -> None:
    """Keep what was chosen. Raises as `find` does."""
    lock_event(tx, event_id)
    job = _waiting(tx, event_id, upload_id)
    chosen = remembered(tx, event_id, layout, upload)
    job_queries.update_held(tx, job, arguments=UPLOAD.arguments.write(chosen))


def remembered(tx: Transaction, event_id: int, layout: Layout, upload: Upload) -> Upload:
    """Where no columns were chosen: as the organizer chose for the last list with these headers."""
    organizer_id = queries.select_organizer_id(tx, event_id)
    if upload.choice.fields is not None or organizer_id is None:
        return upload
    by_name = queries.select_mapping(tx, organizer_id, headers_key(layout))
    if by_name is None:
        return upload
    choice = replace(upload.choice, fields=fields_by_place(layout, by_name))
    return replace(upload, choice=choice, is_remembered=True)


def apply(
    tx: Transaction,
    event_id: int,
    upload_id: int,
    upload: Upload,
    layout: Layout,
    people: AttendeeFile | None,
    language: str,
) -> int:
    """Let the list in, as it was read by `upload`; returns the import's number. Sent twice it counts once.

    Raises:
        NotFound, UploadGone: as `find` does.
        ColumnsChanged: meanwhile something else was chosen.
        ColumnsMissing, SomeSkipped, TooManyAtOnce: as they say.
    """
    lock_event(tx, event_id)
    job = existing(job_queries.select_job_of_event(tx, UPLOAD.name, event_id, upload_id))
    if job.result:
        return int(job.result)
    if _upload_of(job) != upload:
        raise ColumnsChanged
    if people is None:
        raise ColumnsMissing
    if upload.is_whole:
        _require_whole(people)
    import_id = begin_import(tx, event_id, job.title, people, language, upload.is_whole)
    _remember(tx, event_id, layout)
    queries.delete_file(tx, job.id)
    _end(tx, job, import_id)
    return import_id


def _waiting(tx: Transaction, event_id: int, upload_id: int) -> Job:
    job = existing(job_queries.select_job_of_event(tx, UPLOAD.name, event_id, upload_id))
    _upload_of(job)
    return job


def _upload_of(job: Job) -> Upload:
    if job.state is not State.waiting:
        raise UploadGone
    return UPLOAD.arguments.read(job.arguments)


def _require_whole(people: AttendeeFile) -> None:
    if people.faults:
        raise SomeSkipped
    if len(people.rows) > MOST_ROWS_AT_ONCE:
        raise TooManyAtOnce


def _remember(tx: Transaction, event_id: int, layout: Layout) -> None:
    """Our own guess is not remembered: it may get better."""
    organizer_id = queries.select_organizer_id(tx, event_id)
    if organizer_id is None:
        return
    if layout.fields == layout.guess:
        queries.delete_mapping(tx, organizer_id, headers_key(layout))
    else:
        key, fields = headers_key(layout), fields_by_name(layout)
        queries.write_mapping(tx, organizer_id, key, fields, clock.now())


def _end(tx: Transaction, job: Job, import_id: int) -> None:
    note_progress(tx, job, 0, result=str(import_id))
    job_queries.update_outcome(tx, job, Outcome(State.done, clock.now()))
