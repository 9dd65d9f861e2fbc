"""The embedded database when its disk is full, or another process holds it."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from tests.conftest import StartServer
from tests.door import Door, badge
from tests.faults.desks import Desks, Reply, desks_at, holds_what_was_acknowledged, rows_of, slowest, statuses
from tests.proof import Observe
from tests.servers.databases import sqlite_url as url_of

PROMISED = 3.0  # seconds until somebody at a desk has an answer
BLOCK = bytes(4096)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MB in memory, where this account may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a disk to fill it")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.long
@pytest.mark.fault(
    "SQLite's disk is full",
    "503 with Retry-After, pages are shown, nothing is damaged, goes on once there is space",
)
async def test_a_full_disk_is_told_and_damages_nothing(
    door_on_sqlite: Door, sqlite_url: str, small_disk: Path, start_server: StartServer, observe: Observe
):
    await door_on_sqlite.database.close()
    file = small_disk / "netevent.db"
    shutil.copyfile(sqlite_url.removeprefix("sqlite:///"), file)
    desks = await desks_at(start_server(url_of(file)).base_url)
    assert (await desks.scan(badge(1), str(uuid4()))).status == 200
    rest = fill(small_disk)
    scan_ids, refused = await scan_until_refused(desks)
    pages = [await desks.get(path) for path in ("/staff/1/dashboard", "/accounts", "/healthz")]
    assert refused.is_refusal, refused.text
    assert [page.status for page in pages] == [200, 200, 200]
    assert is_whole(file)
    rest.unlink()
    answer, seconds = await desks.scan_until_answered(badge(2), scan_ids[-1])
    assert answer.status == 200
    assert is_whole(file)
    await holds_what_was_acknowledged(desks, url_of(file))
    observe(
        f"503 after {1000 * refused.seconds:.0f} ms, {len(pages)} pages shown, integrity_check ok; "
        f"200 {seconds:.1f} s after there was space"
    )


async def scan_until_refused(desks: Desks) -> tuple[list[str], Reply]:
    """The journal has some room left in the file that it has already."""
    scan_ids = []
    async with asyncio.timeout(60):
        while True:
            scan_ids.append(str(uuid4()))
            reply = await desks.scan(badge(1), scan_ids[-1])
            if reply.status != 200:
                return scan_ids, reply


def fill(folder: Path) -> Path:
    """Take all space that is left."""
    rest = folder / "rest"
    with rest.open("wb", buffering=0) as file:
        try:
            while file.write(BLOCK):
                pass
        except OSError:
            return rest
    return rest


def is_whole(file: Path) -> bool:
    with closing(sqlite3.connect(file)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


@contextmanager
def held(file: Path) -> Iterator[None]:
    """This process, which is not the server's, writes and comes to no end."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


@pytest.mark.long
@pytest.mark.fault(
    "another process holds SQLite (BEGIN IMMEDIATE) while 20 desks scan",
    "503 with Retry-After within 3 s, pages are shown, goes on afterwards",
)
async def test_a_held_database_is_told_in_time(
    door_on_sqlite: Door, sqlite_url: str, start_server: StartServer, observe: Observe
):
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    desks = await desks_at(start_server(sqlite_url).base_url)
    scan_id = str(uuid4())
    with held(file):
        refused, page = await asyncio.gather(desks.scan_all([badge(3)] * 20), desks.get("/staff/1/dashboard"))
        refused.append(await desks.scan(badge(2), scan_id))
    assert all(reply.is_refusal for reply in refused), statuses(refused)
    assert slowest(refused) < PROMISED
    assert page.status == 200
    answer, seconds = await desks.scan_until_answered(badge(2), scan_id)
    assert '"checked_in"' in answer.text
    assert (await rows_of(sqlite_url))[scan_id] == 1
    assert is_whole(file)
    observe(
        f"{len(refused)} times 503, the slowest after {slowest(refused):.1f} s; a page after "
        f"{1000 * page.seconds:.0f} ms; 200 {seconds:.1f} s after it is let go"
    )
