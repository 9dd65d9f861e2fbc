"""The page of a made file is live: who asked for it sees each step and the end, and nobody else any of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from quart.testing.connections import WebsocketResponseError
from quart.typing import TestClientProtocol as Client
from sqlalchemy import update

from netevent.attendees.listing.filters import ListFilter
from netevent.badges.sheets.choice import Choice, Whom
from netevent.badges.sheets.jobs import BADGES, Sheets
from netevent.changes import Change, JobQueued, MadeFileChanged
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import made_files
from netevent.core.jobs.job import GivenUp, Job, JobKind
from netevent.core.jobs.worker import Worker
from netevent.core.site import Application
from netevent.documents.made import service
from netevent.documents.made.folder import Folder
from netevent.documents.tables.process import Kind
from netevent.live.bus import Bus
from netevent.live.hub import LOGGED_OUT
from netevent.live.publisher import Publisher
from netevent.payments.invoices.queries import Shown
from netevent.reports.invoices.files import FileKind, InvoiceFile
from netevent.reports.invoices.jobs import INVOICES
from netevent.reports.jobs import EXPORT, Export, run_export
from tests.breakouts.presenters.test_open_pages import ORIGIN, closed_with
from tests.conftest import LogIn
from tests.door import Door
from tests.reports.orders import Orders, order_first
from tests.team.people import PAGE as TEAM
from tests.team.people import insert_team

LIVE = "/live/made-file/1"
# Of each kind of job that makes a file, one of event 1.
ARGUMENTS: dict[str, Any] = {
    EXPORT.name: Export(1, Kind.csv, ListFilter()),
    BADGES.name: Sheets(1, Choice(people=(1,), whom=Whom.people), "Olga", counts=False),
    INVOICES.name: InvoiceFile(1, FileKind.csv, Shown(), "en"),
}


@pytest.fixture
async def orders(app: Application, door: Door, log_in_as: LogIn) -> Orders:
    return Orders(*(await log_in_as("olga")), door.database, app.site.settings.var_dir / "made")


@pytest.fixture
def told(app: Application) -> Database:
    """The same database: of what is written by this one, the open pages hear."""
    return app.site.database


@asynccontextmanager
async def open_page(client: Client, number: str = "1") -> AsyncIterator[Any]:
    """A page that has what it shows."""
    async with client.websocket(f"/live/made-file/{number}", headers=ORIGIN) as page:
        await heard(page, f"made-file-{number}")
        yield page


async def heard(page: Any, wanted: str) -> str:
    """What is pushed with it, whatever came before."""
    async with asyncio.timeout(10):
        while wanted not in (text := str(await page.receive())):
            pass
    return text


async def test_each_step_is_pushed_and_the_end_too(orders: Orders, told: Database):
    await orders.order_unheard()
    async with open_page(orders.client) as page:
        job, transact = await orders.claimed(), told.transact
        await transact(service.begin, job, clock.now() - timedelta(seconds=30))
        await heard(page, "Looking for the rows")
        await transact(service.tell, job, 300, 400, clock.now())
        text = await heard(page, "300 of 400 rows")
        assert "Writing the rows" in text
        assert "seconds left" in text
        await transact(service.tell, job, 400, 400, clock.now())
        await heard(page, "Finishing the file")


async def test_what_the_worker_makes_is_there_without_another_look(orders: Orders, told: Database):
    await orders.order_unheard()
    run = partial(run_export, told, Folder(orders.folder))
    async with open_page(orders.client) as page:
        await Worker(told, EXPORT, run, tell=service.end).run_due()
        assert 'href="/organizer/event/1/files/1/download"' in await heard(page, "The file is ready.")


async def test_a_job_that_is_given_up_is_told(orders: Orders, told: Database):
    await orders.order_unheard()

    async def give_up(job: Job, export: Export) -> None:
        raise GivenUp("no paper")

    async with open_page(orders.client) as page:
        await Worker(told, EXPORT, give_up, tell=service.end).run_due()
        await heard(page, "The file could not be made.")


@pytest.mark.parametrize("kind", [EXPORT, BADGES, INVOICES], ids=lambda kind: str(kind.name))
async def test_the_servers_own_workers_tell_how_it_ends(app: Application, orders: Orders, kind: JobKind[Any]):
    await order_first(orders.database, kind, ARGUMENTS[kind.name])
    async with open_page(orders.client) as page:
        app.site.part(Bus).publish(JobQueued(kind.name))
        await heard(page, 'data-state="ready"')


async def test_a_cancel_in_another_tab_is_told(orders: Orders):
    address = await orders.order_unheard()
    async with open_page(orders.client) as page:
        assert (await orders.client.post(f"{address}/cancel", headers=orders.token)).status_code == 303
        await heard(page, "This file was cancelled.")
    assert "This file was cancelled." in await orders.page(address)


async def test_the_end_of_its_hour_is_told(app: Application, orders: Orders):
    """By the clock alone: nothing is published then."""
    address = await orders.order()
    await orders.finished(address)
    is_over = update(made_files).values(expires_at=clock.now() - timedelta(seconds=1))
    async with open_page(orders.client, address.rpartition("/")[2]) as page:
        await orders.database.transact(lambda tx: tx.execute(is_over))
        app.site.part(Publisher).on_time(clock.now() + timedelta(hours=1))
        await heard(page, "was kept for an hour")


async def test_what_a_page_without_a_socket_asks_for_is_the_truth(orders: Orders):
    address = await orders.order()
    await orders.finished(address)
    number = address.rpartition("/")[2]
    regions = await (await orders.client.get(f"/live/made-file/{number}/regions")).get_data(as_text=True)
    assert f'id="made-file-{number}"' in regions
    assert "The file is ready." in regions


@pytest.mark.parametrize(
    ("name", "status"), [("edda", 404), ("otto", 404), ("vera", 404), ("marta", 403), ("guest1", 403)]
)
async def test_nobody_else_opens_it(orders: Orders, log_in_as: LogIn, name: str, status: int):
    """Not even another organizer of the same event."""
    await insert_team(orders.database)
    address = await orders.order_unheard()
    client, _ = await log_in_as(name)
    with pytest.raises(WebsocketResponseError) as refused:
        async with client.websocket(LIVE, headers=ORIGIN) as page:
            await page.receive()
    assert refused.value.response.status_code == status
    assert (await client.get(f"{LIVE}/regions")).status_code == status
    assert (await client.get(address)).status_code == status


async def test_who_is_removed_from_the_team_is_out_of_the_own_files_at_once(orders: Orders, log_in_as: LogIn):
    edda_id, _ = await insert_team(orders.database)
    await orders.order_unheard()
    owned = update(made_files).values(organizer_id=edda_id)
    await orders.database.transact(lambda tx: tx.execute(owned))
    edda, _ = await log_in_as("edda")
    async with open_page(edda) as page:
        await orders.client.post(f"{TEAM}/{edda_id}/remove", headers=orders.token)
        assert await closed_with(page) == LOGGED_OUT


async def test_each_step_says_whose_page_it_moves(orders: Orders):
    await orders.order_unheard()
    changes: list[Change] = []
    job, orders.database.on_change = await orders.claimed(), changes.append
    for step in (
        partial(service.begin, job=job, now=clock.now()),
        partial(service.tell, job=job, done=1, total=2, now=clock.now()),
    ):
        await orders.database.transact(step)
    await orders.database.transact(service.take_back, 1, 1, 1, clock.now())
    assert changes == [MadeFileChanged(1)] * 3
