"""Work that waits in one table: mails and imports become jobs. Mail that waits goes out, with its Message-ID.

Written out, not made from `core.database.tables`: what an installed server has does not move with the code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from alembic import op
from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    Index,
    Integer,
    Row,
    Select,
    SmallInteger,
    String,
    TableClause,
    column,
    func,
    insert,
    select,
)
from sqlalchemy import table as named_table

from netevent.migrations.columns import (
    LONG_TEXT,
    MOMENT,
    belongs_to,
    code,
    created_at,
    key,
    status,
    table,
)

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SOME = 1000
MAIL_STATES = {"waiting": "waiting", "sent": "done", "failed": "failed"}
PROBLEM = ("number", "reason", "value", "limit", "earlier")


def upgrade() -> None:
    _jobs()
    _keep_imports()
    _keep_mails()
    op.drop_table("mails")
    op.drop_table("imports")


def _jobs() -> None:
    table(
        "jobs",
        key(),
        Column("kind", code(40), nullable=False),
        status("state", "waiting", "done", "failed"),
        Column("priority", SmallInteger, nullable=False, server_default="1"),
        Column("run_at", MOMENT, nullable=False),
        Column("tries", Integer, nullable=False, server_default="0"),
        Column("failures", Integer, nullable=False, server_default="0"),
        Column("title", String(255), nullable=False, server_default=""),
        Column("arguments", LONG_TEXT, nullable=False),
        Column("done", Integer, nullable=False, server_default="0"),
        Column("total", Integer, nullable=False, server_default="0"),
        Column("phase", code(40), nullable=False, server_default=""),
        Column("result", LONG_TEXT, nullable=False),
        Column("last_error", String(255), nullable=False, server_default=""),
        belongs_to("event_id", "events", nullable=True),
        belongs_to("attendee_id", "attendees", nullable=True),
        created_at(),
        Index("ix_jobs_due", "kind", "state", "priority", "run_at"),
        Index("ix_jobs_event_id", "event_id"),
        Index("ix_jobs_attendee_id", "attendee_id"),
    )
    table(
        "import_batches",
        key(),
        belongs_to("job_id", "jobs"),
        Column("content", LONG_TEXT, nullable=False),
        Index("ix_import_batches_job_id", "job_id"),
    )


def _keep_imports() -> None:
    """Under their numbers, which are in the addresses of their pages."""
    counts = ("rows_total", "rows_done", "rows_created", "rows_updated", "rows_unchanged")
    names = ("id", "event_id", "filename", "state", *counts, "report")
    imports = named_table("imports", *(column(name) for name in names), column("moved_at", MOMENT))
    _copy(select(imports), imports.c.id, _import_job)


def _keep_mails() -> None:
    """All of them: those that went out stand in the record of an attendee's data."""
    names = ("id", "recipient", "subject", "body_text", "body_html", "status", "tries", "last_error")
    times = (column("next_try_at", MOMENT), column("created_at", DateTime))
    mails = named_table("mails", *(column(name) for name in (*names, "attendee_id")), *times)
    attendees = named_table("attendees", column("id"))
    is_theirs = attendees.c.id == mails.c.attendee_id
    found = select(mails, attendees.c.id.label("owner_id")).outerjoin(attendees, is_theirs)
    last_import = op.get_bind().execute(select(func.max(_named_jobs().c.id))).scalar() or 0
    _copy(found, mails.c.id, lambda row: _mail_job(row) | {"id": last_import + row.id})


def _copy(found: Select[Any], key: ColumnElement[Any], job_of: Callable[[Row[Any]], dict[str, Any]]) -> None:
    last = 0
    while rows := list(op.get_bind().execute(found.where(key > last).order_by(key).limit(SOME))):
        op.get_bind().execute(insert(_named_jobs()), [job_of(row) for row in rows])
        last = rows[-1].id


def _named_jobs() -> TableClause:
    names = (
        "id",
        "kind",
        "state",
        "tries",
        "failures",
        "title",
        "arguments",
        "done",
        "total",
        "result",
        "last_error",
    )
    times = (column("run_at", MOMENT), column("created_at", DateTime))
    return named_table("jobs", *(column(name) for name in (*names, "event_id", "attendee_id")), *times)


def _import_job(row: Row[Any]) -> dict[str, Any]:
    """One that runs has stopped: its rows were in the memory of the release before."""
    return {
        "id": row.id,
        "kind": "import",
        "state": "done" if row.state == "done" else "failed",
        "title": row.filename,
        "arguments": "",
        "done": row.rows_done,
        "total": row.rows_total,
        "result": _report(row),
        "event_id": row.event_id,
        "run_at": row.moved_at,
        "created_at": row.moved_at,
    }


def _report(row: Row[Any]) -> str:
    kept = json.loads(row.report)
    problems = {
        name: [dict(zip(PROBLEM, problem, strict=True)) for problem in kept[name]]
        for name in ("faults", "remarks")
    }
    counts = {name: getattr(row, f"rows_{name}") for name in ("created", "updated", "unchanged")}
    return json.dumps(kept | problems | counts)


def _mail_job(row: Row[Any]) -> dict[str, Any]:
    return {
        "kind": "mail",
        "state": MAIL_STATES[row.status],
        "tries": row.tries,
        "failures": row.tries,
        "title": row.subject,
        "arguments": _envelope(row) if row.status == "waiting" else "",
        "result": "",
        "last_error": row.last_error,
        "attendee_id": row.owner_id,
        "run_at": row.next_try_at,
        "created_at": row.created_at,
    }


def _envelope(row: Row[Any]) -> str:
    """The text as it was rendered, and the Message-ID that the mail's earlier tries had."""
    facts = f"{row.id}\0{row.recipient}\0{row.created_at.isoformat()}"
    values = {"subject": row.subject, "text": row.body_text, "html": row.body_html}
    return json.dumps(
        {
            "template": "written",
            "recipient": row.recipient,
            "language": "en",
            "values": json.dumps(values),
            "message_id": hashlib.sha256(facts.encode()).hexdigest()[:32],
        }
    )
