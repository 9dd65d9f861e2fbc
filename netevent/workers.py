"""Several processes behind one listening socket. `serving` calls it when more than one worker is set.

The parent serves nothing: it starts the workers, starts a new one for each that died, and passes the stop on.
"""

import asyncio
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.context import ForkContext, ForkProcess
from multiprocessing.synchronize import Event

import structlog

Work = Callable[[Callable[[], None]], int]
log = structlog.get_logger(__name__)

# A little more than a worker's own limit (serving.STOPPED_WITHIN): one that hangs longer is killed.
KILLED_AFTER = 4.8
BOTH_SIGNALS = {signal.SIGTERM, signal.SIGINT}
INTERRUPTED = 130


def supervise(work: Work, count: int, announce: Callable[[], None]) -> int:
    """Runs `work` in `count` processes until SIGTERM or Ctrl-C, and gives the exit code.

    `work` is given what to call when it accepts connections; `announce` is called once all do. A worker
    that dies before it accepts stops everything with exit code 1: the next one would die of the same.
    """
    return _Supervisor(work, _Announcement(announce, count)).run(count)


def stop_signals() -> list[signal.Signals]:
    """What the serving process obeys. Ctrl-C reaches the whole group: a worker leaves it to its parent."""
    return [signal.SIGTERM] if multiprocessing.parent_process() else [signal.SIGTERM, signal.SIGINT]


def stop_with_parent(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """A worker whose parent was killed ends too, instead of keeping the port for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def orphaned() -> None:
        loop.remove_reader(parent.sentinel)
        stop.set()

    loop.add_reader(parent.sentinel, orphaned)


def _context() -> ForkContext:
    return multiprocessing.get_context("fork")


class _Announcement:
    """Made by the last of the first workers that accepts connections, in that worker's process."""

    def __init__(self, announce: Callable[[], None], count: int) -> None:
        self.announce = announce
        self.missing = _context().Value("i", count)

    def one_more_accepts(self) -> None:
        with self.missing.get_lock():
            self.missing.value -= 1
            was_last = self.missing.value == 0
        if was_last:
            self.announce()


class _Worker:
    """One process and whether it ever accepted connections."""

    def __init__(self, work: Work, announcement: _Announcement | None) -> None:
        self.ready: Event = _context().Event()
        self.process: ForkProcess = _context().Process(target=_work, args=(work, announcement, self.ready))
        with _signals_held_back():
            self.process.start()


class _Supervisor:
    def __init__(self, work: Work, announcement: _Announcement) -> None:
        self.work = work
        self.announcement = announcement
        self.workers: list[_Worker] = []
        self.kill_at: float | None = None
        self.exit_code = 0

    def run(self, count: int) -> int:
        for number in BOTH_SIGNALS:
            signal.signal(number, self.first_signal)
        for _ in range(count):
            self.start(self.announcement)
        while self.workers:
            self.bury_the_dead()
        return self.exit_code

    def start(self, announcement: _Announcement | None) -> None:
        worker = _Worker(self.work, announcement)
        self.workers.append(worker)
        if self.kill_at is not None:  # told to stop while it was being started
            worker.process.terminate()

    def first_signal(self, _number: int, _frame: object) -> None:
        for number in BOTH_SIGNALS:
            signal.signal(number, self.second_signal)
        self.stop()

    def second_signal(self, _number: int, _frame: object) -> None:
        self.kill()
        os._exit(INTERRUPTED)

    def stop(self) -> None:
        self.kill_at = time.monotonic() + KILLED_AFTER
        for worker in self.workers:
            worker.process.terminate()

    def kill(self) -> None:
        for worker in self.workers:
            worker.process.kill()

    def bury_the_dead(self) -> None:
        """Waits until a worker ends, and looks at the clock every half second."""
        ended = wait([worker.process.sentinel for worker in self.workers], 0.5)
        for worker in [worker for worker in self.workers if worker.process.sentinel in ended]:
            self.bury(worker)
        if self.kill_at is not None and time.monotonic() > self.kill_at:
            self.kill()

    def bury(self, worker: _Worker) -> None:
        worker.process.join()
        self.workers.remove(worker)
        if self.kill_at is None:
            self.replace(worker)

    def replace(self, worker: _Worker) -> None:
        log.error("worker_died", pid=worker.process.pid, exit_code=worker.process.exitcode)
        if worker.ready.is_set():
            self.start(None)
        else:
            self.exit_code = 1
            self.stop()


def _work(work: Work, announcement: _Announcement | None, ready: Event) -> None:
    """Runs in the worker's process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, BOTH_SIGNALS)

    def accepting() -> None:
        ready.set()
        if announcement:
            announcement.one_more_accepts()

    raise SystemExit(work(accepting))


@contextmanager
def _signals_held_back() -> Iterator[None]:
    """Until the new process has handlers of its own, it must not run those of its parent."""
    signal.pthread_sigmask(signal.SIG_BLOCK, BOTH_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, BOTH_SIGNALS)
