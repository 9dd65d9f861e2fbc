"""SQL of the `languages` table. Read when the server starts; filled when the tables are made."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, insert, select, true

from netevent.core.database import Transaction
from netevent.core.database.tables import languages
from netevent.core.i18n import SEVEN, Language, Languages


def select_languages(tx: Transaction) -> Languages:
    rows = tx.execute(
        select(languages).where(languages.c.is_active == true()).order_by(languages.c.sort_order)
    )
    found = tuple(
        Language(row.code, row.name, row.native_name, row.date_format or "", bool(row.is_default))
        for row in rows
    )
    return Languages(found or SEVEN)


def insert_languages(tx: Transaction) -> None:
    """Insert the seven languages into an empty table."""
    if tx.execute(select(func.count()).select_from(languages)).scalar_one():
        return
    tx.execute(insert(languages), language_rows(SEVEN))


def language_rows(known: Sequence[Language]) -> list[dict[str, object]]:
    """The rows of the table, in the order given."""
    return [
        {
            "code": language.code,
            "name": language.name,
            "native_name": language.native_name,
            "is_active": True,
            "is_default": language.is_default,
            "date_format": language.date_format,
            "sort_order": order,
        }
        for order, language in enumerate(known)
    ]
