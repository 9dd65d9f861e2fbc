"""SQL of the made files. Their job is that of `core.jobs`, and they go with it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import jobs, made_files
from netevent.core.jobs.job import State
from netevent.documents.made.made_file import MadeFile, Ordered


def insert_file(tx: Transaction, job_id: int, ordered: Ordered) -> int:
    return inserted_id(
        tx.execute(
            insert(made_files).values(
                job_id=job_id,
                organizer_id=ordered.organizer_id,
                name=ordered.name,
                plain_name=ordered.plain_name,
                media_type=ordered.media_type,
                back=ordered.back,
            )
        )
    )


def select_file(tx: Transaction, event_id: int, organizer_id: int, file_id: int) -> MadeFile | None:
    """For whom it was made, alone."""
    statement = FILES.where(
        made_files.c.id == file_id,
        made_files.c.organizer_id == organizer_id,
        jobs.c.event_id == event_id,
    )
    row = tx.execute(statement).first()
    return _file(row) if row else None


def select_file_shown(tx: Transaction, file_id: int) -> MadeFile | None:
    """Of its page, which is its owner's."""
    row = tx.execute(FILES.where(made_files.c.id == file_id)).first()
    return _file(row) if row else None


def select_event_of_file(tx: Transaction, organizer_id: int, file_id: int) -> int | None:
    """None where it is not the organizer's."""
    is_theirs = (made_files.c.id == file_id, made_files.c.organizer_id == organizer_id)
    statement = select(jobs.c.event_id).join_from(made_files, jobs, jobs.c.id == made_files.c.job_id)
    return tx.execute(statement.where(*is_theirs)).scalar()


def select_file_of_job(tx: Transaction, job_id: int) -> int | None:
    """Its number; None where nothing is kept of the job any more."""
    return tx.execute(select(made_files.c.id).where(made_files.c.job_id == job_id)).scalar()


def update_file(tx: Transaction, job_id: int, **values: Any) -> None:
    tx.execute(update(made_files).where(made_files.c.job_id == job_id).values(**values))


def select_names_in_use(tx: Transaction, names: Collection[str], now: datetime) -> set[str]:
    """Of these names in the folder, those that somebody may still fetch."""
    statement = select(made_files.c.file).where(made_files.c.file.in_(names), made_files.c.expires_at > now)
    return set(tx.execute(statement).scalars())


def select_told_jobs(tx: Transaction, until: datetime, most: int) -> list[int]:
    """Those over whose file, or whose failure, was told long enough."""
    statement = (
        select(made_files.c.job_id)
        .join_from(made_files, jobs, jobs.c.id == made_files.c.job_id)
        .where(jobs.c.state != State.waiting, jobs.c.run_at < until)
        .order_by(made_files.c.job_id)
    )
    return list(tx.execute(statement.limit(most)).scalars())


def _file(row: Row[Any]) -> MadeFile:
    return MadeFile(
        id=row.id,
        job_id=row.job_id,
        kind=row.kind,
        event_id=row.event_id,
        name=row.name,
        plain_name=row.plain_name,
        media_type=row.media_type,
        back=row.back,
        file=row.file,
        job_state=State(row.state),
        phase=row.phase,
        done=row.done,
        total=row.total,
        began_at=row.began_at,
        expires_at=row.expires_at,
    )


FILES = select(
    made_files.c.id,
    made_files.c.job_id,
    made_files.c.name,
    made_files.c.plain_name,
    made_files.c.media_type,
    made_files.c.back,
    made_files.c.file,
    made_files.c.began_at,
    made_files.c.expires_at,
    jobs.c.event_id,
    jobs.c.kind,
    jobs.c.state,
    jobs.c.phase,
    jobs.c.done,
    jobs.c.total,
).join_from(made_files, jobs, jobs.c.id == made_files.c.job_id)
