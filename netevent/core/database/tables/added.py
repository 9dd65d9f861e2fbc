"""Tables that the specification has not: scans, jobs, logins, blocks, notes, meeting points."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)

from netevent.core.database.columns import (
    LANGUAGE,
    LONG_TEXT,
    MOMENT,
    belongs_to,
    choice,
    code,
    created_at,
    exact,
    flag,
    key,
    status,
    table,
)

ADMITTED = ("checked_in", "already_checked_in")
REFUSED = ("not_attending", "unpaid", "wrong_event", "unknown_code")
OUTCOMES = (*ADMITTED, *REFUSED, "undone", "not_in")

# Every scan, in the order in which the server got it; rows are added and never changed.
# What the answer said stands in the row, so that the same scan sent again gets the same answer.
scans = table(
    "scans",
    key(),
    Column("scan_id", code(36), nullable=False, unique=True),
    belongs_to("event_id", "events"),
    belongs_to("attendee_id", "attendees", "SET NULL", nullable=True),
    belongs_to("gate_id", "gates", "SET NULL", nullable=True),
    Column("scanned_by_kind", code(10), nullable=False),
    Column("scanned_by_id", Integer, nullable=False),
    Column("scanned_by", String(255), nullable=False),
    Column("code_scanned", String(64), nullable=False, server_default=""),
    choice("outcome", *OUTCOMES),
    Column("scanned_at", MOMENT, nullable=False),
    Column("received_at", MOMENT, nullable=False),
    Column("answer_at", MOMENT),
    Column("answer_gate", String(100), nullable=False, server_default=""),
    Column("answer_by", String(255), nullable=False, server_default=""),
    Index("ix_scans_event_id_received_at", "event_id", "received_at"),
    Index("ix_scans_outcomes", "event_id", "outcome", "received_at", "gate_id"),
    Index("ix_scans_attendee_id", "attendee_id"),
)

gates = table(
    "gates",
    key(),
    belongs_to("event_id", "events"),
    Column("name", String(100), nullable=False),
    Column("sort_order", Integer, nullable=False, server_default="0"),
    created_at(),
    UniqueConstraint("event_id", "name"),
)

# The picture of an event's logo, as the server made it anew: WebP, in base64. No driver has to know bytes.
event_logos = table(
    "event_logos",
    belongs_to("event_id", "events", primary_key=True),
    Column("content", LONG_TEXT, nullable=False),
)

# The event's name and description in other languages; who has none reads those of the event.
event_texts = table(
    "event_texts",
    belongs_to("event_id", "events", primary_key=True),
    Column("language", LANGUAGE, primary_key=True),
    Column("name", String(255), nullable=False, server_default=""),
    Column("description", Text),
)

# Work that waits, runs or is over: a mail, an import. `run_at` is when it is due; while a worker has it, that
# is when the worker's lease ends. It goes with its owner. What is over keeps title and result, no arguments.
jobs = table(
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

# A file that a job makes, or has made, for the organizer who asked for it, until it expires. `file` is its
# name in the folder of made files, empty before it is there; `back` is the page it was asked for on.
made_files = table(
    "made_files",
    key(),
    belongs_to("job_id", "jobs", unique=True),
    belongs_to("organizer_id", "organizers"),
    Column("name", String(255), nullable=False),
    Column("plain_name", String(100), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("back", Text, nullable=False),
    Column("file", code(64), nullable=False, server_default=""),
    Column("began_at", MOMENT),
    Column("expires_at", MOMENT),
    created_at(),
    Index("ix_made_files_organizer_id", "organizer_id"),
    Index("ix_made_files_file", "file"),
)

# The rows of a list that an import has still to bring in, some hundred in each batch.
import_batches = table(
    "import_batches",
    key(),
    belongs_to("job_id", "jobs"),
    Column("content", LONG_TEXT, nullable=False),
    Index("ix_import_batches_job_id", "job_id"),
)

# The file of a list that waits for its organizer's yes, packed, in parts that a statement holds.
import_files = table(
    "import_files",
    key(),
    belongs_to("job_id", "jobs"),
    Column("content", LONG_TEXT, nullable=False),
    Index("ix_import_files_job_id", "job_id"),
)

# What an organizer said that the columns of a list hold, for the next list with the same headers.
import_mappings = table(
    "import_mappings",
    key(),
    belongs_to("organizer_id", "organizers"),
    Column("headers_key", code(64), nullable=False),
    Column("fields", LONG_TEXT, nullable=False),
    Column("used_at", MOMENT, nullable=False),
    UniqueConstraint("organizer_id", "headers_key"),
)

# What an import did to whom, for its undo: what stood before, or nothing for who was added. Once it is being
# undone, the rows are those of that job.
import_changes = table(
    "import_changes",
    key(),
    belongs_to("job_id", "jobs"),
    belongs_to("attendee_id", "attendees"),
    Column("before", LONG_TEXT),
    Column("made_at", MOMENT, nullable=False),
    Index("ix_import_changes_job_id", "job_id"),
    Index("ix_import_changes_attendee_id", "attendee_id"),
    Index("ix_import_changes_made_at", "made_at"),
)

# The desks whose page is connected now.
desks = table(
    "desks",
    Column("id", code(36), primary_key=True),
    belongs_to("event_id", "events"),
    belongs_to("gate_id", "gates", "SET NULL", nullable=True),
    Column("name", String(255), nullable=False),
    Column("seen_at", MOMENT, nullable=False),
    Index("ix_desks_event_id", "event_id"),
)

# A logged-in browser, and what it said it is. The cookie carries a random number; its SHA-256 is the id. One
# that waits for a second step is no login yet: it opens the page that asks for it, and nothing else.
logins = table(
    "logins",
    Column("id", code(64), primary_key=True),
    Column("csrf_token", code(64), nullable=False),
    Column("account_kind", code(10), nullable=False),
    Column("account_id", Integer, nullable=False),
    Column("expires_at", DateTime, nullable=False),
    created_at(),
    Column("device", String(80), nullable=False, server_default=""),
    flag("waits", default=False),
    Index("ix_logins_account", "account_kind", "account_id"),
)

# The accounts that the password of a login opened: the switcher offers these.
login_accounts = table(
    "login_accounts",
    Column("login_id", code(64), ForeignKey("logins.id", ondelete="CASCADE"), primary_key=True),
    Column("account_kind", code(10), primary_key=True),
    Column("account_id", Integer, primary_key=True),
    Index("ix_login_accounts_account", "account_kind", "account_id"),
)

# A link in a mail that works once, for its purpose: to log an organizer or a member of staff in, to choose a
# new password for the accounts of `email`, or to make that the organizer's address. The link carries a random
# number; its SHA-256 is the id.
login_links = table(
    "login_links",
    Column("id", code(64), primary_key=True),
    Column("account_kind", code(10), nullable=False),
    Column("account_id", Integer, nullable=False),
    Column("expires_at", DateTime, nullable=False),
    Column("purpose", code(10), nullable=False, server_default="login"),
    Column("email", exact(255), nullable=False, server_default=""),
    Index("ix_login_links_account", "account_kind", "account_id"),
)

# Which attendee has scanned whose badge: two who scanned each other are connected.
badge_scans = table(
    "badge_scans",
    Column("scanner_id", Integer, ForeignKey("attendees.id", ondelete="CASCADE"), primary_key=True),
    Column("scanned_id", Integer, ForeignKey("attendees.id", ondelete="CASCADE"), primary_key=True),
    Column("scanned_at", MOMENT, nullable=False),
)

# Who blocked whom: neither sees the other.
blocks = table(
    "blocks",
    Column("blocker_id", Integer, ForeignKey("attendees.id", ondelete="CASCADE"), primary_key=True),
    Column("blocked_id", Integer, ForeignKey("attendees.id", ondelete="CASCADE"), primary_key=True),
    Column("blocked_at", MOMENT, nullable=False),
)

# What an attendee noted about a connection; nobody else ever reads it.
connection_notes = table(
    "connection_notes",
    Column("attendee_id", Integer, ForeignKey("attendees.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", Integer, ForeignKey("attendees.id", ondelete="CASCADE"), primary_key=True),
    Column("note", Text, nullable=False),
    Column("tags", String(320), nullable=False, server_default=""),
    Column("met_where", String(255), nullable=False, server_default=""),
    Column("updated_at", MOMENT, nullable=False),
)

# Where people meet, in the words of the venue: kept by the organizer.
meeting_points = table(
    "meeting_points",
    key(),
    belongs_to("event_id", "events"),
    Column("name", String(100), nullable=False),
    Column("sort_order", Integer, nullable=False, server_default="0"),
    created_at(),
    UniqueConstraint("event_id", "name"),
)

# The slots that agreed appointments take: no person and no meeting point has the same slot twice.
appointment_cells = table(
    "appointment_cells",
    key(),
    belongs_to("appointment_id", "appointments"),
    belongs_to("attendee_id", "attendees", nullable=True),
    belongs_to("meeting_point_id", "meeting_points", nullable=True),
    Column("starts_at", DateTime, nullable=False),
    UniqueConstraint("attendee_id", "starts_at"),
    UniqueConstraint("meeting_point_id", "starts_at"),
)

# What waits for an attendee, or did: told by a toast, and by a mail to who does not look. What the subjects
# of a kind are, the feature that has it knows. There is no foreign key: it would lock the attendee's row for
# each one that is written, and the door waits for nobody.
notifications = table(
    "notifications",
    key(),
    Column("attendee_id", Integer, nullable=False),
    Column("kind", code(30), nullable=False),
    Column("subject_id", Integer, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("seen_at", MOMENT),
    Column("mailed_at", MOMENT),
    # when a push service took it for one of the attendee's devices, and when it was taken back there
    Column("pushed_at", MOMENT),
    Column("recalled_at", MOMENT),
    UniqueConstraint("attendee_id", "kind", "subject_id"),
    Index("ix_notifications_attendee_id_seen_at", "attendee_id", "seen_at"),
    Index("ix_notifications_seen_at_kind_created_at", "seen_at", "kind", "created_at"),
)
