"""How badges look, what was printed and where, kiosks, and certificates of attendance."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, SmallInteger, String, Text

from netevent.migrations.columns import MOMENT, belongs_to, code, flag, key, status, table

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _badges()
    _stations()
    _certificates()


def _badges() -> None:
    table(
        "badge_settings",
        belongs_to("event_id", "events", primary_key=True),
        Column("format", code(20), nullable=False, server_default="a6"),
        Column("grid", Text),
        Column("offset_x", SmallInteger, nullable=False, server_default="0"),
        Column("offset_y", SmallInteger, nullable=False, server_default="0"),
        flag("shows_organisation", True),
        flag("shows_role", True),
        flag("shows_type", True),
        flag("shows_photo", False),
        flag("shows_logo", True),
        flag("shows_languages", False),
        flag("shows_agenda", False),
        flag("lets_correct", True),
        Column("corrections_until", MOMENT),
        Column("changed_at", MOMENT, nullable=False),
    )
    table(
        "badge_texts",
        belongs_to("attendee_id", "attendees", primary_key=True),
        Column("name", String(201)),
        Column("organisation", String(255)),
        Column("role", String(255)),
        Column("changed_by", String(255), nullable=False, server_default=""),
        Column("changed_at", MOMENT, nullable=False),
    )
    table(
        "badge_prints",
        key(),
        belongs_to("event_id", "events"),
        belongs_to("attendee_id", "attendees"),
        Column("printed_at", MOMENT, nullable=False),
        Column("printed_by", String(255), nullable=False, server_default=""),
        Column("station", String(100), nullable=False, server_default=""),
        Column("content", code(64), nullable=False),
        Index("ix_badge_prints_attendee_id_printed_at", "attendee_id", "printed_at"),
        Index("ix_badge_prints_event_id", "event_id"),
    )


def _stations() -> None:
    table(
        "print_stations",
        key(),
        belongs_to("event_id", "events"),
        Column("name", String(100), nullable=False),
        Column("token", code(64), nullable=False, unique=True),
        Column("format", code(20), nullable=False),
        flag("is_paused", False),
        Column("trouble", String(255), nullable=False, server_default=""),
        Column("runner", code(36), nullable=False, server_default=""),
        Column("seen_at", MOMENT),
        Column("added_at", MOMENT, nullable=False),
        Index("ix_print_stations_event_id", "event_id"),
    )
    table(
        "print_jobs",
        key(),
        belongs_to("event_id", "events"),
        belongs_to("attendee_id", "attendees"),
        Column("request_id", code(36), nullable=False, unique=True),
        belongs_to("for_station_id", "print_stations", "SET NULL", nullable=True),
        belongs_to("station_id", "print_stations", "SET NULL", nullable=True),
        status("state", "waiting", "taken", "printed", "failed", "cancelled"),
        Column("tries", Integer, nullable=False, server_default="0"),
        Column("taken_until", MOMENT),
        Column("content", code(64), nullable=False, server_default=""),
        Column("said", String(255), nullable=False, server_default=""),
        Column("asked_by", String(255), nullable=False, server_default=""),
        Column("asked_at", MOMENT, nullable=False),
        Column("ended_at", MOMENT),
        Index("ix_print_jobs_event_id_state", "event_id", "state"),
        Index("ix_print_jobs_attendee_id", "attendee_id"),
        Index("ix_print_jobs_for_station_id", "for_station_id"),
        Index("ix_print_jobs_station_id", "station_id"),
    )
    table(
        "kiosks",
        key(),
        belongs_to("event_id", "events"),
        Column("name", String(100), nullable=False),
        Column("token", code(64), nullable=False, unique=True),
        Column("pin_hash", String(255), nullable=False),
        belongs_to("gate_id", "gates", "SET NULL", nullable=True),
        belongs_to("station_id", "print_stations", "SET NULL", nullable=True),
        Column("seen_at", MOMENT),
        Column("added_at", MOMENT, nullable=False),
        Index("ix_kiosks_event_id", "event_id"),
        Index("ix_kiosks_gate_id", "gate_id"),
        Index("ix_kiosks_station_id", "station_id"),
    )


def _certificates() -> None:
    table(
        "certificates",
        key(),
        belongs_to("event_id", "events"),
        belongs_to("attendee_id", "attendees", unique=True),
        Column("code", code(16), nullable=False, unique=True),
        Column("content", Text, nullable=False),
        Column("issued_at", MOMENT, nullable=False),
        Index("ix_certificates_event_id", "event_id"),
    )
