"""Badges drawn in a process of their own: what comes out, how far it is, and how it ends."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from netevent.core.sandbox import ChildDied
from netevent.documents.badges import process
from netevent.documents.badges.formats import Format, Paper, paper_of
from netevent.documents.badges.lines import badge_line, design_line, read_badges, read_design
from netevent.documents.badges.printing import Printing, printing
from tests.documents.badges.examples import AGENDA, badge, design, sheets, texts_of

PEOPLE = [badge(f"Person {number}", answers=("Vegan",), agenda=AGENDA) for number in range(25)]


def test_a_line_for_each_badge_says_all_of_it():
    lines = [badge_line(one) for one in (*PEOPLE, badge("\u2028\n\ud800"))]
    assert list(read_badges(lines)) == [*PEOPLE, badge("\u2028\n\ud800")]
    assert all(line.count(b"\n") == 1 for line in lines)


def test_the_line_of_the_design_says_all_of_it():
    own = Paper(Format.free, paper_of(Format.free).grid, 1.5, -2, is_folded=True)
    made_for = replace(design(), paper=own, logo="/logo.webp", has_back=True)
    assert read_design(design_line(made_for)) == made_for


async def test_what_comes_in_parts_is_what_is_drawn_at_once():
    async with printing(design()) as sheet:
        await sheet.add(PEOPLE[:7])
        await sheet.add(PEOPLE[7:])
        with await sheet.written() as file:
            content = file.read()
    assert texts_of(content) == texts_of(sheets(PEOPLE, design()))


async def test_it_tells_how_many_are_drawn():
    async with printing(design()) as sheet:
        assert sheet.drawn == 0
        await sheet.add(PEOPLE)
        (await sheet.written()).close()
        assert sheet.drawn == 20


async def test_who_leaves_ends_the_process_and_takes_its_folder_along():
    began = asyncio.Event()
    left: list[Path] = []

    async def draw() -> None:
        async with printing(design()) as sheet:
            await sheet.add(PEOPLE)
            left.append(folder_of(sheet))
            began.set()
            await asyncio.Event().wait()

    drawing = asyncio.create_task(draw())
    await began.wait()
    assert left[0].is_dir()
    drawing.cancel()
    await asyncio.gather(drawing, return_exceptions=True)
    assert not left[0].exists()


def folder_of(sheet: Printing) -> Path:
    return sheet._told.parent


async def test_what_the_process_warns_of_does_not_stop_it():
    """Of each photo that is gone: more than a pipe holds that nobody reads."""
    gone = [badge(f"Person {number}", photo=f"/{'nowhere/' * 400}{number}.jpg") for number in range(400)]
    async with printing(design()) as sheet:
        await sheet.add(gone)
        with await sheet.written() as file:
            assert len(texts_of(file.read())) == 40


async def test_a_process_that_dies_is_told():
    with pytest.raises(ChildDied):
        await feed_a_dead_process()


async def feed_a_dead_process() -> None:
    async with printing(design()) as sheet:
        os.kill(sheet._feed._child.pid, signal.SIGKILL)
        while True:
            await sheet.add(PEOPLE)


async def test_a_process_whose_server_was_killed_makes_no_file(tmp_path: Path):
    made = tmp_path / "made.pdf"
    with pytest.raises(ChildDied):
        await stop_feeding(made, tmp_path / "told")
    assert not made.read_bytes()


async def stop_feeding(made: Path, told: Path) -> None:
    """As the end of the process at the other side of the pipe does."""
    async with process.writing_process(made, told) as feed:
        await feed.send(design_line(design()) + badge_line(badge()))
        stdin = feed._child.stdin
        assert stdin is not None
        stdin.close()
        await feed.finish()
