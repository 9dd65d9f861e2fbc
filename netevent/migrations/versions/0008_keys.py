"""Addresses as they are compared now: a domain in its xn-- spelling is readable.

An address that would meet another one of the same event stays as it was: each keeps its account.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from alembic import op
from sqlalchemy import String, column, select, update
from sqlalchemy import table as named_table

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# Within what an address is the only one of its kind.
SCOPES: dict[str, tuple[str, ...]] = {"attendees": ("event_id",), "staff": ("event_id",), "organizers": ()}


def upgrade() -> None:
    for name, scope in SCOPES.items():
        others: list[Any] = [column(one) for one in ("id", *scope)]
        _read_domains(named_table(name, column("email_key", String), *others), scope)


def _read_domains(people: Any, scope: tuple[str, ...]) -> None:
    bind = op.get_bind()
    for row in bind.execute(select(people).where(people.c.email_key.contains("xn--"))).all():
        key = _readable(row.email_key)
        same = [people.c[one] == getattr(row, one) for one in scope]
        if not bind.execute(select(people.c.id).where(people.c.email_key == key, *same)).first():
            bind.execute(update(people).where(people.c.id == row.id).values(email_key=key))


def _readable(address: str) -> str:
    """What `core.text.comparing.normalize_email` made of it when this revision was written."""
    local, at, domain = address.rpartition("@")
    return local + at + ".".join(_label(label) for label in domain.split("."))


def _label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return unicodedata.normalize("NFKC", label[4:].encode("ascii").decode("punycode")).strip().casefold()
    except UnicodeError:
        return label
