"""Registration with types: settings, vouchers, orders with their seats, questions and their answers."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
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
    LONG_TEXT,
    MOMENT,
    belongs_to,
    choice,
    code,
    exact,
    flag,
    key,
    status,
    table,
)
from netevent.core.database.tables.payments import AMOUNT, CURRENCY, REFERENCE

# How an event takes registrations. Who has no row has what the columns say. A seat can be handed to somebody
# else until `handover_until`; None: until the event begins.
registration_settings = table(
    "registration_settings",
    belongs_to("event_id", "events", primary_key=True),
    flag("needs_approval", False),
    flag("has_waiting_list", True),
    Column("offer_hours", SmallInteger, nullable=False, server_default="24"),
    Column("handover_until", DateTime),
)

# Codes for a lower price. `uses` and `reserved` move by conditional UPDATEs: how often it was used (lapsed
# orders give it back), and for how many seats of the event that it holds nobody has asked yet.
vouchers = table(
    "vouchers",
    key(),
    belongs_to("event_id", "events"),
    Column("code", String(40), nullable=False),
    Column("code_key", exact(40), nullable=False),
    choice("kind", "amount", "percent"),
    Column("value", AMOUNT, nullable=False),
    Column("most_uses", Integer),
    Column("uses", Integer, nullable=False, server_default="0"),
    Column("reserved", Integer, nullable=False, server_default="0"),
    Column("expires_at", DateTime),
    Column("note", String(200), nullable=False, server_default=""),
    UniqueConstraint("event_id", "code_key"),
)

# The types that a voucher is for; none: for all.
voucher_types = table(
    "voucher_types",
    Column("voucher_id", Integer, ForeignKey("vouchers.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "attendee_type_id", Integer, ForeignKey("attendee_types.id", ondelete="CASCADE"), primary_key=True
    ),
    Index("ix_voucher_types_attendee_type_id", "attendee_type_id"),
)

# Somebody registers one or several. `expires_at` is until when seats are held (open, placed) or offered. Of
# an order that waits, the place in the line is its id. `token_hash` finds it by the link of its mails.
orders = table(
    "orders",
    key(),
    belongs_to("event_id", "events"),
    Column("reference", REFERENCE, nullable=False, unique=True),
    Column("token_hash", code(64), nullable=False, unique=True),
    status("state", "open", "placed", "settled", "waiting", "requested", "lapsed", "cancelled", "declined"),
    flag("is_offer", False),
    Column("name", String(255), nullable=False),
    Column("email", exact(255), nullable=False),
    Column("email_key", exact(255), nullable=False),
    Column("language", LANGUAGE, nullable=False),
    Column("company", String(255), nullable=False, server_default=""),
    Column("address", String(500), nullable=False, server_default=""),
    Column("vat_id", String(30), nullable=False, server_default=""),
    belongs_to("voucher_id", "vouchers", "SET NULL", nullable=True),
    Column("total", AMOUNT, nullable=False),
    Column("currency", CURRENCY, nullable=False),
    Column("made_at", MOMENT, nullable=False),
    Column("expires_at", DateTime),
    Column("settled_at", MOMENT),
    Column("ended_at", MOMENT),
    Index("ix_orders_event_id", "event_id", "state", "id"),
    Index("ix_orders_email_key", "event_id", "email_key"),
    Index("ix_orders_expires_at", "expires_at"),
)

# The seats of an order, a person each. `held_key` is the person's address as long as the seat is held or
# waits and nobody is registered by it: so of two orders for one address one counts.
# `is_reserved`: the order's voucher held it; `uses_voucher`: it counts as a use of it.
order_seats = table(
    "order_seats",
    key(),
    belongs_to("order_id", "orders"),
    belongs_to("event_id", "events"),
    belongs_to("attendee_type_id", "attendee_types", "SET NULL", nullable=True),
    Column("type_name", String(100), nullable=False),
    Column("price", Numeric(10, 2), nullable=False),
    Column("discount", AMOUNT, nullable=False, server_default="0.00"),
    status("state", "asked", "held", "given", "ended"),
    flag("is_reserved", False),
    flag("uses_voucher", False),
    Column("first_name", String(100), nullable=False),
    Column("last_name", String(100), nullable=False),
    Column("email", exact(255), nullable=False),
    Column("email_key", exact(255), nullable=False),
    Column("held_key", exact(255)),
    Column("organisation", String(255), nullable=False, server_default=""),
    Column("role", String(255), nullable=False, server_default=""),
    Column("answers", LONG_TEXT, nullable=False),
    belongs_to("attendee_id", "attendees", "SET NULL", nullable=True),
    UniqueConstraint("event_id", "held_key"),
    Index("ix_order_seats_order_id", "order_id"),
    Index("ix_order_seats_attendee_id", "attendee_id"),
    Index("ix_order_seats_types", "event_id", "state", "attendee_type_id"),
)

# What the organizer asks. `options` are those to choose from, as a JSON list; `text` explains the question,
# and is the wording of a consent.
questions = table(
    "questions",
    key(),
    belongs_to("event_id", "events"),
    choice("kind", "text", "long_text", "choice", "several", "yes_no", "consent"),
    Column("label", String(255), nullable=False),
    Column("text", Text, nullable=False),
    Column("options", Text, nullable=False),
    flag("is_required", False),
    flag("at_the_door", False),
    flag("in_lists", True),
    flag("on_badges", False),
    Column("sort_order", Integer, nullable=False, server_default="0"),
    Index("ix_questions_event_id", "event_id", "sort_order"),
)

# The types that are asked; none: all.
question_types = table(
    "question_types",
    Column("question_id", Integer, ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "attendee_type_id", Integer, ForeignKey("attendee_types.id", ondelete="CASCADE"), primary_key=True
    ),
    Index("ix_question_types_attendee_type_id", "attendee_type_id"),
)

# `value`: the text; of several choices a JSON list; of yes or no and of a consent "yes" or "no". `wording` is
# what the consent said.
answers = table(
    "answers",
    key(),
    belongs_to("attendee_id", "attendees"),
    belongs_to("question_id", "questions"),
    Column("value", Text, nullable=False),
    Column("wording", Text, nullable=False),
    Column("answered_at", MOMENT, nullable=False),
    UniqueConstraint("attendee_id", "question_id"),
    Index("ix_answers_question_id", "question_id"),
)
