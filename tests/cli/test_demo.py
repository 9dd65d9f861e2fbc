"""`netevent demo` as its users start it: what it prints and writes, what it keeps, what it wipes."""

import json
import signal
import ssl
import stat
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, insert, select

from netevent.core.credentials import matching
from netevent.core.database.tables import (
    attendees,
    badge_prints,
    breakout_sessions,
    connections,
    gates,
    invoices,
    kiosks,
    meeting_points,
    orders,
    organizers,
    payments,
    print_stations,
    scans,
    staff,
)
from netevent.demo.printing import KIOSK_PIN, STATION_TOKEN
from tests.cli.commands import netevent
from tests.servers import processes
from tests.servers.application import start_netevent, status_of
from tests.servers.databases import blocking_engine, sqlite_url


@contextmanager
def demo(folder: Path, *options: str, database_url: str = "", anew: bool = False) -> Iterator[dict[str, Any]]:
    """Runs while the block does; gives what var/demo.json says. Its words are in folder/out."""
    arguments = ["demo", "--port", str(processes.free_port()), *options]
    settings = {"NETEVENT_DATABASE_URL": database_url} if database_url else {}
    out = folder / "out"
    out.unlink(missing_ok=True)
    process = start_netevent(arguments, folder, out, settings, anew=anew)
    try:
        processes.wait_until(lambda: out.exists() and b"Ctrl-C" in out.read_bytes(), process, out)
        yield json.loads((folder / "var" / "demo.json").read_text())
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
        assert b"Traceback" not in out.read_bytes()
    finally:
        if process.poll() is None:
            processes.kill(process)


def engine(folder: Path) -> Engine:
    return blocking_engine(sqlite_url(folder / "var" / "demo.db"))


def test_it_serves_and_writes_down_what_programs_need(tmp_path: Path):
    with demo(tmp_path, anew=True) as facts:
        assert status_of(f"{facts['base_url']}/readyz") == 200
        assert {one["role"] for one in facts["accounts"]} == {"organizer", "staff", "attendee", "presenter"}
        assert set(facts["event"]) == {"id", "code", "name"}
        assert len(facts["badges"]) >= 20
        assert {badge["checked_in"] for badge in facts["badges"]} == {True, False}
        left = {one["code"]: one["max_attendees"] - one["registered"] for one in facts["sessions"]}
        assert 4 in left.values()
        assert [left[one["code"]] for one in facts["sessions"] if one["waiting"]] == [0]


def test_it_prints_the_address_the_accounts_and_a_badge(tmp_path: Path):
    with demo(tmp_path) as facts:
        printed = (tmp_path / "out").read_text()
    waiting = next(badge for badge in facts["badges"] if not badge["checked_in"])
    assert facts["base_url"] in printed
    assert all(one["email"] in printed and one["password"] in printed for one in facts["accounts"])
    assert waiting["code"] in printed
    assert "█" in printed


@pytest.mark.parametrize("backend", ["sqlite", "mariadb"])
async def test_the_event_is_a_whole_one(request: pytest.FixtureRequest, tmp_path: Path, backend: str):
    url = str(request.getfixturevalue("mariadb_url")) if backend == "mariadb" else ""
    with demo(tmp_path, database_url=url) as facts:
        source = blocking_engine(url) if url else engine(tmp_path)
        with source.connect() as connection:
            counts = [
                connection.scalar(select(func.count()).select_from(table))
                for table in (attendees, gates, breakout_sessions, staff, connections, meeting_points)
            ]
            is_in = connection.execute(select(attendees.c.id).where(attendees.c.checked_in)).scalars().all()
            let_in = connection.execute(
                select(scans.c.attendee_id).where(scans.c.outcome == "checked_in")
            ).scalars()
            own = organizers.c.email == facts["accounts"][0]["email"]
            stored = connection.scalar(select(organizers.c.password_hash).where(own))
            assert sorted(is_in) == sorted(let_in)
    assert counts == [215, 2, 8, 2, 6, 5]
    assert len(is_in) == 62
    assert await matching([stored], facts["accounts"][0]["password"]) == [True]


def test_it_sells_and_has_sold(tmp_path: Path):
    with demo(tmp_path) as facts:
        shown = text_of(f"{facts['base_url']}/event/register/{facts['event']['code']}")
        printed = (tmp_path / "out").read_text()
    with engine(tmp_path).connect() as connection:
        states = Counter(connection.execute(select(orders.c.state)).scalars())
        problems = Counter(connection.execute(select(payments.c.problem)).scalars())
        sold = connection.scalar(select(func.count()).select_from(invoices))
        roles = set(connection.execute(select(staff.c.role)).scalars())
    assert states == {"settled": 5, "placed": 2, "waiting": 1}
    assert problems["twice"] == 1
    assert sold == 4
    assert roles == {"door", "money"}
    assert "3 left" in shown
    assert "sold out" in shown
    assert "Speaker" not in shown
    assert "payment_problem" not in printed


def test_it_has_a_print_station_a_kiosk_and_printed_badges(tmp_path: Path):
    with demo(tmp_path) as facts:
        station = text_of(f"{facts['base_url']}/print/open/{STATION_TOKEN}")
        printed = (tmp_path / "out").read_text()
    with engine(tmp_path).connect() as connection:
        whose = connection.execute(select(badge_prints.c.attendee_id)).scalars().all()
        is_in = connection.execute(select(attendees.c.id).where(attendees.c.checked_in)).scalars().all()
        beside = connection.execute(select(kiosks.c.station_id)).scalars().all()
        there = connection.execute(select(print_stations.c.id)).scalars().all()
    assert sorted(whose) == sorted(is_in)
    assert beside == there
    assert "Main entrance" in station
    assert f"/print/open/{STATION_TOKEN}" in printed
    assert f"its PIN is {KIOSK_PIN}" in printed


def test_a_second_start_keeps_the_data_and_the_key(tmp_path: Path):
    with demo(tmp_path) as facts:
        pass
    key = (tmp_path / "var" / "secret_key").read_text()
    with engine(tmp_path).begin() as connection:
        connection.execute(insert(gates).values(event_id=facts["event"]["id"], name="Back door"))
    with demo(tmp_path):
        pass
    assert (tmp_path / "var" / "secret_key").read_text() == key
    assert gate_names(tmp_path) == ["Main entrance", "Side entrance", "Back door"]


def test_a_reset_starts_over_and_leaves_other_files(tmp_path: Path):
    with demo(tmp_path):
        pass
    (tmp_path / "var" / "netevent.db").write_text("a real server's")
    with engine(tmp_path).begin() as connection:
        connection.execute(insert(gates).values(event_id=1, name="Back door"))
    with demo(tmp_path, "--reset"):
        pass
    assert gate_names(tmp_path) == ["Main entrance", "Side entrance"]
    assert (tmp_path / "var" / "netevent.db").read_text() == "a real server's"


def test_the_key_is_readable_by_its_owner_only(tmp_path: Path):
    with demo(tmp_path):
        assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600


def test_a_reset_never_empties_a_database_that_was_set(tmp_path: Path, sqlite_url: str):
    done = netevent("demo", "--reset", folder=tmp_path, database_url=sqlite_url)
    assert done.code == 2
    assert "NETEVENT_DATABASE_URL is set" in done.err


def test_a_database_in_real_use_is_left_alone(tmp_path: Path, sqlite_url: str):
    netevent(
        "create-organizer", "--password-stdin", "robin@example.org", "Robin",
        folder=tmp_path, typed="a good password\n", database_url=sqlite_url,
    )  # fmt: skip
    done = netevent("demo", folder=tmp_path, database_url=sqlite_url)
    assert done.code == 2
    assert "in real use" in done.err


def test_off_this_machine_it_serves_https_and_shows_the_address(tmp_path: Path):
    with demo(tmp_path, "--host", "0.0.0.0") as facts:  # noqa: S104 - what the venue's network needs
        assert facts["base_url"].startswith("https://")
        trusting = ssl.create_default_context(cafile=str(tmp_path / "var" / "local-certificate.pem"))
        with urllib.request.urlopen(f"{facts['base_url']}/healthz", context=trusting, timeout=60) as answer:  # noqa: S310 - https, see above
            assert answer.status == 200


def gate_names(folder: Path) -> list[str]:
    with engine(folder).connect() as connection:
        return list(connection.execute(select(gates.c.name).order_by(gates.c.id)).scalars())


def text_of(address: str) -> str:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with browser.open(address, timeout=60) as answer:
        return str(answer.read().decode())
