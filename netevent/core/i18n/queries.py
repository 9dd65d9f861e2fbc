"""SQL of the `languages` table, which `core.i18n` owns. Called when a server starts and looks for changes
(`core.i18n.refreshing`), when the tables are made, and by `netevent.languages`, which has the rules.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, insert, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import languages
from netevent.core.i18n import SEVEN, Language, Languages

IN_ORDER = (languages.c.sort_order, languages.c.code)


def select_languages(tx: Transaction) -> Languages:
    """The active ones."""
    active = tuple(language for language in select_all_languages(tx) if language.is_active)
    return Languages(active or SEVEN)


def select_all_languages(tx: Transaction) -> tuple[Language, ...]:
    """All rows, in their order."""
    rows = tx.execute(select(languages).order_by(*IN_ORDER))
    return tuple(
        Language(
            row.code,
            row.name,
            row.native_name,
            row.date_format or "",
            is_default=bool(row.is_default),
            is_active=bool(row.is_active),
        )
        for row in rows
    )


def lock_languages(tx: Transaction) -> None:
    """Until the commit nobody else changes a language; every rule is about all of them."""
    tx.execute(select(languages.c.code).order_by(languages.c.code).with_for_update()).all()


def update_is_active(tx: Transaction, code: str, is_active: bool) -> None:
    tx.execute(update(languages).where(languages.c.code == code).values(is_active=is_active))


def update_default(tx: Transaction, code: str) -> None:
    """This one, and no other."""
    tx.execute(update(languages).values(is_default=languages.c.code == code))


def update_order(tx: Transaction, codes: Sequence[str]) -> None:
    """The languages stand as they are given."""
    for order, code in enumerate(codes):
        tx.execute(update(languages).where(languages.c.code == code).values(sort_order=order))


def update_date_format(tx: Transaction, code: str, date_format: str) -> None:
    tx.execute(update(languages).where(languages.c.code == code).values(date_format=date_format))


def insert_language(tx: Transaction, language: Language) -> None:
    """After all others.

    Raises:
        sqlalchemy.exc.IntegrityError: there is one with this code.
    """
    last = tx.execute(select(func.coalesce(func.max(languages.c.sort_order), -1))).scalar_one()
    (row,) = language_rows([language])
    tx.execute(insert(languages).values(row | {"sort_order": int(last) + 1}))


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
            "is_active": language.is_active,
            "is_default": language.is_default,
            "date_format": language.date_format,
            "sort_order": order,
        }
        for order, language in enumerate(known)
    ]
