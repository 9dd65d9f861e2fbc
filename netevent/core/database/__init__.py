"""Units of work, the two backends behind them, the tables, and how a database is brought up to date."""

from netevent.core.database.database import Database, Transaction, inserted_id

__all__ = ["Database", "Transaction", "inserted_id"]
