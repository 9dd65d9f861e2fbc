"""The agent as a process: its death loses no badge, and its end is an orderly one."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands import netevent
from tests.printing_agent.beside import Hall
from tests.printing_agent.printers.cups import Cups, install
from tests.servers import processes
from tests.servers.application import start_netevent
from tests.servers.processes import Process


@pytest.fixture
def cups(tmp_path: Path) -> Cups:
    folder = tmp_path / "cups"
    folder.mkdir()
    return install(folder)


class Agents:
    """`netevent print-agent` in processes of their own, each with what it says."""

    def __init__(self, hall: Hall, cups: Cups, folder: Path) -> None:
        self.hall, self.cups, self.folder = hall, cups, folder
        self.started: list[Process] = []

    @property
    def log(self) -> Path:
        return self.folder / "agent.log"

    def start(self) -> Process:
        token_file = self.folder / "token"
        token_file.write_text(self.hall.link.token)
        arguments = [
            "print-agent",
            self.hall.link.origin,
            "--token-file",
            str(token_file),
            "--printer",
            "Hall",
        ]
        agent = start_netevent(arguments, self.folder, self.log, {"PATH": self.cups.path})
        self.started.append(agent)
        return agent

    async def wait_for(self, agent: Process, words: str) -> None:
        await asyncio.to_thread(processes.wait_until, lambda: words in self.said(), agent, self.log)

    def said(self) -> str:
        return self.log.read_text() if self.log.exists() else ""


@pytest.fixture
def agents(hall: Hall, cups: Cups, tmp_path: Path) -> Iterator[Agents]:
    made = Agents(hall, cups, tmp_path)
    yield made
    for agent in made.started:
        processes.kill(agent)


async def test_killed_while_it_prints_it_prints_the_badge_when_it_starts_again(agents: Agents, hall: Hall):
    blocked = agents.cups.folder / "lp.blocks"
    os.mkfifo(blocked)
    lp = agents.cups.folder / "lp"
    works = lp.read_text()
    lp.write_text(f"#!/bin/sh\necho begun > {blocked}\nread -r never < {blocked}\n")
    agent = agents.start()
    await agents.wait_for(agent, "Prints for the station Hall")
    await hall.ask()
    assert await asyncio.to_thread(blocked.read_text) == "begun\n"
    processes.kill(agent)
    await asyncio.to_thread(blocked.write_text, "\n")
    assert await hall.printers.states() == ["taken"]
    lp.write_text(works)
    again = agents.start()
    await agents.wait_for(again, "was printed")
    assert agents.cups.given().startswith(b"%PDF-")
    assert await hall.printers.states() == ["printed"]
    assert len(await hall.printers.prints()) == 1


async def test_it_stops_upon_sigterm(agents: Agents):
    agent = agents.start()
    await agents.wait_for(agent, "Prints for the station Hall")
    assert await asyncio.to_thread(processes.stop, agent) == 0
    assert agents.said().endswith("Stopped.\n")


async def test_a_token_that_is_nobodys_ends_it(hall: Hall, tmp_path: Path):
    done = await asyncio.to_thread(
        netevent, "print-agent", hall.link.origin, "--folder", ".", folder=tmp_path, print_token="x" * 43
    )
    assert (done.code, done.out) == (1, "")
    assert "not the token of a print station" in done.err
