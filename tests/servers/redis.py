"""A Redis server for the tests, which a test may also stop, kill and start again."""

import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from tests.servers import processes


class Redis:
    """One server that keeps nothing on disk. It holds its port over a stop and a new start."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="netevent-redis-"))
        self._log = self._folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None
        self.port = processes.free_port()
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        program = processes.find_program("redis-server", "valkey-server")
        arguments = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self._folder)]
        self._process = processes.start([program, *arguments, "--save", "", "--appendonly", "no"], self._log)
        processes.wait_until(lambda: processes.accepts_connections(self.port), self._process, self._log)

    def kill(self) -> None:
        """End at once, as a crashed server does."""
        if self._process is not None:
            processes.kill(self._process)

    def signal(self, number: signal.Signals) -> None:
        """SIGSTOP and SIGCONT: a server that hangs for a while."""
        if self._process is not None:
            self._process.send_signal(number)

    def close(self) -> None:
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)
