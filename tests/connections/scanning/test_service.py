"""Scanning each other's badges: what is written down, who is connected, and who is not even there."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.util import await_only

from netevent.changes import ConnectionMade, ConnectionRequested, NotificationsChanged
from netevent.connections.scanning import queries as scan_queries
from netevent.connections.scanning import service as scan_service
from netevent.connections.scanning.scanned import OwnBadge, Scanned, UnknownBadge
from netevent.core import clock
from netevent.core.badge_codes import code_in
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import badge_scans, blocks, connections
from netevent.profiles.cards.card import Relationship
from tests.door import BADGES, Door, badge, make_door
from tests.published import shown

BASE_URL = "http://localhost:8000"


async def scan(door: Door, viewer_id: int, number: int) -> Scanned:
    return await door.database.transact(scan_service.scan, viewer_id=viewer_id, code=badge(number))


async def connect(door: Door, viewer_id: int, number: int, message: str = "") -> Scanned:
    return await door.database.transact(
        scan_service.connect, viewer_id=viewer_id, event_id=1, code=badge(number), message=message
    )


async def block(door: Door, blocker_id: int, blocked_id: int) -> None:
    row = {"blocker_id": blocker_id, "blocked_id": blocked_id, "blocked_at": clock.now()}
    await door.database.transact(lambda tx: tx.execute(insert(blocks).values(row)))


async def scans(database: Database) -> set[tuple[int, int]]:
    columns = select(badge_scans.c.scanner_id, badge_scans.c.scanned_id)
    rows = await database.read(lambda tx: tx.execute(columns).all())
    return {(row.scanner_id, row.scanned_id) for row in rows}


async def statuses(database: Database) -> list[str]:
    statement = select(connections.c.status)
    return list(await database.read(lambda tx: tx.execute(statement).scalars().all()))


async def test_a_scan_is_written_down_and_tells_the_other_nothing(door: Door):
    scanned = await scan(door, 1, 2)
    assert (scanned.card.name, scanned.card.relationship) == ("Guest2 Żółć", Relationship.none)
    assert await scans(door.database) == {(1, 2)}
    assert door.published == []
    await scan(door, 1, 2)
    assert await scans(door.database) == {(1, 2)}


async def test_two_who_scan_each_other_are_connected_without_an_accept(door: Door):
    await scan(door, 1, 2)
    scanned = await scan(door, 2, 1)
    assert scanned.is_new_connection
    assert (scanned.card.relationship, scanned.card.email) == (Relationship.connected, "guest1@example.com")
    assert await statuses(door.database) == ["accepted"]
    assert shown(door.published) == [NotificationsChanged(1), ConnectionMade(1, 1, 2)]
    again = await scan(door, 1, 2)
    assert (again.card.relationship, again.is_new_connection) == (Relationship.connected, False)
    assert len(shown(door.published)) == 2


async def test_a_scan_back_accepts_a_request_that_waits(door: Door):
    await connect(door, 1, 2, "Hello")
    assert shown(door.published) == [NotificationsChanged(2), ConnectionRequested(1, 1, 2)]
    assert (await scan(door, 2, 1)).card.relationship is Relationship.connected
    assert await statuses(door.database) == ["accepted"]


async def test_connecting_with_the_badge_at_hand_asks_and_counts_as_a_scan(door: Door):
    scanned = await connect(door, 1, 2, "We met at the coffee bar")
    assert scanned.card.relationship is Relationship.asked
    assert scanned.card.message == "We met at the coffee bar"
    assert scanned.card.met_how == "scan"
    assert await scans(door.database) == {(1, 2)}
    assert (await connect(door, 2, 1)).card.relationship is Relationship.connected


async def test_looking_writes_nothing_down(door: Door):
    await scan(door, 2, 1)
    assert (
        await door.database.read(scan_service.look, viewer_id=1, code=badge(2))
    ).card.relationship is Relationship.none
    assert await scans(door.database) == {(2, 1)}
    assert await statuses(door.database) == []


@pytest.mark.parametrize("code", [badge(BADGES + 1), "ZZZZZZZZZZ", ""])
async def test_a_badge_of_another_event_is_as_unknown_as_one_that_does_not_exist(door: Door, code: str):
    with pytest.raises(UnknownBadge):
        await door.database.transact(scan_service.scan, viewer_id=1, code=code)
    assert await scans(door.database) == set()


@pytest.mark.parametrize(("blocker", "blocked"), [(1, 2), (2, 1)])
async def test_across_a_block_there_is_nobody(door: Door, blocker: int, blocked: int):
    await block(door, blocker, blocked)
    for work in (scan, connect):
        with pytest.raises(UnknownBadge):
            await work(door, 1, 2)
    assert await scans(door.database) == set()


async def test_who_does_not_come_is_not_found_until_seen_at_the_door(door: Door):
    await door.change_attendee(2, attendance_status="not_attending")
    with pytest.raises(UnknownBadge):
        await scan(door, 1, 2)
    await door.change_attendee(2, checked_in=True)
    assert (await scan(door, 1, 2)).card.id == 2


async def test_the_own_badge_is_said_to_be_the_own_one(door: Door):
    with pytest.raises(OwnBadge):
        await scan(door, 1, 1)
    assert await scans(door.database) == set()


async def test_a_card_shows_only_what_its_owner_shows(door: Door):
    await door.change_attendee(2, phone="06 1234", shows_organisation="nobody", shows_name="connections")
    card = (await scan(door, 1, 2)).card
    assert (card.name, card.organisation, card.phone) == ("", "", "")
    await scan(door, 2, 1)
    card = (await scan(door, 1, 2)).card
    assert (card.name, card.organisation, card.phone) == ("Guest2 Żółć", "", "06 1234")


async def test_pairs_that_scan_each_other_in_one_moment_are_all_connected(door: Door):
    pairs = [(first, first + 1) for first in range(1, BADGES, 2)]
    both_ways = [way for first, second in pairs for way in ((first, second), (second, first))]
    await asyncio.gather(*(scan(door, viewer_id, number) for viewer_id, number in both_ways))
    assert await statuses(door.database) == ["accepted"] * len(pairs)
    assert [type(change) for change in door.published].count(ConnectionMade) == len(pairs)


async def test_one_who_scans_twice_in_one_moment_is_written_down_once(door: Door):
    await asyncio.gather(*(scan(door, 1, 2) for _ in range(10)))
    assert await scans(door.database) == {(1, 2)}


async def test_without_the_lock_two_who_scan_each_other_miss_each_other(
    mariadb_url: str, monkeypatch: pytest.MonkeyPatch
):
    """The guard off, both between writing and looking: the race is real. SQLite has one writer at a time."""
    database = Database(mariadb_url)
    door = await make_door(database)
    both_have_written, both_have_looked = asyncio.Barrier(2), asyncio.Barrier(2)
    insert_scan_once, select_scanned_at = scan_queries.insert_scan_once, scan_queries.select_scanned_at

    def insert_and_wait(tx: Transaction, *scan: Any) -> None:
        insert_scan_once(tx, *scan)
        await_only(both_have_written.wait())

    def look_and_wait(tx: Transaction, *scan: Any) -> Any:
        found = select_scanned_at(tx, *scan)
        await_only(both_have_looked.wait())
        return found

    monkeypatch.setattr(scan_service, "lock_attendees", lambda tx, *ids: None)
    monkeypatch.setattr(scan_queries, "insert_scan_once", insert_and_wait)
    monkeypatch.setattr(scan_queries, "select_scanned_at", look_and_wait)
    await asyncio.gather(scan(door, 1, 2), scan(door, 2, 1))
    assert await scans(database) == {(1, 2), (2, 1)}
    assert await statuses(database) == []
    await database.close()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("HTTP://LOCALHOST:8000/C/ABCDE23456", "ABCDE23456"),
        ("http://localhost:8000/c/abcde23456/", "ABCDE23456"),
        ("abcde-23456", "ABCDE23456"),
        (" ABCDE 23456 ", "ABCDE23456"),
        ("https://elsewhere.example/C/ABCDE23456", ""),
        ("http://localhost:8000.evil.example/C/ABCDE23456", ""),
        ("http://localhost:8000/C/ABCDE2345O", ""),
        ("http://localhost:8000/login?next=/C/ABCDE23456", ""),
        ("0", ""),
        ("", ""),
    ],
)
def test_only_the_own_link_or_the_bare_code_is_a_badge(text: str, code: str):
    assert code_in(text, BASE_URL) == code
