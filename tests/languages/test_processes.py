"""Every process follows a change without a restart: servers with one database, and the command line."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from netevent.core.database import Database
from tests.cli.commands import netevent
from tests.conftest import StartServer
from tests.door import make_door
from tests.visitors import visit


@pytest.fixture
async def people(database_url: str) -> None:
    database = Database(database_url)
    await make_door(database)
    await database.close()


async def follows(base_url: str, is_offered: bool) -> None:
    """Ask again and again until strangers are offered German, or no longer."""
    stranger = await visit(base_url)
    async with asyncio.timeout(60):
        while ("Deutsch" in (await stranger.get("/login")).text) is not is_offered:
            continue


@pytest.mark.usefixtures("people")
async def test_two_processes_follow_the_operators_page(
    database_url: str, redis_url: str, start_server: StartServer
):
    servers = [start_server(database_url, redis_url=redis_url) for _ in range(2)]
    olga = await visit(servers[0].base_url, "olga")
    for act, is_offered in (("deactivate", False), ("activate", True)):
        assert (await olga.submit("/organizer/languages/de", act=act)).status == 303
        for server in servers:
            await follows(server.base_url, is_offered)


@pytest.mark.usefixtures("people")
async def test_a_server_follows_the_command_line(
    database_url: str, tmp_path: Path, start_server: StartServer
):
    server = start_server(database_url)
    done = netevent("languages", "deactivate", "de", folder=tmp_path, database_url=database_url)
    assert done.code == 0, done.err
    await follows(server.base_url, is_offered=False)
