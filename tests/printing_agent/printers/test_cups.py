"""A queue of CUPS, played by programs in a folder of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from netevent.printing_agent.printers import cups as real
from netevent.printing_agent.printers.cups import CupsPrinter
from netevent.printing_agent.printers.printer import NotPrinted
from netevent.printing_agent.told import Label
from tests.printing_agent.labels import ROLL
from tests.printing_agent.printers.cups import Cups, install

IDLE = "printer Hall is idle.  enabled since Fri 27 Nov 2026\n\tForm mounted:\n\tAlerts: none\n"
EMPTY = IDLE.replace("none", "marker-supply-low-report media-empty-error")
BUSY = IDLE.replace("none", "connecting-to-device marker-supply-low-warning cups-waiting-for-job-completed")
OFF = IDLE.replace("none", "offline-report")
STOPPED = "printer Hall disabled since Fri 27 Nov 2026 -\n\tPaused\n\tAlerts: none\n"

MINE = "Hall-12 root 1024 Fri 27 Nov 2026\n"


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    installed = install(tmp_path)
    monkeypatch.setenv("PATH", installed.path)
    return installed


async def test_lp_gets_the_badge_on_paper_of_its_own_size(cups: Cups):
    await CupsPrinter("Hall").print(b"%PDF-1", ROLL, 7)
    assert cups.given() == b"%PDF-1"
    assert cups.called("lp") == [
        *("-d", "Hall", "-o", "media=Custom.62x100mm", "-o", "print-scaling=none"),
        *("-t", "Badge 7", "-"),
    ]


async def test_programs_of_cups_do_not_get_the_token(cups: Cups, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NETEVENT_PRINT_TOKEN", "hunter2")
    await CupsPrinter("Hall").print(b"%PDF-1", ROLL, 7)
    assert "LC_ALL=C" in cups.environment("lp")
    assert "hunter2" not in cups.environment("lp")


async def test_paper_that_has_a_name_is_called_by_it(cups: Cups):
    await CupsPrinter("Hall").print(b"%PDF-1", Label(105, 148), 7)
    assert "media=A6" in cups.called("lp")


async def test_the_queue_may_call_the_paper_something_else(cups: Cups):
    await CupsPrinter("Hall", "w154h286").print(b"%PDF-1", Label(54, 101.6), 7)
    assert "media=w154h286" in cups.called("lp")


async def test_nothing_of_a_name_is_a_command(cups: Cups):
    await CupsPrinter("Hall; touch gone").print(b"%PDF-1", ROLL, 7)
    assert cups.called("lp")[1] == "Hall; touch gone"
    assert not (cups.folder / "gone").exists()


async def test_what_lp_says_is_why_it_was_not_printed(cups: Cups):
    cups.fails("lp", "lp: The printer or class does not exist.\n")
    with pytest.raises(NotPrinted, match="The printer or class does not exist"):
        await CupsPrinter("Hall").print(b"%PDF-1", ROLL, 7)


async def test_a_badge_in_the_queue_of_a_printer_without_paper_is_taken_out_again(
    cups: Cups, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(real, "LOOK", 0.01)
    cups.queue(MINE)
    cups.says("lpstat", EMPTY)
    with pytest.raises(NotPrinted, match="The printer has no paper"):
        await CupsPrinter("Hall").print(b"%PDF-1", ROLL, 7)
    assert cups.called("cancel") == ["Hall-12"]


async def test_a_badge_that_does_not_leave_the_queue_is_taken_out_again(
    cups: Cups, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(real, "LEAVES", 0.1)
    cups.queue(MINE)
    with pytest.raises(NotPrinted, match="does not print what is in its queue"):
        await CupsPrinter("Hall").print(b"%PDF-1", ROLL, 7)
    assert cups.called("cancel") == ["Hall-12"]


async def test_badges_of_others_in_the_queue_do_not_matter(cups: Cups):
    cups.queue("Hall-1 root 1024 Fri 27 Nov 2026\nHall-120 root 1024 Fri 27 Nov 2026\n")
    await CupsPrinter("Hall").print(b"%PDF-1", ROLL, 7)


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        (IDLE, ""),
        (BUSY, ""),
        (EMPTY, "The printer has no paper."),
        (OFF, "The printer is off, or has no network."),
        (STOPPED, "The printer's queue is stopped."),
    ],
)
async def test_what_the_queue_says_is_its_trouble(cups: Cups, said: str, trouble: str):
    cups.says("lpstat", said)
    assert str(await CupsPrinter("Hall").trouble()) == trouble


async def test_a_queue_that_is_not_there_is_trouble(cups: Cups):
    cups.fails("lpstat", 'lpstat: Invalid destination name in list "Hall".\n')
    assert "Invalid destination name" in str(await CupsPrinter("Hall").trouble())


async def test_a_machine_without_cups_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    trouble = await CupsPrinter("Hall").trouble()
    assert (trouble.code, trouble.words.split(":")[0]) == ("no_program", "lpstat")
