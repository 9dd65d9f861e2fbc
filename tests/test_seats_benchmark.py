"""The benchmark of the last seats, run small on real servers; its checks see what is wrong."""

import json
from dataclasses import replace

import pytest

from benchmarks.load import Answer
from benchmarks.seats import CAPACITY, LAST, Place, Rows, check, has_no_gap, last_seats
from benchmarks.servers import database, netevent_server, redis
from benchmarks.world import make_world

LINE = (Place(31, 11, 1), Place(32, 12, 2))
RIGHT = Rows(frozenset(range(1, LAST + 1)), LINE, CAPACITY, len(LINE))


async def test_the_last_seats_are_given_by_two_processes_and_the_line_is_seen_to_grow():
    async with (
        database("mariadb", "mysql+aiomysql") as url,
        redis() as redis_url,
        netevent_server(url, 2, redis_url) as server,
    ):
        world = await make_world(url, server, people=60)  # and 40 of them have a seat already
        try:
            took, failed, refused, line = await last_seats(world, seekers=LAST + 2)
        finally:
            await world.database.close()
    assert (took.goal, failed.goal) == ("p99 < 2,000 ms", "none")
    assert failed.measured == refused.measured == f"0 of {3 * (LAST + 2)}"
    assert line.measured.startswith("right 3 times")


def test_rows_that_say_what_was_answered_are_right():
    check(told(RIGHT), RIGHT)


def test_who_was_refused_is_not_asked_about():
    check(told(RIGHT) | {99: Answer(503, b"", b"")}, RIGHT)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(RIGHT, seated=RIGHT.seated | {99}),
        replace(RIGHT, taken=CAPACITY + 1),
        replace(RIGHT, waiting=3),
        replace(RIGHT, line=(LINE[1], LINE[0])),
        replace(RIGHT, line=(LINE[0], Place(30, 12, 2))),
        replace(RIGHT, line=(replace(LINE[0], attendee_id=12), replace(LINE[1], attendee_id=11))),
    ],
)
def test_rows_that_say_something_else_are_refused(wrong: Rows):
    with pytest.raises(AssertionError):
        check(told(RIGHT), wrong)


def test_nobody_may_be_committed_before_somebody_ahead():
    with pytest.raises(AssertionError):
        has_no_gap([2])


def told(rows: Rows) -> dict[int, Answer]:
    places = {one.attendee_id: number for number, one in enumerate(rows.line, start=1)}
    answers = dict.fromkeys(rows.seated, ("registered", None)) | {
        id_: ("waitlisted", place) for id_, place in places.items()
    }
    return {
        id_: Answer(200, b"", json.dumps({"status": status, "place": place}).encode())
        for id_, (status, place) in answers.items()
    }
