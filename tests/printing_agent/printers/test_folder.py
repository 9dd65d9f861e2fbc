"""A folder as a printer."""

from __future__ import annotations

from pathlib import Path

import pytest

from netevent.printing_agent.printers.folder import FolderPrinter
from netevent.printing_agent.printers.printer import NotPrinted
from tests.printing_agent.labels import ROLL


async def test_a_badge_is_a_file_with_its_number(tmp_path: Path):
    await FolderPrinter(tmp_path).print(b"%PDF-1", ROLL, 7)
    assert {file.name: file.read_bytes() for file in tmp_path.glob("*")} == {"badge-7.pdf": b"%PDF-1"}  # noqa: ASYNC240 - a test's own folder


async def test_a_badge_that_comes_twice_is_one_file(tmp_path: Path):
    printer = FolderPrinter(tmp_path)
    await printer.print(b"%PDF-1", ROLL, 7)
    await printer.print(b"%PDF-2", ROLL, 7)
    assert [file.read_bytes() for file in tmp_path.glob("*")] == [b"%PDF-2"]  # noqa: ASYNC240 - the same


async def test_a_folder_that_is_not_there_is_trouble(tmp_path: Path):
    printer = FolderPrinter(tmp_path / "gone")
    assert str(await printer.trouble()) == "The folder is not there."
    with pytest.raises(NotPrinted, match="cannot be written"):
        await printer.print(b"%PDF-1", ROLL, 7)
