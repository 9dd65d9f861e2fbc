"""What an attendee wrote is marked as such, and no list writes over it.

Nobody knows of those who are there already. Who has a password, or an introduction, was here: all that stands
counts as their own.
"""

from __future__ import annotations

from functools import reduce
from operator import add

from alembic import op
from sqlalchemy import Column, String, case, column, func, literal, or_, update
from sqlalchemy import table as named_table

from netevent.migrations.columns import code

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TOLD = ("first_name", "last_name", "organisation", "role", "phone", "linkedin")
NO_PASSWORD = "!"  # noqa: S105 - matches nothing


def upgrade() -> None:
    op.add_column("attendees", Column("own_fields", code(100), nullable=False, server_default=""))
    names = ("own_fields", "password_hash", "introduction", *TOLD)
    people = named_table("attendees", *(column(name, String) for name in names))
    was_here = or_(people.c.password_hash != NO_PASSWORD, func.coalesce(people.c.introduction, "") != "")
    told = (case((people.c[name] != "", literal(f"{name} ")), else_=literal("")) for name in TOLD)
    op.execute(update(people).where(was_here).values(own_fields=func.trim(reduce(add, told))))
