"""Runs `netevent` as its users do: in a process, in a folder, with settings from the environment."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers import preloaded
from tests.servers.application import clean_environment
from tests.servers.preloaded import Files

KEY = "a key for tests that is long enough to be one"


@dataclass(frozen=True, slots=True)
class Done:
    code: int
    out: str
    err: str


def netevent(*arguments: str, folder: Path, typed: str = "", **settings: str) -> Done:
    """`settings` are names without NETEVENT_, in lower case."""
    named = {f"NETEVENT_{name.upper()}": value for name, value in settings.items()}
    with TemporaryDirectory() as place:
        files = Files(*(Path(place, name) for name in ("out", "err", "in")))
        files.input.write_text(typed)
        process = preloaded.netevent(list(arguments), folder, files, clean_environment() | named)
        done = Done(process.wait(timeout=60), files.output.read_text(), files.errors.read_text())
    assert "Traceback" not in done.err, done.err
    return done
