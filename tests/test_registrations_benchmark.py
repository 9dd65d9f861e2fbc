"""The benchmark of registrations, run small on a real server; its checks see what is wrong."""

from contextlib import AsyncExitStack
from dataclasses import replace

import pytest

from benchmarks.__main__ import QUICK
from benchmarks.guests import SETTINGS, Registered
from benchmarks.registrations import Run, door_meanwhile, last_seats, minute_shop, run_of, with_open_pages
from benchmarks.servers import database, netevent_server
from benchmarks.shops import Counted, Shop, check
from benchmarks.world import World, make_world

SHOP = Shop(event_id=2, seats=20, taken=10, most_priced=4)
# Ten seats are left; four paid, one pays, five are free, and two wait.
RIGHT = Counted(
    taken=20, people=19, held=1, priced=4, orders={"settled": 9, "open": 1, "waiting": 2}, paid=4, invoices=4
)


@pytest.fixture
async def world():
    async with AsyncExitStack() as running:
        url = await running.enter_async_context(database("sqlite", "sqlite"))
        server = await running.enter_async_context(netevent_server(url, also=SETTINGS))
        made = await make_world(url, server, people=10)
        yield made
        await made.database.close()


async def test_guests_register_pay_and_wait_as_the_seats_allow(world: World):
    run = await run_of(world, await minute_shop(world, 10), 10, a_second=100)
    assert (run.failed, run.refused) == (0, 0)
    assert run.counted.orders == {"settled": 9, "waiting": 1}
    assert (run.counted.taken, run.counted.priced, run.counted.paid) == (2_000, 4, 4)


async def test_the_last_seats_of_a_type_are_held_once_each(world: World):
    _, held = await last_seats(world, guests=12)
    assert held.measured == "10 held, 2 in line; 12 × 303"
    assert held.reached


async def test_a_seat_is_seen_on_all_pages_of_guests(world: World):
    size = replace(QUICK, registering_seconds=1, guest_sockets=4)
    calm = Run([Registered(1.0, 303, False, [303])], RIGHT, 1.0)
    _, pushed = await with_open_pages(world, size, calm)
    assert pushed.what == "  a seat taken, right on all 4 guests' pages"


async def test_the_door_is_measured_with_and_without(world: World):
    row = await door_meanwhile(world, seconds=3)
    assert row.goal == "at most 2 times"


def test_who_was_answered_with_a_failure_may_have_a_seat():
    check(RIGHT, SHOP, placed=11, paid=3, unsure=1)


def test_rows_that_say_what_was_answered_are_right():
    check(RIGHT, SHOP, placed=12, paid=4)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(RIGHT, taken=21),
        replace(RIGHT, taken=21, people=20),
        replace(RIGHT, held=0),
        replace(RIGHT, priced=5),
        replace(RIGHT, orders=RIGHT.orders | {"settled": 10}),
        replace(RIGHT, orders=RIGHT.orders | {"waiting": 1}),
        replace(RIGHT, paid=5),
        replace(RIGHT, invoices=3),
    ],
)
def test_rows_that_say_something_else_are_refused(wrong: Counted):
    with pytest.raises(AssertionError):
        check(wrong, SHOP, placed=12, paid=4)
