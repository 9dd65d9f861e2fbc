"""Attendee types have an order and a colour, and their names are compared without accents."""

from __future__ import annotations

import unicodedata
from collections import Counter

from alembic import op
from sqlalchemy import Column, Integer, SmallInteger, column, select, update
from sqlalchemy import table as named_table

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attendee_types", Column("sort_order", Integer, nullable=False, server_default="0"))
    op.add_column("attendee_types", Column("colour", SmallInteger, nullable=False, server_default="0"))
    _compare_without_accents()
    _colour()


def _colour() -> None:
    """Each another one, in the order in which an event's types were made."""
    types, bind = named_table("attendee_types", *map(column, ("id", "event_id", "colour"))), op.get_bind()
    made: Counter[int] = Counter()
    for row in bind.execute(select(types).order_by(types.c.id)).all():
        bind.execute(update(types).where(types.c.id == row.id).values(colour=made[row.event_id] % 12))
        made[row.event_id] += 1


def _compare_without_accents() -> None:
    """Of two types that were told apart by accents alone, the later one keeps its key and its people."""
    types, bind = named_table("attendee_types", *map(column, ("id", "event_id", "name_key"))), op.get_bind()
    rows = bind.execute(select(types).order_by(types.c.id)).all()
    taken = {(row.event_id, row.name_key) for row in rows}
    for row in rows:
        key = _bare(row.name_key)
        if (row.event_id, key) not in taken and len(key) <= 100:
            taken.add((row.event_id, key))
            bind.execute(update(types).where(types.c.id == row.id).values(name_key=key))


def _bare(text: str) -> str:
    """What `core.text.comparing.bare` made of a text when this revision was written."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    unmarked = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return unmarked.translate(PLAIN).casefold()


PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t"}
    | {"ŋ": "n", "ĸ": "k"}
)
