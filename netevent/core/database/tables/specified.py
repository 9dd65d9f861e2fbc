"""The tables of the specification; what it leaves open stands at the end of each, under "added"."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)

from netevent.core.database.columns import (
    LANGUAGE,
    MOMENT,
    belongs_to,
    code,
    created_at,
    exact,
    flag,
    key,
    preferred_language,
    shown_to,
    status,
    table,
)

organizers = table(
    "organizers",
    key(),
    Column("email", exact(255), nullable=False, unique=True),
    Column("password_hash", String(255), nullable=False),
    Column("name", String(255), nullable=False),
    Column("staff_code", code(10), unique=True),
    preferred_language(),
    created_at(),
    # added: the address compared (normalised, case-folded); `email` stays as typed
    Column("email_key", exact(255), nullable=False, unique=True),
    # added: since when the mailbox has not yet opened its link; None: it has
    Column("unconfirmed_since", MOMENT),
    # added: invited as a presenter; makes no events where organizers come by invitation
    flag("presents_only", False),
)

events = table(
    "events",
    key(),
    belongs_to("organizer_id", "organizers", None),
    Column("code", code(10), nullable=False, unique=True),
    Column("name", String(255), nullable=False),
    Column("description", Text),
    Column("start_time", DateTime, nullable=False),
    Column("end_time", DateTime),
    Column("location", String(255)),
    Column("max_attendees", Integer),
    created_at(),
    # added: an IANA name; the seats taken, moved only by a conditional UPDATE; and a number that moves with
    # what attendees' pages show of the event
    Column("time_zone", String(64), nullable=False, server_default="UTC"),
    Column("seats_taken", Integer, nullable=False, server_default="0"),
    Column("version", Integer, nullable=False, server_default="0"),
    # added: whether its form takes registrations, and the word of the invitation that it asks for, if any
    flag("is_open", True),
    Column("entry_word", String(100), nullable=False, server_default=""),
    # added: the names of `event_texts` once more, as JSON by language: read with the name, without a join
    Column("name_texts", Text),
    # added: how long after a session's start a seat waits for who has not come into the room (None: always);
    # whether the programme is public, and whether presenters may write to those registered
    Column("no_show_minutes", Integer),
    flag("has_public_programme", False),
    flag("lets_presenters_write", True),
    # added: the organizer's own link to a map of the location, or ''
    Column("map_url", String(500), nullable=False, server_default=""),
    # added: from when and until when the form takes registrations; and the secret of the link without which
    # it takes none, or ''
    Column("opens_at", DateTime),
    Column("closes_at", DateTime),
    Column("link_token", code(43), nullable=False, server_default=""),
    # added: when the organizer put it into the archive; None: it is not there
    Column("archived_at", MOMENT),
    # added: the colour of its pages as #rrggbb, and the random name of its logo (`event_logos`), or ''
    Column("colour", code(7), nullable=False, server_default=""),
    Column("logo", code(32), nullable=False, server_default=""),
    # added: whether the desk may add people when all seats are taken
    flag("walk_ins_over_capacity", False),
    # added: when the organizer said that it does not take place; None: it does
    Column("cancelled_at", MOMENT),
    # added: the name that its mails come from, and where answers to them go; '': the event's, its owner's
    Column("mail_name", String(255), nullable=False, server_default=""),
    Column("reply_to", exact(255), nullable=False, server_default=""),
    CheckConstraint("seats_taken >= 0", name="seats_taken"),
)

attendee_types = table(
    "attendee_types",
    key(),
    belongs_to("event_id", "events"),
    Column("code", code(10), nullable=False),
    Column("name", String(100), nullable=False),
    Column("price", Numeric(10, 2), server_default="0.00"),
    created_at(),
    UniqueConstraint("event_id", "code"),
    # added: the name compared, one of its kind in an event; its place in the list, and one of the product's
    # colours
    Column("name_key", exact(100), nullable=False),
    UniqueConstraint("event_id", "name_key"),
    Column("sort_order", Integer, nullable=False, server_default="0"),
    Column("colour", SmallInteger, nullable=False, server_default="0"),
    # added: whether, when and how often the registration page offers it; to whom: who types `unlock_code`
    flag("is_offered", False),
    Column("description", Text),
    Column("capacity", Integer),
    Column("sale_from", DateTime),
    Column("sale_until", DateTime),
    Column("unlock_code", String(100), nullable=False, server_default=""),
)

# A list in the order of names is read from an index alone, whatever it is searched for.
ORDER_LENGTH = 120
LISTED_BY = (
    "id",
    "search_key",
    "attendance_status",
    "attendee_type_id",
    "payment_status",
    "unconfirmed_since",
    "mailed_at",
    "first_login_at",
)

attendees = table(
    "attendees",
    key(),
    belongs_to("event_id", "events"),
    Column("email", exact(255), nullable=False),
    Column("password_hash", String(255), nullable=False),
    Column("first_name", String(100), nullable=False),
    Column("last_name", String(100), nullable=False),
    Column("organisation", String(255)),
    Column("role", String(255)),
    Column("introduction", Text),
    Column("phone", String(50), server_default=""),
    Column("linkedin", String(255), server_default=""),
    Column("profile_picture", String(255)),
    flag("checked_in", False),
    status("attendance_status", "attending", "not_attending"),
    Column("confirmation_token", code(64)),
    Column("attendee_code", code(10), unique=True),
    belongs_to("attendee_type_id", "attendee_types", "SET NULL", nullable=True),
    preferred_language(),
    created_at(),
    UniqueConstraint("event_id", "email"),
    # added: addresses and names as they are compared and searched; where payment stands;
    # the projection of the last check-in (its truth is `scans`); the minute counts arrivals
    Column("email_key", exact(255), nullable=False),
    Column("search_key", exact(512), nullable=False, server_default=""),
    status("payment_status", "not_due", "pending", "paid"),
    Column("checked_in_at", MOMENT),
    Column("checked_in_minute", Integer),
    belongs_to("checked_in_gate_id", "gates", "SET NULL", nullable=True),
    Column("checked_in_by", String(255), nullable=False, server_default=""),
    # added: to whom the profile's fields show; what the directory finds and orders by (empty: not listed);
    # until when the personal link holds; how many requests to connect were made on which day; the digest
    # mail; a number that, counted on, ends the private calendar address; what the attendee wrote, which no
    # list writes over; and a number that moves with what the own pages show
    shown_to("name", "everyone"),
    shown_to("organisation", "everyone"),
    shown_to("role", "everyone"),
    shown_to("introduction", "everyone"),
    shown_to("photo", "everyone"),
    shown_to("email", "connections"),
    shown_to("phone", "connections"),
    shown_to("linkedin", "connections"),
    Column("directory_key", exact(512), nullable=False, server_default=""),
    Column("confirmation_expires_at", DateTime),
    Column("requests_on", Date),
    Column("requests_made", Integer, nullable=False, server_default="0"),
    flag("wants_digest", True),
    Column("calendar_version", Integer, nullable=False, server_default="1"),
    Column("own_fields", code(100), nullable=False, server_default=""),
    Column("version", Integer, nullable=False, server_default="0"),
    # added: since when the mailbox of who registered has not yet opened its link (None: it has, or the
    # organizer listed the address); and a number of which the personal link is made
    Column("unconfirmed_since", MOMENT),
    Column("link_version", Integer, nullable=False, server_default="1"),
    # added: what the organizer tells the entrance's desk of this attendee
    Column("door_note", String(200), nullable=False, server_default=""),
    # added: by what the organizer's list is ordered, by name in the orders of our languages
    # (`core.database.ordering`); when the first mail to the attendee was queued, and the first login began
    Column("name_order", exact(ORDER_LENGTH), nullable=False, server_default=""),
    Column("name_order_es", exact(ORDER_LENGTH), nullable=False, server_default=""),
    Column("name_order_pl", exact(ORDER_LENGTH), nullable=False, server_default=""),
    Column("organisation_order", exact(ORDER_LENGTH), nullable=False, server_default=""),
    Column("mailed_at", MOMENT),
    Column("first_login_at", MOMENT),
    # added: what is still to be paid for this seat; None: nothing is known of a price
    Column("amount_due", Numeric(10, 2)),
    # added: whether announcements may come by mail; who says no still gets what concerns the own seat
    flag("wants_announcements", True),
    UniqueConstraint("event_id", "email_key"),
    Index("ix_attendees_names", "event_id", "name_order", *LISTED_BY),
    Index("ix_attendees_names_es", "event_id", "name_order_es", *LISTED_BY),
    Index("ix_attendees_names_pl", "event_id", "name_order_pl", *LISTED_BY),
    Index("ix_attendees_added", "event_id", "id"),
    Index("ix_attendees_organisations", "event_id", "organisation_order", "id"),
    Index("ix_attendees_directory", "event_id", "directory_key"),
    Index("ix_attendees_door", "event_id", "attendance_status", "checked_in", "attendee_type_id"),
    Index("ix_attendees_minutes", "event_id", "checked_in_minute"),
    Index("ix_attendees_gates", "event_id", "checked_in_gate_id", "checked_in"),
    Index("ix_attendees_noted", "event_id", "door_note"),
    Index("ix_attendees_email_key", "email_key"),
    Index("ix_attendees_confirmation_token", "confirmation_token"),
    Index("ix_attendees_unconfirmed_since", "unconfirmed_since"),
)

staff = table(
    "staff",
    key(),
    belongs_to("event_id", "events"),
    Column("email", exact(255), nullable=False),
    Column("password_hash", String(255)),
    Column("first_name", String(100), nullable=False),
    Column("last_name", String(100), nullable=False),
    Column("staff_code", code(10), unique=True),
    Column("invite_token", code(64)),
    flag("invite_used", False),
    preferred_language(),
    created_at(),
    UniqueConstraint("event_id", "email"),
    # added: the address compared; until when the invitation holds; what the member may do; and since when the
    # gates are those of `staff_gates`. Who has no address has one in `core.text.addresses.NO_MAIL`.
    Column("email_key", exact(255), nullable=False),
    Column("invite_expires_at", DateTime),
    status("role", "door", "walk_ins", "money"),
    Column("gates_since", MOMENT),
    UniqueConstraint("event_id", "email_key"),
    Index("ix_staff_email_key", "email_key"),
    Index("ix_staff_invite_token", "invite_token"),
)

languages = table(
    "languages",
    Column("code", LANGUAGE, primary_key=True),
    Column("name", String(50), nullable=False),
    Column("native_name", String(50), nullable=False),
    flag("is_active", True),
    flag("is_default", False),
    Column("date_format", String(30), server_default="%B %d, %Y at %H:%M"),
    Column("sort_order", Integer, server_default="0"),
)
