"""Whose a row of a second step or of a passkey is.

One of two columns says it, so that the row goes with the account. Attendees have neither.
Called by the queries of both.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table

from netevent.identity.accounts import Account, Kind

COLUMNS = {Kind.organizer: "organizer_id", Kind.staff: "staff_id"}


def is_of(table: Table, account: Account) -> ColumnElement[bool]:
    return table.c[COLUMNS[account.kind]] == account.id


def owner_of(account: Account) -> dict[str, int]:
    """The values of a row that is to be the account's."""
    return {COLUMNS[account.kind]: account.id}
