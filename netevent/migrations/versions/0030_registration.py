"""Types with prices, registration by orders, payments, invoices, vouchers and questions."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    Column,
    Date,
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

from netevent.migrations.columns import (
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

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

AMOUNT = Numeric(10, 2)
CURRENCY = code(3)
REFERENCE = code(12)


def upgrade() -> None:
    _types()
    _money()
    _vouchers()
    _orders()
    _questions()


def _types() -> None:
    op.add_column("attendee_types", flag("is_offered", False))
    op.add_column("attendee_types", Column("description", Text))
    op.add_column("attendee_types", Column("capacity", Integer))
    op.add_column("attendee_types", Column("sale_from", DateTime))
    op.add_column("attendee_types", Column("sale_until", DateTime))
    op.add_column("attendee_types", Column("unlock_code", String(100), nullable=False, server_default=""))
    op.add_column("attendees", Column("amount_due", Numeric(10, 2)))


def _money() -> None:
    table(
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
    table(
        "payments",
        key(),
        belongs_to("event_id", "events"),
        Column("reference", REFERENCE, nullable=False),
        Column("provider", code(10), nullable=False),
        Column("provider_id", exact(255)),
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
    table(
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
    table(
        "provider_events",
        key(),
        Column("provider", code(10), nullable=False),
        Column("provider_event_id", exact(255), nullable=False),
        created_at(),
        UniqueConstraint("provider", "provider_event_id"),
    )
    table(
        "invoice_numbers",
        belongs_to("organizer_id", "organizers", primary_key=True),
        Column("year", SmallInteger, primary_key=True, autoincrement=False),
        Column("last_number", Integer, nullable=False),
    )
    table(
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
        Column("payment_id", Integer, unique=True),
        Column("refund_id", Integer, unique=True),
        UniqueConstraint("organizer_id", "year", "number"),
        Index("ix_invoices_reference", "reference"),
        Index("ix_invoices_event_id", "event_id"),
    )
    table(
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


def _vouchers() -> None:
    table(
        "registration_settings",
        belongs_to("event_id", "events", primary_key=True),
        flag("needs_approval", False),
        flag("has_waiting_list", True),
        Column("offer_hours", SmallInteger, nullable=False, server_default="24"),
        Column("handover_until", DateTime),
    )
    table(
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
    table(
        "voucher_types",
        Column("voucher_id", Integer, ForeignKey("vouchers.id", ondelete="CASCADE"), primary_key=True),
        Column(
            "attendee_type_id", Integer, ForeignKey("attendee_types.id", ondelete="CASCADE"), primary_key=True
        ),
        Index("ix_voucher_types_attendee_type_id", "attendee_type_id"),
    )


def _orders() -> None:
    table(
        "orders",
        key(),
        belongs_to("event_id", "events"),
        Column("reference", REFERENCE, nullable=False, unique=True),
        Column("token_hash", code(64), nullable=False, unique=True),
        status(
            "state", "open", "placed", "settled", "waiting", "requested", "lapsed", "cancelled", "declined"
        ),
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
    table(
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


def _questions() -> None:
    table(
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
    table(
        "question_types",
        Column("question_id", Integer, ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
        Column(
            "attendee_type_id", Integer, ForeignKey("attendee_types.id", ondelete="CASCADE"), primary_key=True
        ),
        Index("ix_question_types_attendee_type_id", "attendee_type_id"),
    )
    table(
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
