"""Migrations that are killed, that meet each other, and that nobody ran."""

from __future__ import annotations

import asyncio
import sys
from itertools import count
from pathlib import Path
from typing import Any

import aiomysql
import pytest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from netevent.core.database import Database, migrating
from netevent.core.database.migrating import State
from netevent.core.database.resuming import COMMITS_BY_ITSELF
from netevent.core.database.tables import jobs
from tests.core.database.ddl import ddl
from tests.core.database.test_migrating import insert_attendee, insert_event, to_revision
from tests.core.database.test_migrating_jobs import mail, put
from tests.proof import Observe
from tests.servers.application import clean_environment, settings_for
from tests.servers.databases import bare_mariadb_database
from tests.servers.mariadb import MariaDB

PROGRAM = (sys.executable, "-m", "netevent")
BEFORE_JOBS = "0003"
SOME = (2, 9, 20, 41)
on_mariadb = pytest.mark.parametrize("bare_database_url", ["mariadb"], indirect=True)


async def run(folder: Path, url: str, *program: str) -> tuple[int, str]:
    """Exit code and words of a command on this database."""
    environment = clean_environment() | settings_for(folder, url)
    process = await asyncio.create_subprocess_exec(
        *program,
        env=environment,
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    words, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, words.decode()


@pytest.mark.long
@pytest.mark.fault(
    "kill -9 of `netevent migrate` half-way, on MariaDB",
    "the next one goes on to the end; the same tables as of a fresh one",
)
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_killed_migration_is_gone_on_with(
    mariadb: MariaDB, mariadb_url: str, tmp_path: Path, when: str, observe: Observe
):
    for number in SOME:
        name = bare_mariadb_database(mariadb)
        url = mariadb.url(name)
        killed, first = await run(
            tmp_path, url, sys.executable, "-m", "tests.faults.dying_migration", when, str(number)
        )
        code, words = await run(tmp_path, url, *PROGRAM, "migrate")
        assert (killed, code) == (-9, 0), (first, words)
        assert ddl(url) == ddl(mariadb_url)
        mariadb.drop_database(name)
    observe(f"killed {when} {len(SOME)} statements, each gone on with")


class Dies(Exception):
    """Where a kill -9 would come; the connection is cut in the same moment."""


def cut_at(patch: pytest.MonkeyPatch, number: int) -> None:
    """Cut the connection after so many statements that commit by themselves."""
    seen, execute = count(1), aiomysql.Cursor.execute

    async def counted(cursor: Any, statement: Any, values: Any = None) -> Any:
        result = await execute(cursor, statement, values)
        if isinstance(statement, str) and COMMITS_BY_ITSELF.match(statement) and next(seen) == number:
            cursor.connection.close()
            raise Dies
        return result

    patch.setattr(aiomysql.Cursor, "execute", counted)


@pytest.mark.long
@pytest.mark.fault(
    "a migration of rows is cut after each of its statements, on MariaDB",
    "each time the next one goes on; no row is lost or doubled",
)
async def test_rows_are_moved_once_wherever_it_was_cut(
    mariadb: MariaDB, mariadb_url: str, monkeypatch: pytest.MonkeyPatch, observe: Observe
):
    for number in count(1):
        name = bare_mariadb_database(mariadb)
        url = mariadb.url(name)
        database = Database(url)
        await database.transact(to_revision, revision=BEFORE_JOBS)
        await database.transact(insert_event)
        await database.transact(insert_attendee)
        await put(database, "mails", **mail(5, "waiting", tries=2, last_error="451 later", attendee_id=1))
        with monkeypatch.context() as patch:
            cut_at(patch, number)
            was_cut = await is_cut(database)
        _, after = await migrating.migrate(database)
        moved = await database.read(lambda tx: tx.execute(select(jobs.c.title, jobs.c.tries)).all())
        assert (after.state, len(moved)) == (State.current, 1)
        assert ddl(url) == ddl(mariadb_url)
        await database.close()
        mariadb.drop_database(name)
        if not was_cut:
            break
    assert number > 10
    observe(f"cut at {number - 1} places")


async def is_cut(database: Database) -> bool:
    try:
        await migrating.migrate(database)
    except (Dies, SQLAlchemyError):
        return True
    return False


@pytest.mark.long
@pytest.mark.fault("two `netevent migrate` at once", "one waits for the other, both end with 0")
async def test_two_migrations_wait_for_each_other(bare_database_url: str, tmp_path: Path, observe: Observe):
    ended = await asyncio.gather(*(run(tmp_path, bare_database_url, *PROGRAM, "migrate") for _ in range(2)))
    assert [code for code, _ in ended] == [0, 0], ended
    words = sorted(text.split(" (")[0] for _, text in ended)
    assert words == ["Made all tables", "The database is up to date"]
    observe("both 0: one made all tables, the other found them up to date")


@pytest.mark.fault(
    "a server is started on an older release's tables",
    "it says `netevent migrate` and ends with another code than 0",
)
@on_mariadb
async def test_a_server_on_older_tables_says_what_to_do(
    bare_database_url: str, tmp_path: Path, observe: Observe
):
    database = Database(bare_database_url)
    await database.transact(to_revision, revision=BEFORE_JOBS)
    await database.close()
    code, words = await run(tmp_path, bare_database_url, *PROGRAM, "serve")
    assert code == 1
    assert "Run `netevent migrate`" in words
    assert "Traceback" not in words
    observe(f"exit code {code}: {words.strip().splitlines()[-1]}")
