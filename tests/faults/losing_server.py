"""`netevent serve` whose workers miss some of each other's changes, as if Redis had lost them.

    python -m tests.faults.losing_server 5                    every fifth is lost
    python -m tests.faults.losing_server 1 without-counting   each is, and nobody notices

Started by test_sockets_that_miss_something.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from itertools import count
from unittest.mock import patch

from netevent.cli import main
from netevent.live.bus import RedisBus


def serve(lost: int, *how: str) -> None:
    numbers, receive = count(1), RedisBus._receive

    def receive_most(bus: RedisBus, text: str) -> None:
        is_change = '"change"' in text and bus._name not in text
        if not is_change or next(numbers) % lost:
            receive(bus, text)

    sys.argv[1:] = ["serve"]
    with ExitStack() as patches:
        patches.enter_context(patch.object(RedisBus, "_receive", receive_most))
        if "without-counting" in how:
            patches.enter_context(patch.object(RedisBus, "_count", lambda *_: None))
        main()


if __name__ == "__main__":
    serve(int(sys.argv[1]), *sys.argv[2:])
