"""Keys by which people are found, made anew: without apostrophes and hyphens, and Müller by mueller too."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from alembic import op
from sqlalchemy import bindparam, column, select, update
from sqlalchemy import table as named_table

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SOME = 1_000
LENGTH = 512
READ = ("id", "first_name", "last_name", "organisation", "role", "email")
SHOWS = ("shows_name", "shows_organisation", "shows_role")
KEYS = ("search_key", "directory_key")


def upgrade() -> None:
    people = named_table("attendees", *map(column, (*READ, *SHOWS, *KEYS)))
    fill = update(people).where(people.c.id == bindparam("b_id"))
    fill = fill.values({key: bindparam(f"b_{key}") for key in KEYS})
    some = select(people).order_by(people.c.id).limit(SOME)
    last, bind = 0, op.get_bind()
    while rows := bind.execute(some.where(people.c.id > last)).all():
        bind.execute(fill, [_keys(row) for row in rows])
        last = rows[-1].id


def _keys(row: Any) -> dict[str, Any]:
    organisation = row.organisation if row.shows_organisation == "everyone" else ""
    role = row.role if row.shows_role == "everyone" else ""
    listed = _search_key(row.last_name, row.first_name, organisation, role)
    return {
        "b_id": row.id,
        "b_search_key": _search_key(row.first_name, row.last_name, row.organisation, row.email)[:LENGTH],
        "b_directory_key": listed[:LENGTH] if row.shows_name == "everyone" else "",
    }


def _search_key(*texts: str | None) -> str:
    """What `core.text.comparing.search_key` made of texts when this revision was written."""
    key = _plain(*texts)
    typed = unicodedata.normalize("NFC", " ".join(text for text in texts if text)).casefold()
    others = _plain(typed.translate(SPELLED_OUT)).split() + re.sub("([aou])e", r"\1", key).split()
    return " ".join(dict.fromkeys([*key.split(), *(word for word in others if "@" not in word)]))


def _plain(*texts: str | None) -> str:
    joined = " ".join(text for text in texts if text).translate(JOINED)
    decomposed = unicodedata.normalize("NFKD", joined.casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(bare.translate(PLAIN).casefold().split())


JOINED = dict.fromkeys(map(ord, "'`´’‘‛ʼʹʻʾʿ′＇\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d-"))
PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t"}
    | {"ŋ": "n", "ĸ": "k"}
)
SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
