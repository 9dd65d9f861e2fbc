"""Reading a list in a process of its own, so that neither the loop waits nor a hostile file costs the server.

The parent calls `read_in_process`; the child is this module run as a program: the name of the file and
its bytes on standard input, the pickled `Roster` or `RosterUnreadable` on standard output. Plain
subprocesses work under every server; the workers of some may not have children of `multiprocessing`.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import resource
import sys
from contextlib import suppress
from pathlib import Path

from netevent.attendees.roster.problems import RosterUnreadable, UnreadableReason
from netevent.attendees.roster.reading import Roster, read_roster

SECONDS_AT_MOST = 60
MEMORY_AT_MOST = 1024**3
PROGRAM = "netevent.attendees.roster.process"


async def read_in_process(content: bytes, filename: str) -> Roster:
    """The list in the file.

    Raises:
        RosterUnreadable: the list as a whole cannot be used, or reading it takes too much.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", PROGRAM, filename_of(filename),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=_environment(),
    )  # fmt: skip
    try:
        output, _ = await asyncio.wait_for(child.communicate(content), SECONDS_AT_MOST)
    except TimeoutError:
        raise RosterUnreadable(UnreadableReason.UNPACKS_TOO_LARGE) from None
    finally:
        await _ended(child)
    return _result(child.returncode or 0, output)


def filename_of(path: str) -> str:
    """The last part of what a browser or a user calls the file; a program's argument has no NUL."""
    return path.replace("\\", "/").rsplit("/", 1)[-1].replace("\0", "")[-200:] or "list"


async def _ended(child: asyncio.subprocess.Process) -> None:
    if child.returncode is None:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()


def _result(code: int, output: bytes) -> Roster:
    if code != 0:
        raise RosterUnreadable(UnreadableReason.BROKEN)
    result = pickle.loads(output)  # noqa: S301 - our own child wrote it
    if isinstance(result, RosterUnreadable):
        raise result
    assert isinstance(result, Roster)
    return result


def _environment() -> dict[str, str]:
    """The child finds the package where this process did."""
    here = str(Path(__file__).resolve().parents[3])
    known = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": f"{here}{os.pathsep}{known}" if known else here}


def _read() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
    result: Roster | RosterUnreadable
    try:
        result = read_roster(sys.stdin.buffer.read(), sys.argv[1])
    except RosterUnreadable as unreadable:
        result = unreadable
    except MemoryError:
        result = RosterUnreadable(UnreadableReason.UNPACKS_TOO_LARGE)
    sys.stdout.buffer.write(pickle.dumps(result))


if __name__ == "__main__":
    _read()
