"""Of several pages that know a station's token one works; whoever comes after it finds what it left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from netevent.badges.stations import queries, working
from netevent.badges.stations.refusals import StationGone, UsedElsewhere
from netevent.badges.stations.service import pause, remove
from netevent.badges.stations.station import AWAY_AFTER, Standing, Station
from netevent.core.credentials import token_hash
from tests.badges.printers import ANNA, EVENT, BothLook, Printers, at_once

ONE, OTHER = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
A_SECOND = timedelta(seconds=1)
# Where writers queue, as on SQLite, nobody looks while another writes.
on_mariadb = pytest.mark.parametrize("database_url", ["mariadb"], indirect=True)


async def test_a_second_page_is_told_that_the_station_is_used(printers: Printers):
    _, token = await printers.station()
    await printers.arrive(token, ONE)
    with pytest.raises(UsedElsewhere):
        await printers.arrive(token, OTHER)
    with pytest.raises(UsedElsewhere):
        await printers.do(working.stay, token_hash(token), OTHER, printers.now)


async def test_a_second_page_takes_over_when_it_says_so(printers: Printers):
    _, token = await printers.station()
    await printers.arrive(token, ONE)
    assert (await printers.arrive(token, OTHER, takes_over=True)).runner == OTHER
    with pytest.raises(UsedElsewhere):
        await printers.do(working.stay, token_hash(token), ONE, printers.now)


async def test_where_the_page_has_gone_silent_another_works(printers: Printers):
    _, token = await printers.station()
    await printers.arrive(token, ONE)
    printers.now += AWAY_AFTER
    assert (await printers.arrive(token, OTHER)).runner == OTHER


async def test_of_many_pages_at_once_one_works(printers: Printers):
    _, token = await printers.station()
    pages = [f"00000000-0000-4000-8000-00000000000{number}" for number in range(8)]
    results = await at_once(*(printers.arrive(token, page) for page in pages))
    assert len([one for one in results if isinstance(one, UsedElsewhere)]) == 7


@on_mariadb
async def test_without_its_lock_two_would_work(printers: Printers, monkeypatch: pytest.MonkeyPatch):
    """The twin: the station is read, and not locked."""
    unlocked = BothLook().after(lambda tx, one: queries.select_station(tx, EVENT, one))
    monkeypatch.setattr(queries, "lock_station", unlocked)
    _, token = await printers.station()
    results = await at_once(*(printers.arrive(token, page) for page in (ONE, OTHER)))
    assert [type(one) for one in results] == [Station, Station]


async def test_who_comes_back_finds_what_it_had(printers: Printers):
    station, token = await printers.station()
    await printers.arrive(token, ONE)
    await printers.ask(ANNA)
    await printers.take(station.id)
    await printers.arrive(token, ONE)
    assert await printers.states() == ["waiting"]
    assert await printers.take_who(station.id) == ANNA


async def test_a_sign_of_life_keeps_the_badge_and_the_station(printers: Printers):
    station, token = await printers.station()
    await printers.arrive(token, ONE)
    await printers.ask(ANNA)
    await printers.take(station.id)
    for _ in range(4):
        printers.now += AWAY_AFTER - A_SECOND
        await printers.do(working.stay, token_hash(token), ONE, printers.now)
    assert (await printers.take(station.id)) is not None
    assert await printers.states() == ["taken"]


async def test_a_page_that_closes_gives_back_what_it_had_and_another_page_does_not(printers: Printers):
    station, token = await printers.station()
    await printers.arrive(token, ONE)
    await printers.ask(ANNA)
    await printers.take(station.id)
    await printers.do(working.leave, token_hash(token), OTHER, printers.now)
    assert await printers.states() == ["taken"]
    await printers.do(working.leave, token_hash(token), ONE, printers.now)
    assert await printers.states() == ["waiting"]
    assert (await printers.arrive(token, OTHER)).runner == OTHER


async def test_how_a_station_stands(printers: Printers):
    station, token = await printers.station()

    async def standing() -> Standing:
        return (await printers.do(working.find_station, token_hash(token))).standing(printers.now)

    assert await standing() is Standing.never
    await printers.arrive(token, ONE)
    assert await standing() is Standing.here
    await printers.do(working.tell_trouble, token_hash(token), ONE, "No paper", printers.now)
    assert await standing() is Standing.trouble
    await printers.do(working.tell_trouble, token_hash(token), ONE, "", printers.now)
    assert await standing() is Standing.here
    await printers.do(pause, EVENT, station.id, True)
    assert await standing() is Standing.paused
    await printers.do(pause, EVENT, station.id, False)
    printers.now += AWAY_AFTER
    assert await standing() is Standing.away
    await printers.do(remove, EVENT, station.id)
    with pytest.raises(StationGone):
        await standing()
