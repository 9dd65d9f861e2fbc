"""An export ordered on the page: a job makes it, its page tells of it, its owner alone gets the file."""

from __future__ import annotations

import os
import re
import signal
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete, select, update

from netevent.core import clock, sandbox
from netevent.core.database.tables import events, jobs, made_files, organizers
from netevent.core.jobs.job import LeaseLost, State
from netevent.core.site import Application
from netevent.documents.made import service
from netevent.documents.made.folder import Folder
from netevent.documents.made.keeping import MadeFiles
from netevent.documents.made.made_file import MadeFile
from netevent.documents.made.making import Making
from netevent.reports import export
from tests.conftest import LogIn
from tests.door import Door
from tests.reports.files import CSV, EXCEL
from tests.reports.orders import BROWSER, Orders


@pytest.fixture
async def orders(app: Application, door: Door, log_in_as: LogIn) -> Orders:
    return Orders(*(await log_in_as("olga")), door.database, app.site.settings.var_dir / "made")


async def test_the_button_orders_a_file_that_its_owner_downloads(orders: Orders):
    page = await orders.order(f"{EXCEL}?q=guest1")
    assert "The file is ready." in await orders.finished(page)
    answer: Any = await orders.client.get(f"{page}/download")
    book = load_workbook(BytesIO(await answer.get_data(as_text=False)))
    found = [row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert found == ["Guest1", "Guest10", "Guest11", "Guest12"]
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=attendees.xlsx;")
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def test_a_table_is_ordered_in_the_same_way(orders: Orders):
    page = await orders.order(CSV)
    await orders.finished(page)
    answer: Any = await orders.client.get(f"{page}/download")
    assert answer.mimetype == "text/csv"
    assert b'"guest1@example.com"' in await answer.get_data(as_text=False)


async def test_the_page_stays_there_and_leads_back_to_the_list(orders: Orders):
    page = await orders.order(f"{EXCEL}?q=guest1&state=expected")
    await orders.finished(page)
    again = await orders.page(page)
    assert 'href="/organizer/event/1/attendees?q=guest1&amp;state=expected"' in again


@pytest.mark.parametrize("accept", ["", "*/*", "application/json;q=0.5,*/*"])
async def test_a_program_gets_the_file_as_the_answer(orders: Orders, accept: str):
    answer = await orders.client.get(EXCEL, headers={"Accept": accept} if accept else {})
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert await orders.rows() == []


async def test_a_browser_that_opens_the_address_is_asked_first(orders: Orders):
    page = await orders.page(f"{CSV}?q=guest1")
    assert f'action="{CSV}?q=guest1"' in page
    assert "Make the CSV file" in page
    assert await orders.rows() == []


async def test_nobody_else_finds_it(orders: Orders, app: Application, log_in_as: LogIn):
    page = await orders.order()
    await orders.finished(page)
    for name, status in (("otto", 404), ("marta", 403), ("guest1", 403)):
        client, token = await log_in_as(name)
        for address in (page, f"{page}/download"):
            assert (await client.get(address)).status_code == status, name
        assert (await client.post(f"{page}/cancel", headers=token)).status_code == status
    assert len(orders.files()) == 1


async def test_not_even_another_owner_of_the_event(orders: Orders, door: Door, log_in_as: LogIn):
    """An event that went to another organizer: the file was made for the first one."""
    page = await orders.order()
    await orders.finished(page)
    otto, _ = await log_in_as("otto")
    await give(door, 1, "otto")
    assert (await otto.get(f"{page}/download")).status_code == 404


async def test_another_events_address_does_not_lead_to_it(orders: Orders, door: Door):
    page = await orders.order()
    await orders.finished(page)
    await give(door, 2, "olga")
    other = page.replace("/event/1/", "/event/2/")
    assert (await orders.client.get(f"{other}/download")).status_code == 404


async def test_after_an_hour_it_is_gone_and_its_page_says_so(orders: Orders, app: Application):
    page = await orders.order()
    await orders.finished(page)
    await orders.database.transact(
        lambda tx: tx.execute(update(made_files).values(expires_at=clock.now() - timedelta(seconds=1)))
    )
    assert "was kept for an hour" in await orders.page(page)
    assert (await orders.client.get(f"{page}/download")).status_code == 409
    age(orders.folder)
    await app.site.part(MadeFiles).sweep()
    assert orders.files() == []
    assert "was kept for an hour" in await orders.page(page)


async def test_after_a_day_nothing_is_told_of_it(orders: Orders, app: Application):
    page = await orders.order()
    await orders.finished(page)
    await orders.database.transact(lambda tx: tx.execute(update(jobs).values(run_at=clock.EPOCH)))
    age(orders.folder)
    await app.site.part(MadeFiles).sweep()
    assert (await orders.client.get(page)).status_code == 404
    assert orders.files() == []


async def test_a_sweep_leaves_what_waits_and_what_is_just_being_kept(orders: Orders, app: Application):
    page = await orders.order()
    await orders.finished(page)
    age(orders.folder)
    young = Folder(orders.folder).write(BytesIO(b"young"))
    await app.site.part(MadeFiles).sweep()
    assert young in orders.files()
    assert (await orders.client.get(f"{page}/download")).status_code == 200


async def test_a_file_of_a_deleted_event_is_swept(orders: Orders, app: Application):
    await orders.finished(await orders.order())
    await orders.database.transact(lambda tx: tx.execute(delete(jobs)))
    age(orders.folder)
    await app.site.part(MadeFiles).sweep()
    assert orders.files() == []


async def test_a_file_on_another_machine_is_told_and_no_fault(orders: Orders):
    page = await orders.order()
    await orders.finished(page)
    for name in orders.files():
        (orders.folder / name).unlink()
    assert (await orders.client.get(f"{page}/download")).status_code == 409


async def test_who_cancels_comes_back_to_the_list_and_no_file_is_left(orders: Orders):
    page = await orders.order(f"{EXCEL}?q=guest1")
    await orders.finished(page)
    answer = await orders.client.post(f"{page}/cancel", headers=orders.token)
    assert answer.headers["Location"] == "/organizer/event/1/attendees?q=guest1"
    assert orders.files() == []
    assert "This file was cancelled." in await orders.page(page)
    assert (await orders.client.get(f"{page}/download")).status_code == 409
    assert await orders.database.read(lambda tx: tx.execute(select(jobs.c.arguments)).scalar()) == ""


async def test_a_cancel_in_the_middle_stops_the_making(
    orders: Orders, door: Door, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(export, "BATCH", 1)
    tell = Making.tell
    done: list[int] = []

    async def tell_after_the_cancel(making: Making, count: int, total: int) -> None:
        done.append(count)
        if count == 3:
            await door.database.transact(service.take_back, 1, 1, 1, clock.now())
            making._told_at = 0.0
        await tell(making, count, total)

    monkeypatch.setattr(Making, "tell", tell_after_the_cancel)
    await orders.order_unheard()
    await orders.worker().run_due()
    assert max(done) == 3
    assert orders.files() == []


async def test_a_file_that_comes_after_the_cancel_is_removed(orders: Orders, door: Door, tmp_path: Path):
    await orders.order_unheard()
    job = await orders.claimed()
    await door.database.transact(service.take_back, 1, 1, 1, clock.now())
    with pytest.raises(LeaseLost):
        await Making(door.database, Folder(tmp_path / "late"), job).deliver(BytesIO(b"late"))
    assert list((tmp_path / "late").iterdir()) == []


async def test_a_child_that_is_killed_fails_the_job_with_a_sentence(
    orders: Orders, monkeypatch: pytest.MonkeyPatch
):
    kill_each_child(monkeypatch)
    page = await orders.order()
    assert "The file could not be made." in await orders.finished(page)
    ((state),) = [row.state for row in await orders.rows()]
    assert state == State.failed


@pytest.mark.parametrize("address", [EXCEL, CSV])
async def test_a_program_whose_child_is_killed_gets_a_sentence(
    orders: Orders, monkeypatch: pytest.MonkeyPatch, address: str
):
    kill_each_child(monkeypatch)
    answer = await orders.client.get(address, headers={"Accept": "*/*"})
    assert answer.status_code == 503
    assert "The file could not be made." in await answer.get_data(as_text=True)


async def test_the_page_tells_how_far_it_is_and_how_long_it_takes(orders: Orders, door: Door):
    address = await orders.order_unheard()
    job, database = await orders.claimed(), door.database
    await database.transact(service.begin, job, clock.now() - timedelta(seconds=30))
    await database.transact(service.tell, job, 300, 400, clock.now())
    page = await orders.page(address)
    assert "300 of 400 rows" in page
    assert re.search("about (10|11|12|13) seconds left", page)


async def test_too_many_orders_are_refused(orders: Orders):
    for _ in range(60):
        await orders.order()
    answer = await orders.client.post(EXCEL, headers=orders.token | BROWSER)
    assert answer.status_code == 429


def test_what_is_left_is_told_at_the_speed_so_far():
    began = clock.now()
    for took, done, left in ((1, 50, None), (4, 0, None), (4, 50, 4), (4, 99, 1)):
        assert made_file(began, done).seconds_left(began + timedelta(seconds=took)) == left
    assert made_file(None, 50).seconds_left(began) is None


def made_file(began_at: Any, done: int) -> MadeFile:
    return MadeFile(
        1, 1, "export", 1, "a", "a", "text/csv", "/", "", State.waiting, "making", done, 100, began_at, None
    )


async def give(door: Door, event_id: int, name: str) -> None:
    owner = select(organizers.c.id).where(organizers.c.email == f"{name}@example.com").scalar_subquery()
    given = update(events).where(events.c.id == event_id).values(organizer_id=owner)
    await door.database.transact(lambda tx: tx.execute(given))


def age(folder: Path) -> None:
    """Time passes over what lies there."""
    for path in folder.iterdir():
        os.utime(path, (0, 0))


def kill_each_child(monkeypatch: pytest.MonkeyPatch) -> None:
    started = sandbox._started

    async def started_and_killed(program: str, *arguments: str) -> Any:
        child = await started(program, *arguments)
        child.send_signal(signal.SIGKILL)
        return child

    monkeypatch.setattr(sandbox, "_started", started_and_killed)
