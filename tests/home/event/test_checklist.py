"""The checklist fills itself: each step by what its feature has, and nothing is ticked by hand."""

from dataclasses import fields
from datetime import timedelta
from decimal import Decimal

import pytest

from netevent.announcements.announcement import Kind
from netevent.core import clock
from netevent.core.i18n import speaking
from netevent.core.web import pages
from netevent.home.event import reading
from netevent.home.event.reading import Checklist, Stand, read_checklist
from netevent.home.event.steps import STEPS, Button, Found, Step
from netevent.payments.payment import Method
from netevent.payments.settings import service as payment_settings
from netevent.payments.settings.payment_settings import PaymentSettings
from netevent.staff import service as staff_service
from netevent.staff.codes import service as codes
from netevent.staff.queries import Details
from tests import factories
from tests.announcements.office.announced import put_results, write
from tests.door import Door, badge
from tests.registration.attendance.test_service import change_event

SOON = timedelta(days=3)


@pytest.fixture
async def new_event(door: Door) -> int:
    """Of next week, with nothing in it."""
    start = clock.now() + timedelta(days=7)
    return await factories.insert_event(
        door.database, 1, name="Next week", start_time=start, end_time=start + timedelta(hours=8)
    )


async def checklist(door: Door, event_id: int = 1) -> Checklist:
    return await door.database.read(read_checklist, event_id)


def stand(shown: Checklist, name: str) -> Stand:
    return next(one for one in (*shown.needed, *shown.optional) if one.step.name == name)


def said(shown: Checklist, name: str) -> str:
    one = stand(shown, name)
    with speaking("en"):
        return one.step.said(one.found)


async def test_a_new_event_says_what_to_do_first_and_calls_nothing_a_failure(door: Door, new_event: int):
    shown = await checklist(door, new_event)
    assert shown.next_step is STEPS[0]
    assert (shown.done, len(shown.needed)) == (2, 5)  # one entrance is enough, and nothing costs anything
    assert said(shown, "gates") == "One entrance"
    assert said(shown, "people").startswith("Nobody yet.")
    assert [one.step.name for one in shown.optional] == ["types", "sessions", "points", "invitations"]


async def test_people_who_do_not_come_are_not_expected(door: Door):
    await door.change_attendee(1, attendance_status="not_attending")
    assert said(await checklist(door), "people") == "11 attendees are expected. 1 is not attending."
    for number in range(2, 13):
        await door.change_attendee(number, attendance_status="not_attending")
    assert not stand(await checklist(door), "people").found.is_done


async def test_staff_count_when_one_has_accepted(door: Door, new_event: int):
    expires = clock.now() + timedelta(days=1)
    invited = {"password_hash": None, "invite_used": False, "invite_expires_at": expires}
    await factories.insert_staff(door.database, new_event, email="a@example.com", **invited)
    shown = await checklist(door, new_event)
    assert (stand(shown, "staff").found.is_done, said(shown, "staff")) == (False, "1 invited, 0 accepted.")
    await factories.insert_staff(door.database, new_event, email="b@example.com")
    shown = await checklist(door, new_event)
    assert (stand(shown, "staff").found.is_done, said(shown, "staff")) == (True, "2 invited, 1 accepted.")


async def test_who_came_in_by_a_code_has_accepted(door: Door, new_event: int):
    nobody = Details("Noor", "", "", "nl")
    member = await door.database.transact(staff_service.add_without_email, new_event, nobody)
    code = await door.database.transact(codes.show, new_event, member.id, "https://tickets.example.org")
    assert not stand(await checklist(door, new_event), "staff").found.is_done
    await door.database.transact(codes.join, code.link.rpartition("/")[2], "Chrome · Android")
    shown = await checklist(door, new_event)
    assert (stand(shown, "staff").found.is_done, said(shown, "staff")) == (True, "1 invited, 1 accepted.")


async def test_gates_are_named_and_many_of_them_are_counted(door: Door, new_event: int):
    assert said(await checklist(door), "gates") == "Main and East"
    await factories.insert_gate(door.database, new_event, "100% north")
    assert said(await checklist(door, new_event), "gates") == "One entrance: 100% north"
    for number in range(5):
        await factories.insert_gate(door.database, new_event, f"Gate {number}")
    shown = said(await checklist(door, new_event), "gates")
    assert shown == "100% north, Gate 0, Gate 1, Gate 2 and 2 more"


async def test_a_test_scan_counts_also_when_it_was_undone(door: Door):
    await change_event(door, start_time=clock.now() + SOON, end_time=clock.now() + SOON * 2)
    await door.scan("NOBODY")
    assert not stand(await checklist(door), "test-scan").found.is_done
    await door.scan(badge(1))
    assert said(await checklist(door), "test-scan").startswith("1 person is in. Was it a test?")
    await door.undo(1)
    shown = await checklist(door)
    assert (stand(shown, "test-scan").found.is_done, said(shown, "test-scan")) == (
        True,
        "A badge was let in.",
    )


async def test_on_the_day_nobody_asks_whether_it_was_a_test(door: Door):
    await door.scan(badge(1))
    assert said(await checklist(door), "test-scan") == "A badge was let in."


async def test_what_is_optional_is_counted_and_never_next(door: Door, new_event: int):
    await factories.insert_attendee(door.database, new_event)
    await factories.insert_staff(door.database, new_event, email="b@example.com")
    assert (await checklist(door, new_event)).next_step is stand(await checklist(door, 1), "test-scan").step
    await factories.insert_session(door.database, new_event, clock.now() + timedelta(days=7))
    await factories.insert_point(door.database, new_event)
    await factories.insert_type(door.database, new_event)
    shown = await checklist(door, new_event)
    assert [said(shown, one.step.name) for one in shown.optional] == [
        "1 type",
        "1 session",
        "1 meeting point",
        "Nobody yet. One email brings everybody to their badge and the programme.",
    ]
    assert shown.done == 4


async def test_an_invitation_that_was_sent_ticks_its_step_and_an_announcement_does_not(door: Door):
    await put_results(door, await write(door))
    assert not stand(await checklist(door), "invitations").found.is_done
    for _ in range(2):
        await put_results(door, await write(door, kind=Kind.invitation))
    shown = await checklist(door)
    assert stand(shown, "invitations").found.is_done
    assert said(shown, "invitations") == "10 people are invited."


async def test_when_all_is_done_nothing_is_next(door: Door):
    await door.scan(badge(1))
    shown = await checklist(door)
    assert (shown.done, shown.next_step) == (5, None)


async def test_a_further_step_is_one_declaration(door: Door, monkeypatch: pytest.MonkeyPatch):
    badges = Step(
        "badges",
        "id-card",
        "Badges",
        lambda tx, event: Found(is_done=False, number=3),
        lambda found: f"{found.number} to print",
        Button("Print badges", "attendees.attendee_list", "printer"),
    )
    monkeypatch.setattr(reading, "STEPS", (*STEPS, badges))
    await door.scan(badge(1))
    shown = await checklist(door)
    assert (shown.done, len(shown.needed), shown.next_step) == (5, 6, badges)
    html = pages.render(
        "home/event/_steps.html",
        "en",
        event_id=1,
        **{one.name: getattr(shown, one.name) for one in fields(shown)},
    )
    assert "3 to print" in html
    assert ">Print badges</a>" in " ".join(html.split())
    assert "5 of 6 done" in html


async def test_another_events_things_tick_nothing(door: Door, new_event: int):
    await door.scan(badge(1))
    await factories.insert_session(door.database, 1, clock.now())
    await factories.insert_point(door.database, 1)
    shown = await checklist(door, new_event)
    ticked = [one.step.name for one in (*shown.needed, *shown.optional) if one.found.is_done]
    assert ticked == ["gates", "payment"]


async def test_a_price_asks_for_a_way_to_pay(door: Door, new_event: int):
    assert stand(await checklist(door, new_event), "payment").found.is_done
    await factories.insert_type(door.database, new_event, price=Decimal("95.00"))
    shown = await checklist(door, new_event)
    assert not stand(shown, "payment").found.is_done
    assert said(shown, "payment") == "Types have prices, but nobody can pay: choose a way to pay."
    await door.database.transact(payment_settings.save, new_event, PaymentSettings(methods=(Method.desk,)))
    shown = await checklist(door, new_event)
    assert (stand(shown, "payment").found.is_done, said(shown, "payment")) == (True, "1 way to pay")
