"""Who is removed and brought back gets no badge that was asked for before; and no print is forgotten."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from netevent.badges.print_jobs import queries
from netevent.badges.print_jobs.service import JobNotYours
from netevent.core.database import Transaction
from netevent.core.database.tables import badge_prints, print_jobs
from netevent.office.batches.batch import Part
from netevent.office.batches.kinds import removal
from netevent.privacy.deletion.service import delete_account
from tests.badges.printers import ANNA, BEN, EVENT, Printers, at_once
from tests.office.batches.running import LINKS

TURNS = 8


async def remove(printers: Printers, *people: int) -> Part:
    deed = await printers.do(removal.act, EVENT, 0, people, LINKS)
    return Part(removal.REMOVAL.name, 0, [*deed.changed], deed.kept)


async def bring_back(printers: Printers, part: Part) -> None:
    await printers.do(removal.undo, EVENT, part)


async def remove_and_bring_back(printers: Printers, *people: int) -> None:
    await bring_back(printers, await remove(printers, *people))


@pytest.mark.parametrize("is_in", [True, False])
async def test_a_badge_that_waited_does_not_come_out(printers: Printers, is_in: bool):
    station = await printers.open_station()
    if is_in:
        await printers.door.change_attendee(ANNA, checked_in=True)
    await printers.ask(ANNA)
    await printers.ask(BEN)
    await remove_and_bring_back(printers, ANNA)
    assert await printers.take_who(station) == BEN
    assert sorted(await printers.states()) == ["cancelled", "taken"]


async def test_a_badge_that_a_station_had_does_not_come_out_again(printers: Printers):
    station = await printers.open_station()
    job = await printers.ask(ANNA)
    await printers.take(station)
    await remove_and_bring_back(printers, ANNA)
    assert await printers.take(station) is None
    with pytest.raises(JobNotYours):
        await printers.end(station, job.id)
    assert await printers.states() == ["cancelled"]


async def test_what_had_come_out_stands_in_the_record_again(printers: Printers):
    station = await printers.open_station()
    job = await printers.ask(ANNA)
    await printers.take(station)
    await printers.end(station, job.id)
    await remove_and_bring_back(printers, ANNA)
    assert await printers.states() == ["printed"]
    assert await printers.prints() == [(ANNA, "Marta Door", "Hall")]


async def test_who_deletes_the_account_waits_at_no_printer(printers: Printers):
    station = await printers.open_station()
    await printers.ask(ANNA)
    await printers.do(delete_account, ANNA)
    assert await printers.take(station) is None
    assert await printers.rows() == []


async def test_a_badge_can_be_asked_for_anew(printers: Printers):
    station = await printers.open_station()
    await printers.ask(ANNA)
    await remove_and_bring_back(printers, ANNA)
    await printers.ask(ANNA)
    assert await printers.take_who(station) == ANNA


# ---- at the same moment ---------------------------------------------------------------------------------


async def removed_while_it_comes_out(printers: Printers) -> list[tuple[str, int]]:
    """What became of the job, and how many prints there are, in each of some turns."""
    station = await printers.open_station()
    found = []
    for _ in range(TURNS):
        job = await printers.ask(ANNA)
        await printers.take(station)
        part, _ = await at_once(remove(printers, ANNA), printers.end(station, job.id))
        assert isinstance(part, Part), part
        await bring_back(printers, part)
        [row] = [row for row in await printers.rows() if row.request_id == job.request_id]
        found.append((str(row.state), len(await printers.prints())))
        await printers.do(forget)
    return found


async def test_removed_while_it_comes_out_it_is_printed_and_recorded_or_neither(printers: Printers):
    for state, prints in await removed_while_it_comes_out(printers):
        assert (state, prints) in {("printed", 1), ("cancelled", 0)}


async def test_without_the_rule_it_would_come_out_again(printers: Printers, monkeypatch: pytest.MonkeyPatch):
    """The twin: what a removal ends is left as it is."""
    monkeypatch.setattr(queries, "update_ended_of", lambda *_: 0)
    station = await printers.open_station()
    await printers.ask(ANNA)
    await remove_and_bring_back(printers, ANNA)
    assert await printers.take_who(station) == ANNA


def forget(tx: Transaction) -> None:
    tx.execute(delete(print_jobs))
    tx.execute(delete(badge_prints))
