"""The live sockets of a real server: who receives, who does not, and who is not even let in."""

import asyncio
import json
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from sqlalchemy import Table
from websockets.exceptions import InvalidStatus

from netevent.core.database import Database, Transaction
from netevent.core.database.tables import login_accounts, logins
from tests import factories
from tests.conftest import StartServer
from tests.door import Door, badge, make_door
from tests.servers.application import Server
from tests.visitors import Visitor, all_that_came, closed_with, heard, log_in, token_of, visit

DOOR, DASHBOARD, ATTENDEES, OWN = (
    "/live/door/1",
    "/live/dashboard/1",
    "/live/attendees/1",
    "/live/badge",
)
DOOR_REGIONS = ("door-counters", "door-last-scans", "live-status")
DASHBOARD_REGIONS = (
    "event-counters", "event-types", "event-arrivals", "event-last-arrivals", "event-to-look-at",
    "event-desks", "live-status",
)  # fmt: skip


@pytest.fixture
async def people(sqlite_url: str) -> AsyncIterator[Door]:
    """The people of `tests.door` on SQLite: most of this does not depend on the database."""
    database = Database(sqlite_url)
    yield await make_door(database)
    await database.close()


@pytest.fixture
def server(people: Door, sqlite_url: str, start_server: StartServer) -> Server:
    return start_server(sqlite_url)


@pytest.fixture
def server_on_each(door: Door, database_url: str, start_server: StartServer) -> Server:
    return start_server(database_url)


async def refusal(visitor: Visitor, path: str, origin: str | None = "") -> int:
    """The status with which the server answers instead of opening the socket."""
    with pytest.raises(InvalidStatus) as refused:
        async with visitor.connect(path, origin=origin):
            pass
    answer = refused.value.response
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.body
    return int(answer.status_code)


async def test_a_scan_reaches_every_screen_of_its_event_and_no_other(server_on_each: Server):
    marta, olga, piet, otto, guest, other_guest = [
        await visit(server_on_each.base_url, name)
        for name in ("marta", "olga", "piet", "otto", "guest1", "guest2")
    ]
    async with (
        marta.connect(DOOR) as desk,
        olga.connect(DASHBOARD) as dashboard,
        olga.connect(ATTENDEES) as listed,
        guest.connect(OWN) as own,
        other_guest.connect(OWN) as others,
        piet.connect("/live/door/2") as other_desk,
        otto.connect("/live/dashboard/2") as other_dashboard,
    ):
        await asyncio.gather(
            heard(desk, *DOOR_REGIONS),
            heard(dashboard, *DASHBOARD_REGIONS),
            heard(listed, "attendee-counts"),
            heard(own, "attendee-1-presence"),
            heard(others, "attendee-2-presence"),
            heard(other_desk, *DOOR_REGIONS),
            heard(other_dashboard, *DASHBOARD_REGIONS),
        )
        assert (await marta.scan(badge(1))).json()["outcome"] == "checked_in"
        await asyncio.gather(
            heard(desk, "Guest1"),
            heard(dashboard, "event-last-arrivals", "Guest1"),
            heard(listed, "attendee-1-row"),
            heard(own, "attendee-1-presence"),
        )
        for page in (others, other_desk, other_dashboard):
            text = await all_that_came(page)
            assert "Guest1" not in text
            assert "attendee-1-" not in text


async def test_a_page_that_comes_back_gets_its_whole_state(server: Server):
    marta = await visit(server.base_url, "marta")
    async with marta.connect(DOOR) as desk:
        await heard(desk, *DOOR_REGIONS)
    await marta.scan(badge(1))
    async with marta.connect(DOOR) as desk:
        state = await heard(desk, *DOOR_REGIONS)
    assert "Guest1" in state
    assert 'hx-swap-oob="true"' in state


async def test_each_page_hears_in_its_own_language(server: Server):
    marta = await visit(server.base_url, "marta")
    async with marta.connect(f"{DOOR}?lang=en") as english, marta.connect(f"{DOOR}?lang=xx") as unknown:
        assert "Live" in await heard(english, *DOOR_REGIONS)
        assert "Live" in await heard(unknown, *DOOR_REGIONS)


async def test_another_site_is_refused_before_the_socket_opens(server: Server):
    marta = await visit(server.base_url, "marta")
    for origin in (None, "null", "http://evil.example", "http://127.0.0.1.evil.example"):
        assert await refusal(marta, DOOR, origin) == 403, origin


MAY_NOT = {
    "": {DOOR: 401, DASHBOARD: 401, ATTENDEES: 401, OWN: 401},
    "guest1": {DOOR: 403, DASHBOARD: 403, ATTENDEES: 403},
    "marta": {DASHBOARD: 403, ATTENDEES: 403, OWN: 403},
    "piet": {DOOR: 404},
    "otto": {DOOR: 404, DASHBOARD: 404, ATTENDEES: 404},
    "olga": {OWN: 403, "/live/door/99": 404, f"/live/door/{10**30}": 404, "/live/none": 404},
}


async def test_whoever_may_not_see_the_page_gets_no_socket(server: Server):
    for name, paths in MAY_NOT.items():
        visitor = await visit(server.base_url, name)
        assert {path: await refusal(visitor, path) for path in paths} == paths, name


async def test_logging_out_closes_the_pages_of_this_login_only(server: Server):
    here, elsewhere = await visit(server.base_url, "marta"), await visit(server.base_url, "marta")
    async with here.connect(DOOR) as page, here.connect(DOOR) as second, elsewhere.connect(DOOR) as other:
        await asyncio.gather(*(heard(one, "door-counters") for one in (page, second, other)))
        await here.submit("/logout")
        assert await closed_with(page) == 4401
        assert await closed_with(second) == 4401
        await all_that_came(other)
    assert await refusal(here, DOOR) == 401


async def test_switching_the_account_closes_the_pages_of_the_old_one(server: Server, people: Door):
    member = await factories.insert_staff(people.database, 2, email="olga@example.com")
    olga = await visit(server.base_url, "olga")
    async with olga.connect(DASHBOARD) as page:
        await heard(page, "event-counters")
        assert (await olga.submit("/accounts/switch", account=f"staff:{member}")).status == 303
        assert await closed_with(page) == 4401
    assert await refusal(olga, DASHBOARD) == 403


async def test_removing_a_member_closes_the_members_pages(server_on_each: Server):
    olga, marta = await visit(server_on_each.base_url, "olga"), await visit(server_on_each.base_url, "marta")
    async with marta.connect(DOOR) as page, olga.connect(DOOR) as own:
        await asyncio.gather(heard(page, "door-counters"), heard(own, "door-counters"))
        answer = await olga.submit("/organizer/event/1/staff/1/remove")
        assert answer.status == 303, answer.text
        assert await closed_with(page) == 4401
        await all_that_came(own)
    assert (await marta.scan(badge(2))).status == 401
    assert await refusal(marta, DOOR) == 401


async def test_a_new_password_closes_the_pages_of_the_old_one(server: Server):
    olga, marta = await visit(server.base_url, "olga"), await visit(server.base_url, "marta")
    async with marta.connect(DOOR) as page:
        await heard(page, "door-counters")
        await accept_a_new_link(olga, server)
        assert await closed_with(page) == 4401


async def accept_a_new_link(olga: Visitor, server: Server) -> None:
    await olga.submit("/organizer/event/1/staff/1/resend")
    answer = await olga.get("/organizer/event/1/staff")
    link = answer.text.split(f"{server.base_url}/staff/invite/", 1)[1].split('"')[0].split("<")[0]
    member = Visitor(server.base_url)
    path = f"/staff/invite/{link}"
    member.token = await token_of(member, path)
    accepted = await member.submit(path, password="a quite new password")
    assert accepted.status == 303, accepted.text


async def test_a_restart_closes_every_page_with_1012(server: Server):
    marta, guest = await visit(server.base_url, "marta"), await visit(server.base_url, "guest1")
    async with marta.connect(DOOR) as desk, guest.connect(OWN) as own:
        await asyncio.gather(heard(desk, *DOOR_REGIONS), heard(own, "attendee-1-presence"))
        stopping = asyncio.create_task(asyncio.to_thread(server.stop))
        assert await closed_with(desk) == 1012
        assert await closed_with(own) == 1012
        assert await stopping == 0


async def test_a_page_that_talks_too_much_is_cut_off(server: Server):
    marta = await visit(server.base_url, "marta")
    async with marta.connect(DOOR) as loud, marta.connect(DOOR) as quiet:
        await asyncio.gather(heard(loud, "door-counters"), heard(quiet, "door-counters"))
        for _ in range(30):
            await loud.send("{}")
        assert await closed_with(loud) == 1008
        await all_that_came(quiet)


async def test_a_page_that_says_little_stays(server: Server):
    marta = await visit(server.base_url, "marta")
    async with marta.connect(DOOR) as page:
        for _ in range(15):
            await page.send(json.dumps({"ping": 1}))
        await heard(page, "door-counters")
        await all_that_came(page)


async def test_a_huge_message_is_cut_off(server: Server):
    marta = await visit(server.base_url, "marta")
    for message in ("x" * 65537, b"x" * 65537):
        async with marta.connect(DOOR) as page:
            await page.send(message)
            assert await closed_with(page) == 1009


async def test_compression_is_declined(server: Server):
    marta = await visit(server.base_url, "marta")
    async with marta.connect(DOOR, compression="deflate") as page:
        assert page.response is not None
        assert "Sec-WebSocket-Extensions" not in page.response.headers
        await heard(page, *DOOR_REGIONS)


async def test_a_desk_is_on_the_dashboard_while_its_page_is_open(server_on_each: Server):
    olga, marta = await visit(server_on_each.base_url, "olga"), await visit(server_on_each.base_url, "marta")
    async with olga.connect(DASHBOARD) as dashboard:
        await heard(dashboard, "event-desks")
        async with marta.connect(f"{DOOR}?desk={uuid4()}&gate=2"):
            assert "East" in await heard(dashboard, "event-desks", "Marta Door")
        while "Marta Door" in await heard(dashboard, "event-desks"):
            pass


async def test_a_nonsensical_desk_or_gate_does_no_harm(server: Server):
    marta = await visit(server.base_url, "marta")
    for query in ("desk=x&gate=1", f"desk={uuid4()}&gate=3", f"desk={uuid4()}&gate={10**30}"):
        async with marta.connect(f"{DOOR}?{query}") as page:
            await heard(page, *DOOR_REGIONS)


async def test_a_reader_that_never_reads_hurts_nobody_else(server: Server):
    marta = await visit(server.base_url, "marta")
    async with marta.connect(DOOR) as quick:
        await heard(quick, *DOOR_REGIONS)
        deaf = [await deaf_page(marta) for _ in range(20)]
        await heard(quick, *DOOR_REGIONS)
        for number in range(1, 7):
            await marta.scan(badge(number))
            await heard(quick, f"Guest{number}", within=60)
        for _reader, writer in deaf:
            writer.close()


async def deaf_page(visitor: Visitor) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A socket whose page reads nothing after the handshake, not even into a buffer."""
    host, port = visitor.base_url.removeprefix("http://").split(":")
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.cookies)
    reader, writer = await asyncio.open_connection(host, int(port), limit=1024)
    lines = (
        f"GET {DOOR} HTTP/1.1", f"Host: {host}:{port}", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
        f"Origin: {visitor.base_url}", f"Cookie: {cookies}", "", "",
    )  # fmt: skip
    writer.write("\r\n".join(lines).encode())
    assert b"101" in await asyncio.wait_for(reader.readline(), 60)
    writer.transport.pause_reading()  # type: ignore[attr-defined]  # of a socket's transport
    return reader, writer


async def test_a_login_that_ended_behind_the_servers_back_is_found_within_the_beat(
    server: Server, people: Door
):
    """As when another worker's word was lost: nobody told this one."""
    marta = await visit(server.base_url, "marta")
    async with marta.connect(DOOR) as page:
        await heard(page, "door-counters")
        for table in (login_accounts, logins):
            await people.database.transact(emptied, table=table)
        assert await closed_with(page, within=60) == 4401


def emptied(tx: Transaction, table: Table) -> None:
    tx.execute(table.delete())


async def test_a_second_login_in_the_same_browser_closes_the_pages_of_the_first(server: Server):
    marta = await visit(server.base_url, "marta")
    async with marta.connect(DOOR) as page:
        await heard(page, "door-counters")
        await log_in(marta, "guest1")
        assert await closed_with(page) == 4401
