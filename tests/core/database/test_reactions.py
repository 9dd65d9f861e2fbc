"""What must follow from a change is committed with it, rolled back with it, and run again with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from pymysql.err import OperationalError as DriverError
from sqlalchemy import insert, select
from sqlalchemy.exc import OperationalError

from netevent.changes import AttendeesChanged, Change, MeetingPointsChanged
from netevent.core.database import Database, Reactions, Transaction
from netevent.core.database.tables import meeting_points
from tests.door import make_door

DEADLOCK = OperationalError("UPDATE", None, DriverError(1213, "Deadlock found"))


def name_a_point(tx: Transaction, change: AttendeesChanged) -> None:
    tx.execute(insert(meeting_points).values(event_id=change.event_id, name="Where they meet"))
    tx.publish(MeetingPointsChanged(change.event_id))


@dataclass(slots=True)
class House:
    """A database with one rule: when attendees change, a meeting point gets a name."""

    database: Database
    heard: list[Change] = field(default_factory=list)

    async def points(self) -> list[str]:
        return await self.database.read(lambda tx: list(tx.execute(select(meeting_points.c.name)).scalars()))


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    reactions = Reactions().on(AttendeesChanged, name_a_point)
    house = House(Database(database_url, reactions=reactions))
    await make_door(house.database)
    house.database.on_change = house.heard.append
    yield house
    await house.database.close()


async def test_reaction_is_committed_with_its_change_and_publishes_too(house: House):
    await house.database.transact(lambda tx: tx.publish(AttendeesChanged(1)))
    assert await house.points() == ["Where they meet"]
    assert house.heard == [MeetingPointsChanged(1), AttendeesChanged(1)]


async def test_reaction_follows_from_its_own_kind_of_change_alone(house: House):
    await house.database.transact(lambda tx: tx.publish(MeetingPointsChanged(1)))
    assert (await house.points(), house.heard) == ([], [MeetingPointsChanged(1)])


async def test_rollback_takes_the_reaction_along(house: House):
    def regret(tx: Transaction) -> None:
        tx.publish(AttendeesChanged(1))
        raise LookupError

    with pytest.raises(LookupError):
        await house.database.transact(regret)
    assert (await house.points(), house.heard) == ([], [])


async def test_rollback_within_the_work_leaves_nothing_published(house: House):
    def think_again(tx: Transaction) -> None:
        tx.publish(AttendeesChanged(1))
        tx.rollback()
        tx.publish(MeetingPointsChanged(1))

    await house.database.transact(think_again)
    assert (await house.points(), house.heard) == ([], [MeetingPointsChanged(1)])


async def test_change_does_not_stand_where_its_reaction_fails(house: House):
    def no_such_event(tx: Transaction) -> None:
        tx.execute(insert(meeting_points).values(event_id=1, name="Before"))
        tx.publish(AttendeesChanged(99))

    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await house.database.transact(no_such_event)
    assert (await house.points(), house.heard) == ([], [])


async def test_after_a_deadlock_all_of_it_runs_again_and_counts_once(house: House):
    attempts: list[int] = []

    def lose_a_deadlock_once(tx: Transaction) -> None:
        attempts.append(1)
        tx.publish(AttendeesChanged(1))
        if len(attempts) == 1:
            raise DEADLOCK

    await house.database.transact(lose_a_deadlock_once)
    assert len(attempts) == 2
    assert await house.points() == ["Where they meet"]
    assert house.heard == [MeetingPointsChanged(1), AttendeesChanged(1)]


async def test_what_follows_from_all_changes_together_is_done_once_and_last(database_url: str):
    concluded: list[list[Change]] = []
    rules = Reactions().on(AttendeesChanged, name_a_point)
    rules.before_commit(lambda tx, changes: concluded.append(list(changes)))
    house = House(Database(database_url, reactions=rules))
    await make_door(house.database)
    await house.database.transact(lambda tx: tx.publish(AttendeesChanged(1)))
    assert concluded == [[MeetingPointsChanged(1), AttendeesChanged(1)]]
    await house.database.close()


async def test_a_commit_stands_or_falls_with_what_is_done_last(database_url: str):
    def refuse(tx: Transaction, changes: object) -> None:
        raise LookupError

    house = House(Database(database_url, reactions=Reactions().on(AttendeesChanged, name_a_point)))
    await make_door(house.database)
    rules = Reactions().on(AttendeesChanged, name_a_point).before_commit(refuse)
    strict = Database(database_url, reactions=rules)
    with pytest.raises(LookupError):
        await strict.transact(lambda tx: tx.publish(AttendeesChanged(1)))
    assert await house.points() == []
    await strict.close()
    await house.database.close()
