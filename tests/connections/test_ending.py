"""The end of a connection, blocks, and the connection that two scans make."""

from __future__ import annotations

from contextlib import suppress

import pytest

from netevent.changes import ConnectionEnded, ConnectionMade, NotificationsChanged
from netevent.connections import service
from netevent.connections.refusals import PersonNotThere, RequestGone
from netevent.core import clock
from netevent.core.database.tables import badge_scans, blocks, connection_notes
from netevent.core.errors import NotFound
from netevent.profiles.cards.card import Relationship
from tests.connections.people import ANNA, BEN, EVENT, STRANGER, People

# ---- the end ---------------------------------------------------------------------------------------------


async def test_removing_ends_it_for_both(people: People):
    await people.connect(ANNA, BEN)
    await people.add(connection_notes, attendee_id=ANNA, other_id=BEN, note="x", updated_at=clock.now())
    await people.add(badge_scans, scanner_id=BEN, scanned_id=ANNA, scanned_at=clock.now())
    people.published()
    await people.do(service.remove, ANNA, BEN)
    assert people.published() == [
        NotificationsChanged(ANNA),
        NotificationsChanged(BEN),
        ConnectionEnded(EVENT, ANNA, BEN),
    ]
    assert (await people.relationship(ANNA, BEN), await people.relationship(BEN, ANNA)) == (
        Relationship.none,
        Relationship.none,
    )
    assert (await people.count(connection_notes), await people.count(badge_scans)) == (0, 0)
    await people.do(service.remove, ANNA, BEN)
    assert people.published() == []
    assert await people.request(BEN, ANNA) is Relationship.asked


async def test_removing_does_not_touch_a_request(people: People):
    await people.request(ANNA, BEN)
    await people.do(service.remove, BEN, ANNA)
    assert await people.relationship(ANNA, BEN) is Relationship.asked


@pytest.mark.parametrize(("blocker", "blocked"), [(ANNA, BEN), (BEN, ANNA)])
async def test_blocking_ends_everything_and_neither_is_there_for_the_other(
    people: People, blocker: int, blocked: int
):
    asked = await people.asked(ANNA, BEN)
    people.published()
    await people.do(service.block, blocker, blocked)
    heard = [NotificationsChanged(blocker), NotificationsChanged(blocked)]
    assert people.published() == [*heard, ConnectionEnded(EVENT, blocker, blocked)]
    assert [row for row in await people.rows() if row.withdrawn_at is None] == []
    assert await people.told(BEN) == []
    for one, other in ((ANNA, BEN), (BEN, ANNA)):
        assert await people.relationship(one, other) is None
        with pytest.raises(PersonNotThere):
            await people.request(one, other)
        with pytest.raises(PersonNotThere):
            await people.request(one, other, met_how="scan")
        with pytest.raises(PersonNotThere):
            await people.do(service.block, one, other)
        assert not await people.do(service.connect_scanned, one, other)
    for rule, who in ((service.accept, BEN), (service.decline, BEN), (service.withdraw, ANNA)):
        with suppress(NotFound, RequestGone):
            await people.do(rule, who, asked)
    assert people.published() == []


async def test_only_the_one_who_blocked_takes_it_back(people: People):
    await people.do(service.block, ANNA, BEN)
    await people.do(service.unblock, BEN, ANNA)
    assert await people.count(blocks) == 1
    await people.do(service.unblock, ANNA, BEN)
    assert await people.request(BEN, ANNA) is Relationship.asked


@pytest.mark.parametrize("whom", [ANNA, STRANGER, 999])
async def test_who_is_not_there_cannot_be_blocked(people: People, whom: int):
    with pytest.raises(PersonNotThere):
        await people.do(service.block, ANNA, whom)
    assert await people.count(blocks) == 0


# ---- scanned each other ----------------------------------------------------------------------------------


async def test_two_who_scanned_each_other_are_connected(people: People):
    assert await people.do(service.connect_scanned, BEN, ANNA)
    assert people.published() == [NotificationsChanged(ANNA), ConnectionMade(EVENT, ANNA, BEN)]
    assert (await people.row(ANNA, BEN)).met_how == "scan"
    assert (await people.told(ANNA), await people.told(BEN)) == ([BEN], [])
    for one, other in ((ANNA, BEN), (BEN, ANNA)):
        assert not await people.do(service.connect_scanned, one, other)
    assert people.published() == []


@pytest.mark.parametrize("before", ["pending", "declined", "withdrawn"])
@pytest.mark.parametrize(("first", "then"), [(ANNA, BEN), (BEN, ANNA)])
async def test_a_request_between_them_is_accepted_by_it(people: People, before: str, first: int, then: int):
    asked = await people.asked(ANNA, BEN)
    if before == "declined":
        await people.do(service.decline, BEN, asked)
    if before == "withdrawn":
        await people.do(service.withdraw, ANNA, asked)
    assert await people.do(service.connect_scanned, then, first)
    assert await people.relationship(ANNA, BEN) is Relationship.connected
    assert (await people.told(first), await people.told(then)) == ([then], [])


@pytest.mark.parametrize("whom", [ANNA, STRANGER, 999])
async def test_a_scan_connects_nobody_with_the_own_self_nor_strangers(people: People, whom: int):
    assert not await people.do(service.connect_scanned, ANNA, whom)
    assert await people.rows() == []
