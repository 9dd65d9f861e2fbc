"""The application as its users meet it: `netevent serve` in a process of its own."""

import os
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.servers import preloaded, processes
from tests.servers.preloaded import ROOT, Files
from tests.servers.processes import Process

SECRET_KEY = "a key for tests that is long enough to be one"


@dataclass(slots=True)
class Server:
    """One installation: its folder, its settings, and the process that runs now.

    One that `starts_anew` imports all by itself.
    """

    folder: Path
    settings: dict[str, str]
    starts_anew: bool = False
    process: Process | None = field(default=None)

    @property
    def base_url(self) -> str:
        return self.settings["NETEVENT_BASE_URL"]

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def start(self) -> None:
        """Start, on the same port and the same data as before, and return once it is ready."""
        self.process = start_netevent(["serve"], self.folder, self.log, self.settings, anew=self.starts_anew)
        processes.wait_until(self.is_ready, self.process, self.log)

    def is_ready(self) -> bool:
        return status_of(f"{self.base_url}/readyz") == 200

    def stop(self) -> int:
        """SIGTERM, as an administrator's restart does it; the exit code comes back."""
        return 0 if self.process is None else processes.stop(self.process)

    def kill(self) -> None:
        """kill -9 of the server and its workers."""
        if self.process is not None:
            processes.kill(self.process)


def start_netevent(
    arguments: list[str], folder: Path, log: Path, settings: dict[str, str], *, anew: bool = False
) -> Process:
    """Start it in `folder`, whole as `python -m netevent` or, sooner, from what was imported once."""
    environment = clean_environment() | settings
    if anew:
        return processes.start([sys.executable, "-m", "netevent", *arguments], log, folder, **environment)
    return preloaded.netevent(arguments, folder, Files(log, log), environment)


def settings_for(folder: Path, database_url: str, **settings: str) -> dict[str, str]:
    """Complete settings of a server on a free port; `settings` are names without NETEVENT_, in any case."""
    port = processes.free_port()
    values = {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database_url,
        "SECRET_KEY": SECRET_KEY,
        "VAR_DIR": str(folder / "var"),
        "WORKERS": "1",
        **{name.upper(): value for name, value in settings.items()},
    }
    return {f"NETEVENT_{name}": value for name, value in values.items()}


def clean_environment() -> dict[str, str]:
    """This process's environment without the developer's own NetEvent settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("NETEVENT_")}
    return {**inherited, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def status_of(url: str) -> int:
    """The status that `url` answers with, 0 when nobody answers."""
    if urlsplit(url).scheme != "http":
        raise ValueError(url)
    try:
        with urllib.request.urlopen(url, timeout=processes.SURELY) as response:  # noqa: S310  # the scheme is checked above
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0
