"""The tables: the one truth from which `schema.sql`, the migrations and every query come.

The tables and columns of the specification keep their names, types and constraints. What it leaves
open is added at the end of a table under "added", or as a table of its own. Times are UTC without a
zone, with microseconds where their order matters. Codes, tokens and hashes are `ascii_bin`, so that
a comparison is exact. Imported by every `queries.py`.
"""

from netevent.core.database.columns import metadata
from netevent.core.database.tables.added import (
    appointment_cells,
    badge_scans,
    blocks,
    connection_notes,
    desks,
    event_logos,
    event_texts,
    import_batches,
    import_changes,
    import_files,
    import_mappings,
    jobs,
    login_accounts,
    login_links,
    logins,
    made_files,
    meeting_points,
    notifications,
    scans,
)
from netevent.core.database.tables.doubles import former_codes, not_doubles
from netevent.core.database.tables.history import attendee_history
from netevent.core.database.tables.second_steps import (
    passkey_challenges,
    passkeys,
    recovery_codes,
    second_steps,
)
from netevent.core.database.tables.sessions import (
    breakout_session_organizers,
    breakout_session_rsvps,
    breakout_sessions,
    room_scans,
    session_messages,
    tracks,
)
from netevent.core.database.tables.specified import (
    ORDER_LENGTH,
    appointments,
    attendee_types,
    attendees,
    connections,
    events,
    gates,
    languages,
    organizers,
    staff,
)
from netevent.core.database.tables.team import event_organizers, staff_gates, staff_log_in_codes

__all__ = [
    "ORDER_LENGTH",
    "appointment_cells",
    "appointments",
    "attendee_history",
    "attendee_types",
    "attendees",
    "badge_scans",
    "blocks",
    "breakout_session_organizers",
    "breakout_session_rsvps",
    "breakout_sessions",
    "connection_notes",
    "connections",
    "desks",
    "event_logos",
    "event_organizers",
    "event_texts",
    "events",
    "former_codes",
    "gates",
    "import_batches",
    "import_changes",
    "import_files",
    "import_mappings",
    "jobs",
    "languages",
    "login_accounts",
    "login_links",
    "logins",
    "made_files",
    "meeting_points",
    "metadata",
    "not_doubles",
    "notifications",
    "organizers",
    "passkey_challenges",
    "passkeys",
    "recovery_codes",
    "room_scans",
    "scans",
    "second_steps",
    "session_messages",
    "staff",
    "staff_gates",
    "staff_log_in_codes",
    "tracks",
]
