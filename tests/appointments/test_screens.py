"""Appointments on the phones of their two people, and on nobody else's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import update

from netevent.appointments import service
from netevent.connections import service as connections_service
from netevent.core import clock
from netevent.core.database.tables import appointments
from netevent.core.site import Application
from netevent.live.bus import Bus
from netevent.notifications.inbox import TOASTS as TOASTS_SHOWN
from netevent.registration.attendance import service as attendance_service
from tests.appointments.meeting import ANNA, BEN, CARA, Meet
from tests.conftest import LogIn
from tests.door import Door

ORIGIN = {"Origin": "http://localhost:8000"}
TOASTS = 'id="toasts"'


@pytest.fixture
async def meet(app: Application, meet: Meet) -> Meet:
    """With the application that listens: it is told of what the tests do."""
    meet.database.on_change = app.site.part(Bus).publish
    return meet


@pytest.fixture
def open_page(log_in_as: LogIn) -> Any:
    """A page of an attendee that is connected, and has been told all that is so far."""

    @asynccontextmanager
    async def connected(name: str, view: str = "badge") -> AsyncIterator[Any]:
        client, _ = await log_in_as(name)
        path = f"/live/{view}?lang=en"
        async with client.websocket(path, headers=ORIGIN) as page:
            shown = {"badge": ['id="next-for-you"'], "agenda": ["appointment-proposals", 'id="agenda"']}
            await heard(page, TOASTS, *shown[view])
            yield page

    return connected


async def heard(page: Any, *words: str) -> str:
    """All that came until each of the words was in it."""
    text = ""
    async with asyncio.timeout(60):
        while not all(word in text for word in words):
            text += str(await page.receive())
    return text


async def test_a_proposal_and_its_answer_reach_the_two_and_nobody_else(meet: Meet, open_page: Any):
    async with open_page("guest1") as anna, open_page("guest2") as ben, open_page("guest3") as cara:
        await meet.know((CARA, 4))
        made = await meet.propose(proposal=meet.proposal(12, notes="Bring <maps>"))
        text = await heard(ben, "proposes an appointment")
        assert "Guest1 Żółć" in text
        assert "Bring &lt;maps&gt;" in text
        assert 'class="dot"><span aria-hidden="true">1<' in text
        await meet.accept(made)
        text = await heard(anna, "Guest2 Żółć</b> accepted")
        assert "proposes" not in text
        text = await heard(ben, TOASTS)
        assert "proposes" not in text
        await meet.propose(CARA, 4, meet.proposal(16))
        text = await heard(cara, "Guest4")
        assert "Guest1" not in text
        assert "Guest2" not in text


async def test_both_tabs_of_one_person_get_it_and_what_one_closes_goes_from_the_other(
    meet: Meet, open_page: Any
):
    async with open_page("guest2") as phone, open_page("guest2") as laptop:
        made = await meet.propose()
        for page in (phone, laptop):
            await heard(page, "proposes an appointment")
        await meet.see(made, BEN)
        for page in (phone, laptop):
            assert "proposes" not in await heard(page, TOASTS)


async def test_an_open_agenda_gets_the_proposals_too(meet: Meet, open_page: Any):
    async with open_page("guest1", "agenda") as anna, open_page("guest2", "agenda") as ben:
        made = await meet.propose()
        assert "Waiting for the other person" in await heard(anna, "appointment-proposals")
        text = await heard(ben, "Waiting for your answer")
        assert f"appointment-{made}-proposal" in text
        await meet.decline(made)
        assert "Waiting for" not in await heard(ben, "appointment-proposals")


async def test_an_open_appointment_changes_by_itself(meet: Meet, open_page: Any):
    made = await meet.propose()
    async with open_page("guest1") as anna:
        await meet.move(made, BEN, meet.proposal(14))
        text = await heard(anna, f'id="appointment-{made}-details"', "proposes another time")
        assert "15:00–15:15" in text


async def test_the_losers_are_told_kindly_and_only_they(meet: Meet, open_page: Any):
    lost = await meet.propose(CARA, ANNA)
    made = await meet.propose(BEN, ANNA)
    async with open_page("guest3") as cara, open_page("guest2") as ben:
        await meet.accept(made, ANNA)
        text = await heard(cara, "accepted another appointment at 13:00")
        assert "Guest1 Żółć" in text
        assert "Guest2" not in text  # with whom is not hers to know
        assert f"/appointments/new?with={ANNA}" in text
        assert f"appointment-{lost}-toast-elsewhere-1" in text
        assert "another appointment" not in await heard(ben, "accepted")


async def test_a_expire_is_told_to_who_asked_and_goes_from_who_did_not_answer(meet: Meet, open_page: Any):
    await meet.propose()
    soon = update(appointments).values(expires_at=clock.now())
    async with open_page("guest1") as anna, open_page("guest2") as ben:
        await meet.database.transact(lambda tx: tx.execute(soon))
        now = clock.now()
        await meet.database.transact(service.expire_due, now)
        assert "Guest2 Żółć</b> did not answer in time" in await heard(anna, "did not answer")
        text = await heard(ben, 'id="agenda-dot"')
        assert "toast-" not in text
        assert 'class="dot"' not in text


async def test_when_a_connection_ends_its_appointments_end_at_once(meet: Meet, open_page: Any):
    made = await meet.agree()
    await meet.see(made, ANNA)
    async with open_page("guest1") as anna, open_page("guest2") as ben:
        await meet.database.transact(connections_service.remove, BEN, ANNA)
        await heard(anna, "Your appointment with", "is cancelled")
        await heard(ben, "is cancelled")
    assert await meet.status(made) == "cancelled"
    assert await meet.slots() == 0


async def test_who_will_not_come_meets_nobody_and_the_other_is_told_at_once(meet: Meet, open_page: Any):
    made = await meet.agree()
    await meet.see(made, ANNA)
    async with open_page("guest1") as anna:
        await meet.database.transact(attendance_service.leave, 1, BEN)
        await heard(anna, "Your appointment with", "is cancelled")
    assert await meet.status(made) == "cancelled"
    assert await meet.slots() == 0


async def test_to_block_somebody_ends_the_appointments_and_tells_nobody(meet: Meet, open_page: Any):
    made = await meet.agree()
    await meet.see(made, ANNA)
    async with open_page("guest2", "agenda") as ben:
        await meet.database.transact(connections_service.block, ANNA, BEN)
        text = await heard(ben, "Nothing planned yet", TOASTS)
        assert "Guest1" not in text
        assert "is off" not in text
    assert await meet.status(made) == "cancelled"


async def test_a_near_appointment_stands_on_both_phones_until_it_begins(meet: Meet, open_page: Any):
    made = await meet.agree()
    await meet.remind(made)
    for name, other in (("guest1", "Guest2"), ("guest2", "Guest1")):
        async with open_page(name) as page:
            await meet.see(made, CARA)
            await meet.propose(CARA, ANNA if name == "guest1" else BEN, meet.proposal(15))
            text = await heard(page, "minutes: ")
            assert other in text


async def test_what_is_near_comes_first_and_the_rest_is_counted(meet: Meet, open_page: Any, door: Door):
    for hour in (13, 14, 15):
        for minute in (0, 30):
            await meet.propose(CARA, ANNA, meet.proposal(hour, minute))
    made = await meet.agree(BEN, ANNA)
    await meet.remind(made)
    async with open_page("guest1") as anna:
        await meet.propose(CARA, ANNA, meet.proposal(16))
        text = await heard(anna, f"and {8 - TOASTS_SHOWN} more")
        assert text.index("minutes: ") < text.index("more<")


async def test_a_page_that_connects_later_gets_what_waits(meet: Meet, log_in_as: LogIn):
    await meet.propose()
    ben, _ = await log_in_as("guest2")
    async with ben.websocket("/live/attendee?lang=nl", headers=ORIGIN) as page:
        assert "Guest1" in await heard(page, TOASTS)
