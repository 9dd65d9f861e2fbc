"""The benchmark of the programme asks what it says, of a real server: run small, without a clock."""

from dataclasses import replace

from benchmarks.__main__ import QUICK
from benchmarks.programme import programme_pages
from benchmarks.servers import database, netevent_server
from benchmarks.world import make_world

SMALL = replace(QUICK, attendee_sockets=8, rsvps=2, programme_views=1)


async def test_a_seat_is_seen_on_all_pages_and_both_programmes_are_shown():
    async with database("sqlite", "sqlite") as url, netevent_server(url) as server:
        world = await make_world(url, server, people=10)
        try:
            pushed, viewed = await programme_pages(world, SMALL)
        finally:
            await world.database.close()
    assert pushed.what == "a seat taken, right on all 8 programme pages"
    assert (pushed.goal, viewed.goal) == ("p95 < 500 ms", "at most 2")
    assert viewed.what == "a page of a programme of 300 sessions, to one of 30"
