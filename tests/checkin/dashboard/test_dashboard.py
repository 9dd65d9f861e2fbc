"""What desks and dashboards show: the numbers, the lists, and the fragments made of them."""

from dataclasses import dataclass, fields
from datetime import timedelta

import pytest

from netevent.checkin.dashboard import reading as dashboard_reading
from netevent.checkin.dashboard.dashboard import Arrivals, Counts, ScanRow
from netevent.checkin.screens import DASHBOARD
from netevent.core import clock
from netevent.core.web import pages
from tests.door import GATE, Door, badge


@dataclass(frozen=True, slots=True)
class Dashboard:
    counts: Counts
    arrivals: Arrivals
    last_arrivals: list[ScanRow]
    problems: list[ScanRow]


async def dashboard_of(door: Door, event_id: int = 1) -> Dashboard:
    shown = await door.database.read(DASHBOARD.context, event_id)
    return Dashboard(**{field.name: shown[field.name] for field in fields(Dashboard)})  # type: ignore[arg-type]  # a context is untyped


def rendered(name: str, **context: object) -> str:
    return pages.render(f"checkin/{name}.html", "en", event_id=1, zone="Europe/Amsterdam", **context)


async def test_counts_are_of_people_not_of_scans(door: Door):
    for _ in range(3):
        await door.scan(badge(1))
    counts = (await dashboard_of(door)).counts
    assert (counts.checked_in, counts.coming, counts.expected) == (1, 12, 11)
    assert [(one.name, one.checked_in, one.coming) for one in counts.types] == [("VIP", 1, 3), ("", 0, 9)]
    assert [(gate.name, gate.checked_in) for gate in counts.gates] == [("Main", 1), ("East", 0)]


async def test_the_last_minute_has_sixty_seconds(door: Door):
    now = clock.now()
    await door.scan(badge(1), scanned_at=now - timedelta(seconds=50))
    await door.scan(badge(2), scanned_at=now - timedelta(seconds=70))
    assert (await dashboard_of(door)).arrivals.last_minute == 1


async def test_only_refusals_are_to_be_looked_at(door: Door):
    await door.scan(badge(1))
    await door.scan(badge(1))
    await door.scan("NOBODY")
    await door.change_attendee(2, payment_status="pending")
    await door.scan(badge(2))
    dashboard = await dashboard_of(door)
    assert [(scan.outcome.value, scan.code) for scan in dashboard.problems] == [
        ("unpaid", ""),
        ("unknown_code", "NOBODY"),
    ]
    assert [scan.name for scan in dashboard.last_arrivals] == ["Guest1 Żółć"]


async def test_another_events_arrivals_are_not_on_the_dashboard(door: Door):
    await door.scan(badge(1))
    dashboard = await dashboard_of(door, 2)
    assert (dashboard.counts.checked_in, dashboard.last_arrivals, dashboard.arrivals.last_minute) == (
        0,
        [],
        0,
    )


async def test_undo_is_offered_for_who_is_in(door: Door):
    await door.scan(badge(1), gate_id=GATE)
    await door.scan("NOBODY")
    await door.scan(badge(2))
    await door.undo(2)
    shown = await door.database.read(dashboard_reading.last_scans, event_id=1)
    html = rendered("_last_scans", scans=shown.scans)
    assert html.count("<button") == 1
    assert 'form="desk-undo" name="attendee_id" value="1"' in html
    assert "undone" in html


async def test_only_what_came_since_the_last_push_slides_in(door: Door):
    await door.scan(badge(1))
    before = await door.database.read(dashboard_reading.counts_and_last, 1)
    await door.scan(badge(2))
    shown = (await dashboard_of(door)).last_arrivals
    assert rendered("_last_arrivals", last_arrivals=shown).count('class="new"') == 0
    assert rendered("_last_arrivals", last_arrivals=shown, before=before).count('class="new"') == 1


async def test_a_server_that_does_not_hear_the_others_says_paused(door: Door):
    counts = (await dashboard_of(door)).counts
    given = {"as_of": counts.as_of, "zone": counts.zone}
    assert "Live, as of" in pages.render("layouts/_live_status.html", "en", whole=True, **given)
    alone = pages.render("layouts/_live_status.html", "en", whole=False, oob=True, **given)
    assert "Live updates paused" in alone
    assert "Live, as of" not in alone


@pytest.mark.parametrize("name", ["_counters", "_types", "_counters_small"])
async def test_an_event_without_attendees_shows_zero(door: Door, name: str):
    for number in range(1, 13):
        await door.change_attendee(number, event_id=2)
    counts = (await dashboard_of(door)).counts
    assert counts.percent == 0
    assert "0" in rendered(name, counts=counts)


async def test_the_chart_says_in_words_what_it_draws(door: Door):
    for number in range(1, 7):
        await door.scan(badge(number))
    arrivals = (await dashboard_of(door)).arrivals
    html = rendered("_arrivals", arrivals=arrivals, oob=True)
    assert 'aria-label="Arrivals per minute. 6 in the last minute. At this rate, everyone is in by' in html
    assert html.count("<rect") == len(arrivals.bars)
    assert "style=" not in html
