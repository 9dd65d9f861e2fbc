"""Check-in, connections and appointments on a Galera cluster, and one of its nodes that dies."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from uuid import uuid4

import pytest
from sqlalchemy import MetaData
from sqlalchemy.util import await_only

from netevent.core.database import Database, Transaction
from netevent.core.database.locks import lock_event
from netevent.meeting_points.queries import insert_point, select_names
from tests.appointments import test_races as meeting_races
from tests.appointments.meeting import Meet, make_meet
from tests.checkin import test_service as checkin
from tests.conftest import StartServer
from tests.connections import test_races as connection_races
from tests.connections.people import People
from tests.connections.scanning import test_service as scanning
from tests.door import BADGES, Door, badge, make_door
from tests.faults.spread import Spread
from tests.faults.test_servers_that_die import at_once, journal, until_answered
from tests.proof import Observe
from tests.registration import test_service as registration
from tests.servers.databases import FirstRows, MariaDatabase
from tests.servers.galera import Galera, Node
from tests.visitors import Visitor, visit

pytestmark = pytest.mark.long
DESKS, SOME = 4, 40
AGREED_WITHIN = 15.0  # seconds; a node that says nothing any more is left out after five
SURELY = 60.0

Race = Callable[[Database], Awaitable[None]]


@pytest.fixture(scope="module")
def galera() -> Iterator[Galera]:
    cluster = Galera()
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def cluster_database(galera: Galera, metadata: MetaData, first_rows: FirstRows) -> MariaDatabase:
    return MariaDatabase(galera.nodes[0], metadata, first_rows)


@pytest.fixture
def cluster(galera: Galera, cluster_database: MariaDatabase) -> Galera:
    for node in galera.nodes:
        if not node.is_running:
            node.start()
    cluster_database.new()
    return galera


@pytest.fixture(params=["one node", "three nodes"])
async def on_galera(request: pytest.FixtureRequest, cluster: Galera) -> AsyncIterator[Database]:
    urls = [node.url("netevent") for node in cluster.nodes]
    for node in cluster.nodes:
        node.execute("SET GLOBAL wsrep_sync_wait = 3")  # what one node has committed, the next one reads
    database = Spread(urls[:1] if request.param == "one node" else urls)
    yield database
    await database.close()
    for node in cluster.nodes:
        node.execute("SET GLOBAL wsrep_sync_wait = 0")


def at_the_door(race: Callable[[Door], Awaitable[None]]) -> Race:
    async def run(database: Database) -> None:
        await race(await make_door(database))

    return run


def among_people(race: Callable[[People], Awaitable[None]]) -> Race:
    async def run(database: Database) -> None:
        await race(People(await make_door(database)))

    return run


def at_a_meeting(race: Callable[[Meet], Awaitable[None]]) -> Race:
    async def run(database: Database) -> None:
        await make_door(database)
        await race(await make_meet(database))

    return run


RACES: list[Race] = [
    at_the_door(checkin.test_the_same_scan_sent_twice_at_once_is_written_once),
    at_the_door(checkin.test_twenty_desks_scan_one_badge_at_once_and_one_lets_in),
    registration.test_two_hundred_race_for_the_last_seat_and_one_gets_it,
    among_people(connection_races.test_crossing_requests_are_one_connection),
    among_people(connection_races.test_a_race_makes_no_more_requests_than_the_day_has),
    at_the_door(scanning.test_pairs_that_scan_each_other_in_one_moment_are_all_connected),
    at_the_door(scanning.test_one_who_scans_twice_in_one_moment_is_written_down_once),
    at_a_meeting(meeting_races.test_of_fifty_proposals_for_one_slot_exactly_one_is_agreed),
    at_a_meeting(meeting_races.test_of_fifty_pairs_at_one_meeting_point_exactly_one_gets_it),
    at_a_meeting(meeting_races.test_of_two_accepts_at_once_one_counts),
    at_a_meeting(meeting_races.test_of_move_and_accept_one_counts),
]


@pytest.mark.fault("races for a badge, a seat, a request, a slot, on Galera", "they end as on one server")
@pytest.mark.parametrize("race", RACES, ids=range(len(RACES)))
async def test_races_end_on_a_cluster_as_on_one_server(on_galera: Database, race: Race):
    await race(on_galera)


@pytest.mark.fault(
    "one lock taken at three Galera nodes at once", "all have it: servers share a node (docs/operating.md)"
)
async def test_a_lock_alone_holds_nobody_at_another_node(cluster: Galera):
    """Why all servers use one node: unique keys and conditional updates hold at all of them, locks do not."""
    databases = [Database(node.url("netevent")) for node in cluster.nodes]
    await make_door(databases[0])
    all_have_counted = asyncio.Barrier(len(databases))

    def add_the_only_one(tx: Transaction, name: str) -> None:
        lock_event(tx, 1)
        if not select_names(tx, 1):
            await_only(all_have_counted.wait())
            insert_point(tx, 1, name)

    adding = (one.transact(add_the_only_one, f"{number}") for number, one in enumerate(databases))
    await asyncio.gather(*adding)
    assert len(await databases[0].read(select_names, 1)) == len(databases)
    await asyncio.gather(*(one.close() for one in databases))


@pytest.mark.fault(
    "kill -9 of a Galera node beside the server's own, during scans",
    "nothing answered is lost, nothing is twice",
)
async def test_a_node_that_dies_takes_no_scan_with_it(
    cluster: Galera, start_server: StartServer, observe: Observe
):
    async with scanning_at(cluster.nodes[1], start_server) as desks:
        await desks.have_scanned(SOME)
        began = time.monotonic()
        cluster.nodes[0].kill()
        await desks.have_scanned(SOME + 4 * DESKS)
        waited = time.monotonic() - began
    await asyncio.to_thread(cluster.nodes[0].start)
    for node in cluster.nodes:
        assert await journal_at(node) == dict.fromkeys(desks.answered, 1)
    observe(f"{len(desks.answered)} answered, all at all nodes; scans waited {waited:.1f} s")
    assert waited < AGREED_WITHIN


@pytest.mark.fault(
    "kill -9 of the server's own Galera node, during scans",
    "503; healthy once the node is back; nothing answered is lost, nothing is twice",
)
async def test_a_server_without_its_node_says_so_and_comes_back(
    cluster: Galera, start_server: StartServer, observe: Observe
):
    near, far = cluster.nodes[1], cluster.nodes[2]
    async with scanning_at(near, start_server) as desks:
        await desks.have_scanned(SOME)
        near.kill()
        refused, ready = await desks.visitor.scan(badge(1)), await desks.visitor.get("/readyz")
        assert (refused.status, refused.json()["error"]["code"]) == (503, "database_unavailable")
        assert ready.status == 503
        before = set(desks.answered)
        assert before <= set(await journal_at(far))
        await asyncio.to_thread(near.start)
        began = time.monotonic()
        await desks.have_scanned(len(before) + 4 * DESKS)
        waited = time.monotonic() - began
    assert set(desks.answered) <= set(written := await journal_at(far))
    assert set(written.values()) == {1}
    observe(f"503; healthy {waited:.1f} s after its node; {len(desks.answered)} answered, all there once")


@pytest.mark.fault(
    "kill -9 of two Galera nodes of three: the rest has no majority",
    "503, and no hanging; healthy once they are back",
)
async def test_a_node_without_a_majority_is_a_database_that_is_gone(
    cluster: Galera, start_server: StartServer, observe: Observe
):
    near = cluster.nodes[1]
    server = start_server(await door_at(near))
    marta = await visit(server.base_url, "marta")
    gone = cluster.nodes[0], cluster.nodes[2]
    for node in gone:
        node.kill()
    scan_id, began = str(uuid4()), time.monotonic()
    refused = await marta.scan(badge(1), scan_id=scan_id)
    waited = time.monotonic() - began
    again = await marta.scan(badge(1), scan_id=scan_id)
    assert [(one.status, one.json()["error"]["code"]) for one in (refused, again)] == [
        (503, "database_unavailable")
    ] * 2
    await asyncio.gather(*(asyncio.to_thread(node.start) for node in gone))
    answer = await until_answered(marta, scan_id, badge(1), at_once())
    assert (answer.status, answer.json()["outcome"]) == (200, "checked_in")
    assert await journal_at(near) == {scan_id: 1}
    observe(f"503 after {waited:.1f} s; the same scan then counts once")


# ---- what these sentences are made of ---------------------------------------------------------------------


@dataclass(slots=True)
class Desks:
    """Some that scan without a pause, each scan again until it is answered."""

    visitor: Visitor
    answered: dict[str, str] = field(default_factory=dict)
    more: asyncio.Condition = field(default_factory=asyncio.Condition)
    go_on: bool = True

    async def scan(self, desk: int) -> None:
        for turn in count():
            if not self.go_on:
                return
            scan_id, code = str(uuid4()), badge(1 + (turn * DESKS + desk) % BADGES)
            answer = await until_answered(self.visitor, scan_id, code, at_once())
            async with self.more:
                self.answered[scan_id] = answer.json()["outcome"]
                self.more.notify_all()

    async def have_scanned(self, number: int) -> None:
        async with asyncio.timeout(SURELY), self.more:
            await self.more.wait_for(lambda: len(self.answered) >= number)


@asynccontextmanager
async def scanning_at(node: Node, start_server: StartServer) -> AsyncIterator[Desks]:
    server = start_server(await door_at(node))
    desks = Desks(await visit(server.base_url, "marta"))
    async with asyncio.TaskGroup() as streams:
        for number in range(DESKS):
            streams.create_task(desks.scan(number))
        yield desks
        desks.go_on = False


async def door_at(node: Node) -> str:
    """The people of `tests.door` at this node; its URL."""
    database = Database(node.url("netevent"))
    await make_door(database)
    await database.close()
    return node.url("netevent")


async def journal_at(node: Node) -> dict[str, int]:
    database = Database(node.url("netevent"))
    written = await journal(database)
    await database.close()
    return dict(written)
