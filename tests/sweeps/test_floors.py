"""The laws between files are alive: one violation of each, planted in a copy, is refused."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

# Where it is planted, what is imported there, and the words of the contract that must refuse it.
PLANTED = (
    ("core/clock", "netevent.events.queries", "Floors"),
    ("live/hub", "netevent.checkin.scan", "Floors"),
    ("registration/service", "netevent.checkin.service", "Floors"),
    ("identity/service", "quart", "know nothing of the web"),
    ("appointments/slots/queries", "netevent.core.web.pages", "know nothing of the web"),
    ("connections/service", "netevent.live.hub", "know nothing of the web"),
    ("attendees/importing/jobs", "quart", "know nothing of the web"),
    ("appointments/reactions", "netevent.live.bus", "know nothing of the web"),
    ("appointments/reading", "quart", "know nothing of the web"),
    ("appointments/reactions", "netevent.core.site", "know nothing of the web"),
    ("staff/service", "netevent.core.web.requests", "know nothing of the web"),
    ("staff/mails", "quart", "know nothing of the web"),
    ("contacts/exports/routes", "sqlalchemy", "never the database"),
    ("connections/actions", "sqlalchemy", "never the database"),
    ("staff/routes", "netevent.live.hub", "never the database"),
    ("home/queries", "netevent.checkin.screens", "screens are known"),
    ("home/queries", "netevent.registration.attendance.routes", "imports routes"),
    ("home/queries", "netevent.appointments.reactions", "imports reactions"),
)


@pytest.fixture(scope="module")
def refusals(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the checker says of a copy in which all of them are planted."""
    copy = tmp_path_factory.mktemp("planted")
    shutil.copytree(ROOT / "netevent", copy / "netevent", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for place, imported, _ in PLANTED:
        with (copy / "netevent" / f"{place}.py").open("a") as file:
            file.write(f"\nimport {imported}\n")
    checked = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy), "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 1, checked.stdout + checked.stderr
    return checked.stdout


@pytest.mark.parametrize(("place", "imported", "contract"), PLANTED)
def test_a_planted_violation_is_refused(refusals: str, place: str, imported: str, contract: str):
    module = f"netevent.{place.replace('/', '.')}"
    assert re.search(rf"{contract}.* BROKEN", refusals)
    assert re.search(rf"{re.escape(module)} -> {re.escape(imported)}\b", refusals), refusals


def test_every_contract_is_broken_by_one_of_them(refusals: str):
    assert " KEPT" not in refusals
