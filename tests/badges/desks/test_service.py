"""A desk asks for a badge once; a badge that was printed is printed again only knowingly."""

from __future__ import annotations

from dataclasses import replace

from netevent.badges.desks import service
from netevent.badges.desks.service import Asked, Wanted
from tests.badges.printers import ANNA, EVENT, Printers, at_once

FIRST, SECOND = (f"6f1d5c1e-0d8f-4a7e-9d53-0a4fb3a3c00{number}" for number in (1, 2))
WANTED = Wanted(EVENT, ANNA, FIRST, "Marta Door")


async def ask(printers: Printers, wanted: Wanted = WANTED) -> Asked:
    return await printers.do(service.ask, wanted, printers.now)


async def test_what_was_printed_is_asked_for_again_with_who_and_when(printers: Printers):
    station = await printers.open_station()
    assert (await ask(printers)).is_wanted
    job = await printers.take(station)
    assert job is not None
    await printers.end(station, job.id)
    asked = await ask(printers, replace(WANTED, request_id=SECOND))
    assert not asked.is_wanted
    assert asked.printed is not None
    assert (asked.printed.by, asked.printed.at) == ("Marta Door", printers.now)
    assert (await ask(printers, replace(WANTED, request_id=SECOND, again=True))).is_wanted
    assert await printers.states() == ["printed", "waiting"]


async def test_the_same_request_is_no_reprint(printers: Printers):
    station = await printers.open_station()
    await ask(printers)
    job = await printers.take(station)
    assert job is not None
    await printers.end(station, job.id)
    assert (await ask(printers)).is_wanted
    assert len(await printers.rows()) == 1


async def test_of_two_desks_at_once_one_is_asked(printers: Printers):
    both = [WANTED, replace(WANTED, request_id=SECOND)]
    asked = await at_once(*(ask(printers, one) for one in both))
    assert sorted(one.is_wanted for one in asked) == [False, True]
    assert len(await printers.rows()) == 1


async def test_a_badge_that_the_desk_prints_itself_is_recorded_once(printers: Printers):
    for _ in range(2):
        await printers.do(service.print_here, WANTED, "a" * 64, printers.now)
    assert await printers.prints() == [(ANNA, "Marta Door", "")]
    assert await printers.states() == ["printed"]
