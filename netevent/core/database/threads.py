"""The threads in which SQLite is asked: what people wait for goes before work in the background.

Called by `backends`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any, TypeVar

Result = TypeVar("Result")
Waiting = tuple["Future[Any]", Callable[[], Any]]


class Threads:
    """Who comes first is done first, but for those who are urgent: they wait only for what runs already."""

    def __init__(self, number: int, name: str) -> None:
        self._threads = ThreadPoolExecutor(number, thread_name_prefix=name)
        self._urgent: deque[Waiting] = deque()
        self._patient: deque[Waiting] = deque()
        self._lock = Lock()

    def submit(self, work: Callable[[], Result], *, is_urgent: bool) -> Future[Result]:
        future: Future[Result] = Future()
        with self._lock:
            (self._urgent if is_urgent else self._patient).append((future, work))
        self._threads.submit(self._do_next)
        return future

    def shutdown(self) -> None:
        """Once all that waits is done."""
        self._threads.shutdown()

    def _do_next(self) -> None:
        future, work = self._next()
        if not future.set_running_or_notify_cancel():
            return  # it has waited too long
        try:
            result = work()
        except BaseException as error:  # whoever waits for it gets it, as of a ThreadPoolExecutor
            future.set_exception(error)
        else:
            future.set_result(result)

    def _next(self) -> Waiting:
        """There is one for each call: both are told together."""
        with self._lock:
            return (self._urgent or self._patient).popleft()
