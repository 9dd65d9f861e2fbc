"""A bank's file to lines: CSV as banks in Europe write it, and CAMT XML. Called by `statements.routes`.

It touches no database and no page. What somebody uploads is read with `process.read_in_process`.
"""

from netevent.payments.statements.files.statement import (
    MOST_BYTES,
    MOST_LINES,
    Reason,
    Statement,
    StatementLine,
    UnreadableStatement,
)

__all__ = ["MOST_BYTES", "MOST_LINES", "Reason", "Statement", "StatementLine", "UnreadableStatement"]
