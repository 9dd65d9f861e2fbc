"""Whatever address a page of any role shows leads somewhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from quart import Quart
from sqlalchemy import update

from netevent.core import clock
from netevent.core.database.tables import appointments, events
from netevent.core.pictures.reading import SIZES
from netevent.profiles.photos.files import PhotoFiles
from tests.conftest import LogIn
from tests.door import Door, badge
from tests.factories import insert_point, insert_session
from tests.privacy import traces
from tests.sweeps.crawler import Page, endpoint_of, walk

BROKEN = {404, 405, 500}
STARTS = {
    "nobody": ("/", "/register/organizer", "/register/attendee/EVENT1", "/staff/CODE1", f"/c/{badge(1)}"),
    "olga": ("/organizer/dashboard", f"/c/{badge(1)}", "/organizer/event/1/live"),
    "marta": ("/staff/dashboard", f"/c/{badge(1)}", "/staff/1/live"),
    "guest1": ("/attendee/dashboard", f"/attendee/scan/{badge(2)}", "/attendee/live?view=people"),
    "guest2": ("/attendee/dashboard", "/attendee/live?view=agenda"),
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Which addresses a page shows does not depend on the database."""
    return sqlite_url


@pytest.fixture
async def lively_event(door: Door, tmp_path: Path) -> None:
    """Every list of every page has something in it."""
    await traces.live(door)
    soon = clock.now().replace(microsecond=0) + timedelta(hours=2)
    await insert_point(door.database, 1)
    await insert_session(door.database, 1, soon, 45, traces.ANNA)
    agreed, proposed = {"status": "accepted"}, {"status": "pending", "expires_at": soon}
    for number, requester, target, given in (
        (11, traces.ANNA, traces.BEN, proposed),
        (12, traces.BEN, traces.ANNA, proposed),
        (13, traces.BEN, traces.ANNA, agreed),
    ):
        row = traces.appointment(number, requester, target, "Tea") | given
        await traces.put(door, appointments, **row | {"appointment_time": soon, "end_time": soon})
    photo = PhotoFiles(tmp_path / "photos").write(dict.fromkeys(SIZES, b"a face"))
    for attendee_id in (traces.ANNA, traces.BEN, traces.CARA):
        await door.change_attendee(attendee_id, profile_picture=photo)
    statement = update(events).values(start_time=clock.now() - timedelta(days=1))
    await door.database.transact(lambda tx: tx.execute(statement))
    for code in (badge(1), badge(1), "NOBODYSXXX", badge(2)):
        await door.scan(code)


@pytest.mark.usefixtures("lively_event")
@pytest.mark.parametrize("name", STARTS)
async def test_every_address_that_a_page_shows_leads_somewhere(app: Quart, log_in_as: LogIn, name: str):
    client = app.test_client() if name == "nobody" else (await log_in_as(name))[0]
    pages = [page async for page in walk(client, app, STARTS[name])]
    assert {page.path: page.status for page in pages if page.status in BROKEN} == {}
    assert {(page.path, *dead) for page in pages for dead in _dead(app, page)} == set()


def _dead(app: Quart, page: Page) -> list[tuple[str, str]]:
    """What no route of the application answers."""
    urls = app.url_map.bind("localhost")
    return [(one.method, one.path) for one in page.addresses if not endpoint_of(urls, one)]
