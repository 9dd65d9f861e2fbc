"""Whatever people and the organizer do, in any order and at once: the model and the rows say the same.

Never more seats than there are, never a free seat while somebody waits, and the line keeps its order.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from netevent.breakouts.attendance.service import Entry
from netevent.core.database import Database
from netevent.core.database.budget import patient
from netevent.reactions import REACTIONS
from netevent.registration.attendance.service import change, leave
from tests.breakouts.seats import EVENT, Room, make_room
from tests.door import Door, make_door

PEOPLE = st.integers(1, 6)
CAPACITIES = st.one_of(st.none(), st.integers(1, 4))
QUICK = settings(
    max_examples=16,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=True,
)


class Seats(RuleBasedStateMachine):
    """`registered` and `line` are what must be; each rule changes the model as the words say it."""

    runner: ClassVar[asyncio.Runner]
    door: ClassVar[Door]
    room: Room

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    @initialize(capacity=CAPACITIES)
    def begin(self, capacity: int | None) -> None:
        for person in range(1, 7):
            self.do(self.door.change_attendee(person, attendance_status="attending"))
        self.room = self.do(make_room(self.door, capacity))
        self.do(self.room.keeps_seats(10))
        self.late = self.do(self.room.session()).start + timedelta(minutes=20)
        self.registered: set[int] = set()
        self.line: list[int] = []
        self.numbers: dict[int, int] = {}
        self.drawn = 0
        self.before: dict[int, str] = {}
        self.seat_of: dict[int, int] = {}
        self.away: set[int] = set()
        self.capacity, self.held = capacity, 0

    @rule(person=PEOPLE)
    def register(self, person: int) -> None:
        if person in self.away:
            return
        told = self.do(self.room.register(person))
        if person not in self.registered and person not in self.line:
            if self.has_room():
                self.registered.add(person)
            else:
                self.drawn += 1
                self.numbers[person] = self.drawn
                self.line.append(person)
        place = self.line.index(person) + 1 if person in self.line else None
        assert told.place == place

    @rule(person=PEOPLE)
    def cancel(self, person: int) -> None:
        self.do(self.room.cancel(person))
        self.forget(person)

    @rule(person=PEOPLE)
    def not_attending(self, person: int) -> None:
        self.do(self.door.database.transact(leave, EVENT, person))
        self.away.add(person)
        self.forget(person)

    @rule(person=PEOPLE)
    def attending_again(self, person: int) -> None:
        self.do(self.door.database.transact(change, person, True))
        self.away.discard(person)

    @rule(capacity=CAPACITIES)
    def resize(self, capacity: int | None) -> None:
        """More seats, or fewer than are taken."""
        held = min(self.held, capacity) if capacity is not None else self.held
        self.do(self.room.change(capacity=capacity, held=held))
        self.capacity, self.held = capacity, held
        self.move_up()

    @rule(held=st.integers(0, 3))
    def hold_back(self, held: int) -> None:
        if self.capacity is None or held <= self.capacity:
            self.do(self.room.change(held=held))
            self.held = held
            self.move_up()

    @rule(person=PEOPLE)
    def put_in(self, person: int) -> None:
        if person in self.away:
            return
        is_in = self.do(self.room.put_in(person))
        has_seat = self.capacity is None or len(self.registered) < self.capacity
        assert is_in is (person in self.registered or has_seat)
        if is_in and person not in self.registered:
            self.registered.add(person)
            self.line = [one for one in self.line if one != person]

    @rule(person=PEOPLE, is_late=st.booleans())
    def enter(self, person: int, is_late: bool) -> None:
        """Late: who stands at the door goes before who has not come."""
        if person in self.away:
            return
        came = self.do(self.room.enter(person, self.late if is_late else None))
        if person in self.before:
            assert came is Entry.was_in
        elif person in self.registered:
            self.let_in(person, came, "registered")
        elif self.has_room() or (is_late and self.has_absent()):
            self.let_in(person, came, "waiting" if person in self.line else "nothing")
        else:
            assert came is Entry.full

    @rule(person=PEOPLE)
    def undo(self, person: int) -> None:
        was_in = self.do(self.room.undo(person))
        assert was_in is (person in self.before)
        before, owner = self.before.pop(person, "registered"), self.seat_of.pop(person, None)
        if before == "waiting":
            self.line = sorted([*self.line, person], key=self.numbers.__getitem__)
        if before != "registered":
            self.registered.discard(person)
            self.give_back(owner)
        self.move_up()

    @rule()
    def no_show(self) -> None:
        self.do(self.room.release(self.late))
        if self.before and 3 * len(self.before) >= len(self.registered):
            for person in self.absent():
                self.forget(person)

    @rule(coming=st.sets(PEOPLE, max_size=4), going=st.sets(PEOPLE, max_size=4))
    def at_once(self, coming: set[int], going: set[int]) -> None:
        """In whichever order: what holds of every state must hold, and the model goes on from there."""
        runs = [self.room.register(person) for person in coming - self.away]
        self.do(together(*runs, *(self.room.cancel(person) for person in going)))
        rows = self.do(self.room.rows())
        assert not rows.registered & set(rows.line)
        self.registered, self.line = set(rows.registered), list(rows.line)
        self.numbers = dict(rows.numbers)
        self.drawn = max(self.drawn, *self.numbers.values(), 0)
        self.before = {person: how for person, how in self.before.items() if person in rows.present}
        self.seat_of = {person: of for person, of in self.seat_of.items() if person in rows.present}

    @invariant()
    def the_rows_say_what_the_model_says(self) -> None:
        rows = self.do(self.room.check())
        assert (set(rows.registered), list(rows.line)) == (self.registered, self.line)
        assert rows.present == self.before.keys()

    def has_room(self) -> bool:
        return self.capacity is None or len(self.registered) + self.held < self.capacity

    def absent(self) -> set[int]:
        return self.registered - self.before.keys()

    def has_absent(self) -> bool:
        return bool(self.absent()) and (self.capacity is None or len(self.before) < self.capacity)

    def let_in(self, person: int, came: Entry, before: str) -> None:
        """On a free seat, or on that of somebody who is absent: the rows say of whom."""
        assert came is Entry.let_in
        if person not in self.registered and not self.has_room():
            rows = self.do(self.room.rows())
            (gone,) = self.registered - rows.registered
            assert gone in self.absent()
            self.registered.discard(gone)
            self.seat_of[person] = gone
        self.registered.add(person)
        self.line = [one for one in self.line if one != person]
        self.before[person] = before

    def give_back(self, owner: int | None) -> None:
        if owner is not None and owner not in self.registered and owner not in self.away:
            self.registered.add(owner)
            self.line = [one for one in self.line if one != owner]

    def forget(self, person: int) -> None:
        self.registered.discard(person)
        self.before.pop(person, None)
        self.seat_of.pop(person, None)
        self.line = [one for one in self.line if one != person]
        self.move_up()

    def move_up(self) -> None:
        while self.line and self.has_room():
            self.registered.add(self.line.pop(0))


async def together(*runs: Coroutine[Any, Any, Any]) -> None:
    with patient():
        await asyncio.gather(*runs)


@pytest.fixture
def at_the_door(database_url: str) -> Iterator[None]:
    """In a loop of its own: Hypothesis calls plain functions."""
    with asyncio.Runner() as runner:

        async def opened() -> Door:
            return await make_door(Database(database_url, reactions=REACTIONS))

        Seats.runner, Seats.door = runner, runner.run(opened())
        yield
        runner.run(Seats.door.database.close())


@pytest.mark.usefixtures("at_the_door")
def test_seats_and_line_are_what_the_model_says_whatever_happens():
    run_state_machine_as_test(Seats, settings=QUICK)
