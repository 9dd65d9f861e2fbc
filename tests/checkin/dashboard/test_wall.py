"""The figures on a projector: live, and without anybody's name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from netevent.checkin.dashboard import reading
from netevent.checkin.screens import DASHBOARD, WALL
from netevent.core.web import pages
from tests.conftest import LogIn
from tests.door import Door, badge


async def page_of(log_in_as: LogIn, name: str = "olga", path: str = "/organizer/event/1/live") -> Any:
    client, _ = await log_in_as(name)
    return await client.get(path)


async def test_it_shows_the_figures_and_nobodys_name(door: Door, log_in_as: LogIn):
    for number in (1, 2):
        await door.change_attendee(number, door_note="Guest of honour")
        await door.scan(badge(number))
    await door.scan("NOBODY")
    shown = await (await page_of(log_in_as)).get_data(as_text=True)
    assert '<p class="wall-figure n">2</p>' in shown
    assert "of 12" in shown
    for hidden in ("Guest1", "Żółć", "Marta", "Guest of honour", "NOBODY", badge(1)):
        assert hidden not in shown


async def test_the_dashboards_address_leads_to_it(log_in_as: LogIn):
    answer = await page_of(log_in_as, path="/organizer/event/1?projector=1")
    assert answer.headers["Location"] == "/organizer/event/1/live"
    assert (await page_of(log_in_as, path="/organizer/event/1")).status_code == 200


async def test_it_is_the_organizers_alone(log_in_as: LogIn):
    for name, status in (("otto", 404), ("marta", 403), ("guest1", 403)):
        assert (await page_of(log_in_as, name)).status_code == status


async def test_what_is_pushed_has_no_names_either(door: Door):
    await door.scan(badge(1))
    for shown in await door.database.read(WALL.shown, 1):
        html = shown.render("en", {"event_id": 1})
        assert "Guest1" not in html


async def test_of_many_types_the_largest_are_shown_and_the_others_counted(door: Door):
    shown = await door.database.read(reading.wall, 1)
    many = tuple(replace(shown.types[0], name=f"T{n}", coming=n) for n in range(7))
    given = {name: getattr(shown, name) for name in ("counts", "arrivals", "gates", "more_gates")}
    html = pages.render("checkin/_wall.html", "en", types=many[:5], more_types=2, **given)
    assert "and 2 more" in html


async def test_who_has_a_note_is_told_to_the_organizer_with_who_is_still_expected(door: Door):
    await door.change_attendee(1, door_note="VIP: call Anna")
    await door.change_attendee(2, door_note="Speaker at ten")
    await door.change_attendee(3, door_note="Not coming", attendance_status="not_attending")
    await door.scan(badge(1))
    shown = await door.database.read(reading.noted, 1)
    assert [(one.name, one.note, one.gate) for one in shown.noted.inside] == [
        ("Guest1 Żółć", "VIP: call Anna", "Main")
    ]
    assert [one.name for one in shown.noted.expected] == ["Guest2 Żółć"]
    assert (shown.noted.all_inside, shown.noted.all_expected) == (1, 1)


async def test_another_events_notes_are_not_shown(door: Door):
    await door.change_attendee(1, door_note="VIP")
    shown = await door.database.read(reading.noted, 2)
    assert shown.noted.expected == ()


async def test_desks_show_their_pace(door: Door):
    shown = await door.database.read(DASHBOARD.context, 1)
    desks: Any = shown["desks"]
    assert [(desk.gate, desk.people) for desk in desks] == [("Main", ()), ("East", ())]
