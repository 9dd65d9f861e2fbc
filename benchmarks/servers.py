"""Servers of one benchmark's own, on free ports and in temporary folders.

MariaDB, Redis, NetEvent, and the bare one.
"""

import asyncio
import os
import secrets
import shutil
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from benchmarks.load import ask_once, request_bytes
from benchmarks.sockets import allow_many_files

START_WITHIN = 60.0
# As in production: a commit is on the disk before it is answered.
DURABLE = (
    "--innodb-flush-log-at-trx-commit=1",
    "--innodb-doublewrite=1",
    "--innodb-buffer-pool-size=256M",
    "--max-connections=300",
    "--skip-name-resolve",
    "--skip-log-bin",
)


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    pid: int
    secret_key: str = ""

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@asynccontextmanager
async def mariadb() -> AsyncIterator[str]:
    """Gives the address `root@127.0.0.1:port` of an empty server."""
    with tempfile.TemporaryDirectory(prefix="netevent-bench-") as folder:
        data = Path(folder) / "data"
        await run(
            "mariadb-install-db", "--no-defaults", f"--datadir={data}", f"--user={user()}",
            "--auth-root-authentication-method=normal", "--skip-test-db",
        )  # fmt: skip
        port = free_port()
        command = [
            shutil.which("mariadbd") or "mariadbd", "--no-defaults", f"--datadir={data}", f"--user={user()}",
            f"--port={port}", "--bind-address=127.0.0.1", f"--socket={folder}/socket", *DURABLE,
        ]  # fmt: skip
        async with running(command, {}, Path(folder) / "mariadb.log"):
            await until_it_listens(port)
            yield f"root@127.0.0.1:{port}"


@asynccontextmanager
async def database(kind: str, dialect: str) -> AsyncIterator[str]:
    """The URL of an empty database; `kind` is mariadb or sqlite, `dialect` how the reader spells its URLs."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="netevent-bench-") as folder:
            yield f"{dialect}:///{folder}/bench.db"
        return
    async with mariadb() as address:
        await run("mariadb", "--no-defaults", "-h127.0.0.1", f"-P{address.rsplit(':', 1)[1]}", "-uroot",
                  "-eCREATE DATABASE bench CHARACTER SET utf8mb4")  # fmt: skip
        yield f"{dialect}://{address}/bench"


@asynccontextmanager
async def bare_server(database_url: str) -> AsyncIterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.bare", str(port), database_url]
    async with running(command, {}, None) as process:
        await until_ready(port)
        yield Server(port, process.pid)


@asynccontextmanager
async def redis() -> AsyncIterator[str]:
    """The URL of an empty server that keeps nothing on the disk."""
    with tempfile.TemporaryDirectory(prefix="netevent-bench-") as folder:
        port = free_port()
        command = [
            shutil.which("redis-server") or "redis-server", "--bind", "127.0.0.1", "--port", str(port),
            "--dir", folder, "--save", "", "--appendonly", "no",
        ]  # fmt: skip
        async with running(command, {}, Path(folder) / "redis.log"):
            await until_it_listens(port)
            yield f"redis://127.0.0.1:{port}/0"


@asynccontextmanager
async def netevent_server(
    database_url: str, workers: int = 1, redis_url: str = "", also: Mapping[str, str] | None = None
) -> AsyncIterator[Server]:
    """A fresh NetEvent over `database_url`, its tables made, as `netevent serve` runs it for a user.

    `also`: settings beside the usual ones.

    `pid` is the process that serves; of several workers, the one that watches over them.
    """
    with tempfile.TemporaryDirectory(prefix="netevent-bench-") as folder:
        port, secret_key = free_port(), secrets.token_urlsafe(48)
        settings = {
            "NETEVENT_DATABASE_URL": database_url,
            "NETEVENT_SECRET_KEY": secret_key,
            "NETEVENT_BASE_URL": f"http://127.0.0.1:{port}",
            "NETEVENT_HOST": "127.0.0.1",
            "NETEVENT_PORT": str(port),
            "NETEVENT_VAR_DIR": folder,
            "NETEVENT_LOG_FORMAT": "json",
            "NETEVENT_WORKERS": str(workers),
            "NETEVENT_REDIS_URL": redis_url,
            **(also or {}),
        }
        await run(sys.executable, "-m", "netevent", "migrate", env=settings)
        command = [sys.executable, "-m", "netevent", "serve"]
        async with running(command, settings, Path(folder) / "server.log") as process:
            await until_ready(port)
            yield Server(port, process.pid, secret_key)


@asynccontextmanager
async def running(
    command: list[str], env: dict[str, str], log: Path | None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process with many file descriptors, until the block ends. When the block fails, shows its log."""
    allow_many_files()
    with output(log) as out:
        process = await asyncio.create_subprocess_exec(
            *command, env=os.environ | env, stdout=out, stderr=out if log else None
        )
    try:
        yield process
    except BaseException:
        show_end_of(log)
        raise
    finally:
        await end(process)


def output(log: Path | None) -> BinaryIO:
    return (log or Path(os.devnull)).open("wb")


def show_end_of(log: Path | None) -> None:
    if log:
        print(log.read_text(errors="replace")[-4000:], file=sys.stderr)


async def end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), 20)
    except TimeoutError:
        process.kill()
        await process.wait()


async def run(*command: str, env: dict[str, str] | None = None) -> None:
    process = await asyncio.create_subprocess_exec(
        *command,
        env=os.environ | (env or {}),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{said.decode(errors='replace')}")


async def until_ready(port: int) -> None:
    request = request_bytes("GET", "/readyz", {"Host": f"127.0.0.1:{port}"})
    async with asyncio.timeout(START_WITHIN):
        while True:
            await until_it_listens(port)
            if (await ask_once(port, request)).status == 200:
                return
            await asyncio.sleep(0.05)


async def until_it_listens(port: int) -> None:
    async with asyncio.timeout(START_WITHIN):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def user() -> str:
    return "root" if os.geteuid() == 0 else os.environ.get("USER", "")
