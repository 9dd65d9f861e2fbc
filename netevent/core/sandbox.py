"""Work on a stranger's file in a process of its own: the loop goes on, and the file cannot cost the server.

The parent asks with `ask_child`; the child is a module run as a program that calls `answer_parent`. The
bytes of the file come on standard input, the answer goes to standard output. What is long is fed to the
child while it works, by `feed_child`, and taken by `take_from_parent`. Plain subprocesses work under every
server; the workers of some may not have children of `multiprocessing`. Called by the reading of lists and
timetables (`core.foreign_files`) and of pictures (`core.pictures`), and by the writing of `documents.tables`
and `documents.badges`.
"""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TypeVar

Done = TypeVar("Done")
# The exit code of a child that ran out of memory.
MEMORY_SPENT = 75
# The server's own process has priority.
NICENESS = 10


class OutOfBounds(Exception):
    """The work takes more time or memory than it may."""


class ChildDied(Exception):
    """The child ended without an answer."""


async def ask_child(program: str, content: bytes, *arguments: str, seconds: float) -> bytes:
    """What the module `program` answers to `content`; `seconds` by the clock, and by the processor.

    Raises:
        OutOfBounds: it takes too long, or more memory than the child allows itself.
        ChildDied: it ended without an answer.
    """
    child = await _started(program, *arguments)
    try:
        output, _ = await asyncio.wait_for(child.communicate(content), seconds)
    except TimeoutError:
        raise OutOfBounds from None
    finally:
        await _ended(child)
    _require_answer(child)
    return output


class Feed:
    """A child that works while it is fed."""

    def __init__(self, child: asyncio.subprocess.Process) -> None:
        self._child = child

    async def send(self, content: bytes) -> None:
        """Waits while the child has enough to do.

        Raises:
            OutOfBounds, ChildDied: as `ask_child`.
        """
        stdin = self._child.stdin
        assert stdin is not None
        try:
            stdin.write(content)
            await stdin.drain()
        except ConnectionError:
            await self._child.wait()
            _require_answer(self._child)
            raise ChildDied from None

    async def finish(self) -> None:
        """That was all: wait until the child is done. Raises as `send`."""
        with suppress(ConnectionError):
            await self._child.communicate()
        await self._child.wait()
        _require_answer(self._child)


@asynccontextmanager
async def feed_child(program: str, *arguments: str, seconds: float) -> AsyncIterator[Feed]:
    """The module `program`, to be fed; it has ended when the block does.

    Raises:
        OutOfBounds: the whole block takes too long, or the child more than it allows itself.
    """
    child = await _started(program, *arguments)
    try:
        async with asyncio.timeout(seconds):
            yield Feed(child)
    except TimeoutError:
        raise OutOfBounds from None
    finally:
        await _ended(child)


async def _started(program: str, *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", program, *arguments,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=_environment(),
    )  # fmt: skip


def _require_answer(child: asyncio.subprocess.Process) -> None:
    if child.returncode in (MEMORY_SPENT, -signal.SIGXCPU):
        raise OutOfBounds
    if child.returncode != 0:
        raise ChildDied


async def _ended(child: asyncio.subprocess.Process) -> None:
    if child.returncode is None:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()


def _environment() -> dict[str, str]:
    """The child finds the package where this process did, and knows none of our secrets."""
    from netevent.settings import PREFIX  # only the parent has settings; a child starts faster without

    here = str(Path(__file__).resolve().parents[2])
    known = os.environ.get("PYTHONPATH")
    open_to_all = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return {**open_to_all, "PYTHONPATH": f"{here}{os.pathsep}{known}" if known else here}


def answer_parent(work: Callable[[bytes], bytes], *, seconds: int, memory: int) -> None:
    """The child's side: do `work` within `seconds` of the processor and `memory` bytes, and answer."""
    sys.stdout.buffer.write(_bounded(lambda: work(sys.stdin.buffer.read()), seconds, memory))


def take_from_parent(work: Callable[[Iterable[bytes]], None], *, seconds: int, memory: int) -> None:
    """The side of a child that is fed: `work` on the lines as they come."""
    _bounded(lambda: work(sys.stdin.buffer), seconds, memory)


def _bounded(work: Callable[[], Done], seconds: int, memory: int) -> Done:
    """The processor's bound also ends a child whose parent was killed."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    os.nice(NICENESS)
    try:
        return work()
    except MemoryError:
        sys.exit(MEMORY_SPENT)
