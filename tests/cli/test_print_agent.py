"""`netevent print-agent`: what it is given is right, or it says what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import netevent

LINK = "https://tickets.example.org/print/open/Abc-123_x"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([LINK, "--folder", "."], "Whoever lists the processes"),
        (["--folder", "."], "missing"),
        (["https://tickets.example.org", "--token-file", "gone", "--folder", "."], "gone cannot be read"),
    ],
)
def test_what_is_wrong_with_the_link_is_told(tmp_path: Path, arguments: list[str], words: str):
    done = netevent("print-agent", *arguments, folder=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert words in done.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "one of --printer, --raw and --folder"),
        (["--folder", ".", "--raw", "192.0.2.7"], "one of --printer, --raw and --folder"),
        (["--printer", "-oraw"], "not the name of a printer"),
        (["--raw", "192.0.2.7:high"], "not the address of a printer"),
        (["--raw", ":9100"], "not the address of a printer"),
    ],
)
def test_what_is_wrong_with_the_printer_is_told(tmp_path: Path, arguments: list[str], words: str):
    done = netevent("print-agent", *arguments, folder=tmp_path, print_token=LINK)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
