"""`netevent serve`, killed by its own kill -9 at the worst moment: when a connection or an attendance ends,
or an order is paid.

    python -m tests.faults.dying_server before-commit       what follows is written, and not committed
    python -m tests.faults.dying_server without-reactions   nothing follows; killed where the bus would tell
    python -m tests.faults.dying_server before-answer       all is written, and nobody is told

Started by test_rules_outlive_kill_9 and test_money_outlives_kill_9.
"""

from __future__ import annotations

import os
import signal
import sys
from unittest.mock import patch

from netevent import app
from netevent.changes import AttendanceCancelled, Change, ConnectionEnded, PaymentPaid
from netevent.cli import main
from netevent.core.database import Reactions
from netevent.live.bus import Bus
from netevent.reactions import REACTIONS

DEADLY = (ConnectionEnded, AttendanceCancelled, PaymentPaid)


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_of(_: Bus, change: Change) -> None:
    if isinstance(change, DEADLY):
        die()


def serve(how: str) -> None:
    sys.argv[1:] = ["serve"]
    if how == "before-commit":
        for kind in DEADLY:
            REACTIONS.on(kind, die)
        main()
    if how == "before-answer":
        with patch.object(Bus, "publish", die_of):
            main()
    with patch.object(app, "REACTIONS", Reactions()), patch.object(Bus, "publish", die_of):
        main()


if __name__ == "__main__":
    serve(sys.argv[1])
