"""`netevent migrate`, killed by its own kill -9 before or after a statement that commits by itself.

    python -m tests.faults.dying_migration before 12    the twelfth is noted, and not run
    python -m tests.faults.dying_migration after 12     the twelfth was run, and nothing came of that

Started by test_database_migrations.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from aiomysql import Cursor

from netevent.cli import main
from netevent.core.database.resuming import COMMITS_BY_ITSELF

execute = Cursor.execute


def die_at(when: str, number: int) -> None:
    """Count what the driver is given, below all of ours."""
    seen = 0

    async def counted(cursor: Any, statement: str | bytes, values: Any = None) -> Any:
        nonlocal seen
        commits = isinstance(statement, str) and bool(COMMITS_BY_ITSELF.match(statement))
        seen += commits
        is_last = commits and seen == number
        if is_last and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = await execute(cursor, statement, values)
        if is_last:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    Cursor.execute = counted


if __name__ == "__main__":
    die_at(sys.argv[1], int(sys.argv[2]))
    sys.argv[1:] = ["migrate"]
    main()
