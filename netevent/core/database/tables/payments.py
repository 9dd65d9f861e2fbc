"""Money: how an event is paid, payments, what was given back, and invoices. All owned by `payments`."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
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
    created_at,
    exact,
    flag,
    key,
    status,
    table,
)

AMOUNT = Numeric(10, 2)
CURRENCY = code(3)
# The code of an order: what a bank transfer names.
REFERENCE = code(12)

# How an event is paid. `methods` are the names of those that the organizer turned on, with spaces between.
# Who has no row has what the columns say.
payment_settings = table(
    "payment_settings",
    belongs_to("event_id", "events", primary_key=True),
    Column("currency", CURRENCY, nullable=False, server_default="EUR"),
    Column("methods", code(100), nullable=False, server_default=""),
    Column("transfer_days", SmallInteger, nullable=False, server_default="7"),
    Column("account_holder", String(70), nullable=False, server_default=""),
    Column("iban", code(34), nullable=False, server_default=""),
    Column("bic", code(11), nullable=False, server_default=""),
    Column("seller_name", String(255), nullable=False, server_default=""),
    Column("seller_address", String(500), nullable=False, server_default=""),
    Column("seller_vat_id", String(30), nullable=False, server_default=""),
    Column("vat_percent", Numeric(5, 2), nullable=False, server_default="0.00"),
    Column("invoice_note", String(500), nullable=False, server_default=""),
)

# One attempt to pay an order. What is given back, or is being given back, is counted in `given_back`.
# `problem` says why the organizer must look at it: '' is nothing. `checks_at`: when its provider is asked.
payments = table(
    "payments",
    key(),
    belongs_to("event_id", "events"),
    Column("reference", REFERENCE, nullable=False),
    Column("provider", code(10), nullable=False),
    Column("provider_id", exact(255)),
    # Stripe's number of the money itself, by which it is given back; '' for others.
    Column("charge_id", exact(255), nullable=False, server_default=""),
    Column("amount", AMOUNT, nullable=False),
    Column("currency", CURRENCY, nullable=False),
    status("state", "created", "pending", "paid", "failed", "lapsed"),
    Column("given_back", AMOUNT, nullable=False, server_default="0.00"),
    Column("problem", code(20), nullable=False, server_default=""),
    Column("url", Text, nullable=False),
    Column("idempotency_key", code(43), nullable=False, unique=True),
    Column("taken_by", String(255), nullable=False, server_default=""),
    Column("taken_as", code(10), nullable=False, server_default=""),
    Column("made_at", MOMENT, nullable=False),
    Column("paid_at", MOMENT),
    Column("checks_at", MOMENT),
    Column("checked", SmallInteger, nullable=False, server_default="0"),
    UniqueConstraint("provider", "provider_id"),
    Index("ix_payments_event_id", "event_id", "state", "made_at"),
    Index("ix_payments_reference", "reference"),
    Index("ix_payments_checks_at", "checks_at"),
)

# One attempt to give money back. Those that were made in the provider's own console have no `asked_by`.
refunds = table(
    "refunds",
    key(),
    belongs_to("payment_id", "payments"),
    Column("amount", AMOUNT, nullable=False),
    status("state", "created", "pending", "done", "failed"),
    Column("provider_id", exact(255)),
    Column("idempotency_key", code(43), nullable=False, unique=True),
    Column("reason", String(300), nullable=False, server_default=""),
    Column("asked_by", String(255), nullable=False, server_default=""),
    Column("last_error", String(255), nullable=False, server_default=""),
    Column("made_at", MOMENT, nullable=False),
    Column("ended_at", MOMENT),
    UniqueConstraint("payment_id", "provider_id"),
)

# What a provider told, each once: the row is written in the transaction that does what it says.
provider_events = table(
    "provider_events",
    key(),
    Column("provider", code(10), nullable=False),
    Column("provider_event_id", exact(255), nullable=False),
    created_at(),
    UniqueConstraint("provider", "provider_event_id"),
)

# The last number of an organizer's invoices in a year. Whoever takes the next one has the row's lock until
# the commit, so that none is skipped and none is there twice.
invoice_numbers = table(
    "invoice_numbers",
    belongs_to("organizer_id", "organizers", primary_key=True),
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    Column("last_number", Integer, nullable=False),
)

# An invoice or a credit note as it was made, in its reader's language; it never changes. `content` is all
# that stands on it, as JSON. It stays when the event goes.
invoices = table(
    "invoices",
    key(),
    belongs_to("organizer_id", "organizers", None),
    belongs_to("event_id", "events", "SET NULL", nullable=True),
    Column("reference", REFERENCE, nullable=False),
    choice("kind", "invoice", "credit_note"),
    Column("year", SmallInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("language", LANGUAGE, nullable=False),
    Column("total", AMOUNT, nullable=False),
    Column("currency", CURRENCY, nullable=False),
    Column("content", LONG_TEXT, nullable=False),
    Column("corrects_id", Integer, ForeignKey("invoices.id", ondelete="SET NULL")),
    # What it was made for: an invoice of a payment, a credit note of a refund. Each has one.
    Column("payment_id", Integer, unique=True),
    Column("refund_id", Integer, unique=True),
    UniqueConstraint("organizer_id", "year", "number"),
    Index("ix_invoices_reference", "reference"),
    Index("ix_invoices_event_id", "event_id"),
)

# A line of a bank's statement: the same line in two files is one. `payment_id` is what it paid, if anything.
bank_lines = table(
    "bank_lines",
    key(),
    belongs_to("event_id", "events"),
    Column("fingerprint", code(64), nullable=False),
    Column("booked_on", Date, nullable=False),
    Column("amount", AMOUNT, nullable=False),
    Column("currency", CURRENCY, nullable=False),
    Column("payer", String(255), nullable=False, server_default=""),
    Column("text", String(500), nullable=False, server_default=""),
    Column("payment_id", Integer),
    flag("is_dismissed", False),
    created_at(),
    UniqueConstraint("event_id", "fingerprint"),
)
