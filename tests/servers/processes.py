"""Finds programs, free ports and the end of processes; the other modules of this package call it."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

# Below the ports that systems give to clients of themselves, so that nobody gets one between the look and
# the use: not a connection, not the other worker of this run, not another run on this machine.
PORTS = range(10_000, 32_000)

# Against hangs only: the machine of a test may have much other work.
SURELY = 120.0  # seconds

SEARCH_PATH = os.pathsep.join(
    [os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"]
)


class Process(Protocol):
    """A `subprocess.Popen`, or one of `preloaded`."""

    @property
    def pid(self) -> int: ...

    @property
    def args(self) -> object: ...

    def poll(self) -> int | None: ...

    def wait(self, timeout: float) -> int: ...

    def terminate(self) -> None: ...

    def send_signal(self, sig: int) -> None: ...


def find_program(*names: str) -> str:
    """Path of the first of `names` on this machine; without any, the test skips, or fails under CI=true."""
    for name in names:
        if found := shutil.which(name, path=SEARCH_PATH):
            return found
    return go_without(f"{names[0]} is not installed; scripts/test_services.sh names the package")


def go_without(sentence: str) -> str:
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


def free_port() -> int:
    """A port that nobody listens on right now; its user binds it soon."""
    while True:
        port = random.choice(PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def accepts_connections(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(ready: Callable[[], bool], process: Process, log: Path, *, seconds: float = SURELY) -> None:
    """Ask `ready` again and again; a process that ends before, or is late, fails with its last words."""
    deadline = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.poll()}:\n{last_words(log)}")
        if time.monotonic() > deadline:
            raise TimeoutError(f"{process.args!r} is not ready after {seconds} s:\n{last_words(log)}")
        time.sleep(0.02)


def last_words(log: Path) -> str:
    return log.read_text(errors="replace")[-4000:] if log.exists() else ""


def start(
    arguments: list[str], log: Path, folder: Path | None = None, **environment: str
) -> subprocess.Popen[bytes]:
    """Start a process as the leader of its own group, so that its workers end with it."""
    with log.open("ab") as output:
        return subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=environment or None,
            start_new_session=True,
        )


def kill(process: Process) -> None:
    """kill -9 of the process and all its children, as when the power fails."""
    with contextlib.suppress(ProcessLookupError):  # it ended by itself
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=SURELY)


def stop(process: Process, *, seconds: float = SURELY) -> int:
    """Ask the process to end, insist after `seconds`, and return its exit code."""
    process.terminate()
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        kill(process)
    return process.wait(timeout=seconds)
