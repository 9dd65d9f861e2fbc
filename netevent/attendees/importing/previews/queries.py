"""SQL of lists that wait: their files, and what organizers said that columns hold."""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from netevent.core.database import Transaction
from netevent.core.database.tables import events, import_files, import_mappings
from netevent.core.jobs import Codec

# In letters: a statement of MariaDB holds four times as much.
PART = 4 * 1024 * 1024
FIELDS = Codec(dict[str, str])


def packed(content: bytes) -> list[str]:
    """The parts of a file as columns hold them. Takes a moment: not for the loop."""
    text = b64encode(zlib.compress(content, 1)).decode()
    return [text[start : start + PART] for start in range(0, len(text), PART)]


def unpacked(parts: Sequence[str]) -> bytes:
    return zlib.decompress(b64decode("".join(parts)))


def insert_file(tx: Transaction, job_id: int, parts: Sequence[str]) -> None:
    for part in parts:
        tx.execute(insert(import_files).values(job_id=job_id, content=part))


def select_file(tx: Transaction, job_id: int) -> list[str]:
    statement = select(import_files.c.content).where(import_files.c.job_id == job_id)
    return list(tx.execute(statement.order_by(import_files.c.id)).scalars())


def delete_file(tx: Transaction, job_id: int) -> None:
    tx.execute(delete(import_files).where(import_files.c.job_id == job_id))


def select_organizer_id(tx: Transaction, event_id: int) -> int | None:
    """Whose event it is: the mapping is theirs for all their events."""
    return tx.execute(select(events.c.organizer_id).where(events.c.id == event_id)).scalar()


def select_mapping(tx: Transaction, organizer_id: int, headers_key: str) -> dict[str, str] | None:
    mapping = import_mappings.c
    is_theirs = (mapping.organizer_id == organizer_id, mapping.headers_key == headers_key)
    text = tx.execute(select(mapping.fields).where(*is_theirs)).scalar()
    return FIELDS.read(text) if text else None


def write_mapping(
    tx: Transaction, organizer_id: int, headers_key: str, fields: dict[str, str], now: datetime
) -> None:
    """Of two who write it at once, the later one's stays; a unique key keeps it one."""
    mapping = import_mappings.c
    is_theirs = (mapping.organizer_id == organizer_id, mapping.headers_key == headers_key)
    written = {"fields": FIELDS.write(fields), "used_at": now}
    if tx.execute(update(import_mappings).where(*is_theirs).values(written)).rowcount:
        return
    key = {"organizer_id": organizer_id, "headers_key": headers_key}
    try:
        with tx.connection.begin_nested():
            tx.execute(insert(import_mappings).values(key | written))
    except IntegrityError:
        tx.execute(update(import_mappings).where(*is_theirs).values(written))


def delete_mapping(tx: Transaction, organizer_id: int, headers_key: str) -> None:
    mapping = import_mappings.c
    tx.execute(
        delete(import_mappings).where(
            mapping.organizer_id == organizer_id, mapping.headers_key == headers_key
        )
    )
