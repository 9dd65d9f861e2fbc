"""Stations are added, changed, paused and removed by the organizer of their event."""

from __future__ import annotations

from dataclasses import replace

import pytest

from netevent.badges.devices import service as devices
from netevent.badges.stations import queries, service, working
from netevent.badges.stations.refusals import StationGone, TooManyStations
from netevent.badges.stations.service import MOST_STATIONS
from netevent.changes import StationsChanged
from netevent.core.credentials import token_hash
from netevent.core.errors import NotFound
from netevent.documents.badges.formats import Format
from tests.badges.printers import ANNA, EVENT, OTHER_EVENT, BothLook, Printers, at_once

# Where writers queue, as on SQLite, nobody counts while another adds.
on_mariadb = pytest.mark.parametrize("database_url", ["mariadb"], indirect=True)


async def test_a_station_is_found_by_its_token_which_is_kept_hashed(printers: Printers):
    station, token = await printers.station("Hall")
    assert len(token) >= 43
    found = await printers.do(working.find_station, token_hash(token))
    assert found == station
    assert (found.name, found.format, found.seen_at) == ("Hall", Format.a6, None)
    with pytest.raises(StationGone):
        await printers.do(working.find_station, token)


async def test_a_station_is_renamed_and_gets_another_label(printers: Printers):
    station, _ = await printers.station()
    await printers.do(service.change, EVENT, station.id, "Balcony", Format.roll_62)
    found = await printers.do(service.find, EVENT, station.id)
    assert (found.name, found.format) == ("Balcony", Format.roll_62)
    assert printers.door.published[-1] == StationsChanged(EVENT)


async def test_a_new_link_ends_the_one_before_and_what_was_there_waits_again(printers: Printers):
    station, token = await printers.station()
    await printers.arrive(token)
    await printers.ask(ANNA)
    await printers.take(station.id)
    made = await printers.do(service.renew_link, EVENT, station.id)
    with pytest.raises(StationGone):
        await printers.do(working.find_station, token_hash(token))
    assert (await printers.do(working.find_station, token_hash(made.token))).id == station.id
    assert await printers.states() == ["waiting"]


async def test_an_event_has_twenty_stations_at_most_whoever_adds_at_once(printers: Printers):
    for number in range(MOST_STATIONS - 1):
        await printers.station(f"Station {number}")
    added = await at_once(*(printers.station() for _ in range(4)))
    assert len([one for one in added if isinstance(one, TooManyStations)]) == 3
    assert len(await printers.do(queries.select_stations, EVENT)) == MOST_STATIONS


@on_mariadb
async def test_without_the_events_lock_it_would_have_more(
    printers: Printers, monkeypatch: pytest.MonkeyPatch
):
    """The twin: counted, and then added."""
    for number in range(MOST_STATIONS - 1):
        await printers.station(f"Station {number}")
    monkeypatch.setattr(devices, "lock_event", lambda tx, event_id: None)
    both_count = BothLook().after(queries.count_stations)
    monkeypatch.setattr(service, "STATIONS", replace(service.STATIONS, count=both_count))
    await at_once(*(printers.station() for _ in range(2)))
    assert await printers.do(queries.count_stations, EVENT) == MOST_STATIONS + 1


async def test_another_event_has_no_such_station(printers: Printers):
    station, _ = await printers.station()
    rules = [
        (service.change, ("Stolen", Format.a7)),
        (service.renew_link, ()),
        (service.pause, (True,)),
        (service.remove, ()),
    ]
    for rule, values in rules:
        with pytest.raises(NotFound):
            await printers.do(rule, OTHER_EVENT, station.id, *values)  # type: ignore[arg-type]  # all take these
    assert await printers.do(service.find, EVENT, station.id) == station
