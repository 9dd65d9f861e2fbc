"""Starts NetEvent's processes from one that has imported everything, which takes each of them a second else.

Run as a program it is that one: for each line on standard input it forks, and the child goes on as
`python -m netevent` would, with its own folder, environment, files and process group. `netevent()` is the
side of the tests. What the imports themselves do is seen by the tests that start `python -m netevent` anew.
"""

import atexit
import gc
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent.parent
NO_INPUT = Path(os.devnull)


@dataclass(frozen=True, slots=True)
class Files:
    """What a process reads, and where what it says is added."""

    output: Path
    errors: Path
    input: Path = NO_INPUT


def netevent(arguments: list[str], folder: Path, files: Files, environment: dict[str, str]) -> "Forked":
    """Start `netevent`, as the leader of its own process group."""
    command = {
        "arguments": arguments,
        "folder": str(folder),
        "files": [str(files.input), str(files.output), str(files.errors)],
        "environment": environment,
    }
    pid = int(_starter().ask(command))
    return Forked(pid, ["netevent", *arguments])


class Forked:
    """What tests ask a `subprocess.Popen`, of a process that is not this one's child."""

    def __init__(self, pid: int, args: list[str]) -> None:
        self.pid = pid
        self.args = args
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = _starter().ask(self.pid)
        return self.returncode

    def wait(self, timeout: float) -> int:
        deadline = monotonic() + timeout
        while (code := self.poll()) is None:
            if monotonic() > deadline:
                raise subprocess.TimeoutExpired(self.args, timeout)
            sleep(0.005)
        return code

    def send_signal(self, sig: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class _Starter:
    """The process that has imported everything; asked by one thread at a time."""

    def __init__(self) -> None:
        self._asked = Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.servers.preloaded"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            start_new_session=True,
        )
        atexit.register(self._end)

    def ask(self, question: object) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        with self._asked:
            self._process.stdin.write(json.dumps(question).encode() + b"\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())

    def _end(self) -> None:
        self._process.communicate()


@cache
def _starter() -> _Starter:
    return _Starter()


# ---- the process that has imported everything ----------------------------------------------------------


def _obey() -> None:
    """Answer a command with the new process's id, and an id with its exit code, or null while it runs."""
    _import_everything()
    for line in iter(sys.stdin.buffer.readline, b""):
        question = json.loads(line)
        answer = _exit_code(question) if isinstance(question, int) else _start(question)
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


def _import_everything() -> None:
    from netevent import cli  # noqa: F401  # the tests' side needs none of it
    from netevent.core.web import pages

    pages.compile_all()
    gc.collect()
    gc.freeze()  # so that a child's collector does not copy what it shares with this process


def _exit_code(pid: int) -> int | None:
    ended, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None


def _start(command: dict[str, Any]) -> int:
    pid = os.fork()
    if pid == 0:
        _become_netevent(**command)
    with suppress(ProcessLookupError):  # it has ended already
        os.setpgid(pid, pid)
    return pid


def _become_netevent(
    arguments: list[str], folder: str, files: list[str], environment: dict[str, str]
) -> NoReturn:
    from netevent.cli import main

    os.setpgid(0, 0)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for descriptor, file in enumerate(files):
        opened = os.open(file, os.O_APPEND | os.O_CREAT | os.O_RDWR if descriptor else os.O_RDONLY)
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.stdin = os.fdopen(0, closefd=False)
    sys.stdout = os.fdopen(1, "w", buffering=1, closefd=False)
    sys.exit(main(arguments, prog_name="netevent"))


if __name__ == "__main__":
    _obey()
