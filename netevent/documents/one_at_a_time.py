"""ReportLab keeps what it registers for the whole process: drawings in threads follow one another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Around everything that draws with ReportLab in a thread."""
    with _lock:
        yield
