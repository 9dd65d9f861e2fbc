"""Runs `netevent` as its users do: in a process, in a folder, with settings from the environment."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.servers.application import clean_environment

KEY = "a key for tests that is long enough to be one"


@dataclass(frozen=True, slots=True)
class Done:
    code: int
    out: str
    err: str


def netevent(*arguments: str, folder: Path, typed: str = "", **settings: str) -> Done:
    """`settings` are names without NETEVENT_, in lower case."""
    named = {f"NETEVENT_{name.upper()}": value for name, value in settings.items()}
    done = subprocess.run(
        [sys.executable, "-m", "netevent", *arguments],
        cwd=folder,
        env={**clean_environment(), **named},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)
