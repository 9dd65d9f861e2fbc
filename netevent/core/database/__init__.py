"""Units of work, the two backends behind them, the tables, and how a database is brought up to date."""

from netevent.core.database.database import Database, Reactions, Transaction, insert_all, inserted_id

__all__ = ["Database", "Reactions", "Transaction", "insert_all", "inserted_id"]
