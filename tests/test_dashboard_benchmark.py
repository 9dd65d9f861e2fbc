"""The benchmark of the dashboard asks what it says, of a real server: run small, without a clock."""

from dataclasses import replace

from benchmarks.__main__ import QUICK
from benchmarks.dashboard import dashboard_pages
from benchmarks.servers import database, netevent_server
from benchmarks.world import make_world

SMALL = replace(QUICK, dashboard_views=2, dashboard_scans=5)


async def test_the_page_is_opened_and_both_events_are_scanned():
    async with database("sqlite", "sqlite") as url, netevent_server(url) as server:
        world = await make_world(url, server, people=210)
        try:
            page, scan = await dashboard_pages(world, SMALL, large=240)
        finally:
            await world.database.close()
    assert (page.what, page.goal) == ("the dashboard's page, 240 attendees, 480 scans", "p95 < 60 ms")
    assert scan.what == "a check-in with 240 attendees and an open dashboard, to one with 200"
    assert scan.goal == "at most 1.25"
