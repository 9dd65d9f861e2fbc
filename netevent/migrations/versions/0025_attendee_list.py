"""By what the organizer's list of attendees is ordered and narrowed."""

from __future__ import annotations

import unicodedata
from typing import Any

from alembic import op
from sqlalchemy import Column, and_, bindparam, column, exists, func, or_, select, update
from sqlalchemy import table as named_table

from netevent.migrations.columns import MOMENT, exact

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

SOME = 1_000
LENGTH = 120
LETTERS = {"name_order": "ł", "name_order_es": "łñ", "name_order_pl": "ąćęłńóśźż"}
ORDERS = (*LETTERS, "organisation_order")
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


def upgrade() -> None:
    for order in ORDERS:
        op.add_column("attendees", Column(order, exact(LENGTH), nullable=False, server_default=""))
    op.add_column("attendees", Column("mailed_at", MOMENT))
    op.add_column("attendees", Column("first_login_at", MOMENT))
    _fill_orders()
    _fill_firsts()
    op.create_index("ix_attendees_names", "attendees", ["event_id", "name_order", *LISTED_BY])
    op.create_index("ix_attendees_names_es", "attendees", ["event_id", "name_order_es", *LISTED_BY])
    op.create_index("ix_attendees_names_pl", "attendees", ["event_id", "name_order_pl", *LISTED_BY])
    op.create_index("ix_attendees_added", "attendees", ["event_id", "id"])
    op.create_index("ix_attendees_organisations", "attendees", ["event_id", "organisation_order", "id"])


def _fill_orders() -> None:
    people = named_table(
        "attendees", *map(column, ("id", "first_name", "last_name", "organisation", *ORDERS))
    )
    fill = update(people).where(people.c.id == bindparam("b_id"))
    fill = fill.values({order: bindparam(f"b_{order}") for order in ORDERS})
    some = select(people).order_by(people.c.id).limit(SOME)
    last, bind = 0, op.get_bind()
    while rows := bind.execute(some.where(people.c.id > last)).all():
        bind.execute(fill, [_orders(row) for row in rows])
        last = rows[-1].id


def _fill_firsts() -> None:
    """What is still known of mails and logins. A link that was made was mailed, or a new one was."""
    names = ("id", "mailed_at", "first_login_at", "confirmation_token", "created_at")
    people = named_table("attendees", *map(column, names))
    jobs = named_table("jobs", *map(column, ("kind", "attendee_id", "created_at")))
    logins = named_table("logins", *map(column, ("account_kind", "account_id", "created_at")))
    is_mail = and_(jobs.c.kind == "mail", jobs.c.attendee_id == people.c.id)
    is_login = and_(logins.c.account_kind == "attendee", logins.c.account_id == people.c.id)
    mail = select(func.min(jobs.c.created_at)).where(is_mail).scalar_subquery()
    login = select(func.min(logins.c.created_at)).where(is_login).scalar_subquery()
    bind = op.get_bind()
    was_mailed = or_(people.c.confirmation_token.is_not(None), exists().where(is_mail))
    bind.execute(update(people).where(was_mailed).values(mailed_at=func.coalesce(mail, people.c.created_at)))
    bind.execute(update(people).where(exists().where(is_login)).values(first_login_at=login))


def _orders(row: Any) -> dict[str, Any]:
    names = (row.last_name, row.first_name)
    keys = {f"b_{order}": _order(letters, *names) for order, letters in LETTERS.items()}
    of_organisation = _order(LETTERS["name_order"], row.organisation or "\uf8ff", *names)
    return {"b_id": row.id, **keys, "b_organisation_order": of_organisation}


def _order(letters: str, *texts: str) -> str:
    """What `core.database.ordering.stored_order_key` made of texts when this revision was written."""
    return "".join(_key(letters, text) + "\x1f" for text in texts)[:LENGTH]


def _key(letters: str, text: str) -> str:
    return "".join(_letter(sign, letters) for sign in unicodedata.normalize("NFC", text.casefold()))


def _letter(sign: str, letters: str) -> str:
    place = letters.find(sign)
    return _bare(sign) if place < 0 else _bare(sign) + chr(0xE000 + place)


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    unmarked = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return unmarked.translate(PLAIN).casefold()


PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t"}
    | {"ŋ": "n", "ĸ": "k"}
)
