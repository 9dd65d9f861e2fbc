"""SQL of what became of mails. The only writer of `mails` and `suppressions`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert

from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import mails


def insert_mail(tx: Transaction, /, **values: Any) -> int:
    return inserted_id(tx.execute(insert(mails).values(**values)))
