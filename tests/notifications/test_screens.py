"""What waits for somebody arrives on all the own pages, goes from all of them, and is on nobody else's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest

from netevent.appointments.notifications import PROPOSAL, REMINDER
from netevent.changes import NotificationsChanged
from netevent.connections.notifications import CONNECTION, REQUEST
from netevent.core import clock
from netevent.core.site import Application
from netevent.live.bus import Bus
from netevent.live.publisher import Publisher
from netevent.notifications.inbox import TOASTS
from netevent.notifications.kinds import NotificationKind
from netevent.notifications.service import dismiss, mark_seen, notify
from tests.agenda.agendas import appoint, at, change
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_attendee, insert_connection

ORIGIN = {"Origin": "http://localhost:8000"}
ANNA, BEN, CARA, STRANGER = 1, 2, 3, 13
REGION = 'id="toasts"'
OpenPage = Callable[..., Awaitable[Any]]


@pytest.fixture
def live(app: Application, door: Door) -> Door:
    """The door, with the running application hearing what the services publish."""
    door.database.on_change = app.site.part(Bus).publish
    return door


@pytest.fixture
async def open_page(app: Application, log_in_as: LogIn) -> AsyncIterator[OpenPage]:
    """Opens a page of an attendee, which has got its first toasts."""
    async with AsyncExitStack() as stack:

        async def opened(number: int, language: str = "en") -> Any:
            client, _ = await log_in_as(f"guest{number}")
            socket: Any = client.websocket(f"/live/attendee?lang={language}", headers=ORIGIN)
            page = await stack.enter_async_context(socket)
            await heard(page, REGION)
            return page

        yield opened


async def heard(page: Any, *words: str, without: str = "nothing of this kind") -> str:
    """The next toasts and dots that have all these words, and not that one."""
    async with asyncio.timeout(60):
        while True:
            message = str(await page.receive())
            if REGION in message and without not in message and all(word in message for word in words):
                return message


async def ask(door: Door, who: int, whom: int) -> int:
    """A request that the other one is told of now; its number."""
    made = await insert_connection(door.database, who, whom, status="pending")
    await tell(door, REQUEST, made, whom)
    return made


async def propose(door: Door, minutes: int = 60, **given: Any) -> int:
    """Of Anna to Ben."""
    made = await appoint(door.database, at(minutes), status="pending", **given)
    await tell(door, PROPOSAL, made, BEN)
    return made


async def tell(door: Door, kind: NotificationKind, subject_id: int, *attendee_ids: int) -> None:
    await door.database.transact(notify, kind, subject_id, *attendee_ids)


async def test_it_arrives_on_all_pages_of_one_and_on_nobody_elses(live: Door, open_page: OpenPage):
    phone, laptop = await open_page(BEN), await open_page(BEN)
    others = {number: await open_page(number) for number in (ANNA, CARA, STRANGER)}
    await ask(live, ANNA, BEN)
    for page in (phone, laptop):
        assert '<span class="dot"><span aria-hidden="true">1<' in await heard(page, "Guest1 Żółć")
    for number, page in others.items():
        live.database.on_change(NotificationsChanged(number))  # after it nothing can still be on its way
        assert f'{REGION} hx-swap-oob="outerMorph"></div>' in await heard(page)


async def test_what_is_closed_on_one_page_goes_from_the_others(live: Door, open_page: OpenPage):
    asked = await ask(live, ANNA, BEN)
    pages = [await open_page(BEN) for _ in range(2)]
    await live.database.transact(mark_seen, BEN, [REQUEST], asked)
    for page in pages:
        message = await heard(page, without="<article")
        assert '<span class="dot"><span aria-hidden="true">1<' in message  # it goes on waiting


async def test_what_is_over_goes_by_itself(live: Door, open_page: OpenPage):
    asked = await ask(live, ANNA, BEN)
    page = await open_page(BEN)
    await live.database.transact(dismiss, [REQUEST], asked, BEN)
    await heard(page, without="<article")


async def test_what_no_longer_stands_does_not_arrive(live: Door, open_page: OpenPage):
    """Withdrawn, and lapsed: though nobody has put them away."""
    page = await open_page(BEN)
    withdrawn = await insert_connection(live.database, CARA, BEN, status="pending", withdrawn_at=clock.now())
    await insert_connection(live.database, ANNA, BEN)
    await tell(live, REQUEST, withdrawn, BEN)
    await propose(live, expires_at=clock.now() - timedelta(minutes=1))
    live.database.on_change(NotificationsChanged(BEN))
    message = await heard(page)
    assert "<article" not in message
    assert 'class="dot"' not in message


async def test_one_region_has_the_first_of_each_tab_and_counts_the_rest(live: Door, open_page: OpenPage):
    await insert_connection(live.database, ANNA, BEN)
    page = await open_page(BEN)
    for number in range(TOASTS + 1):
        await propose(live, 60 + 30 * number)
    for number in range(TOASTS + 2):
        await ask(live, await insert_attendee(live.database, 1, last_name=f"Nr {number}"), BEN)
    message = await heard(page, "and 2 more", "and one more")
    places = [message.index(word) for word in ("Nr 2", "Nr 6", "and 2 more", "proposes", "and one more")]
    assert places == sorted(places)
    assert "Nr 1<" not in message
    assert message.count("<article") == 2 * TOASTS
    assert message.index("7 requests") < message.index("6 proposals")
    assert 'id="people-more" href="/attendee/connection-requests"' in message
    assert 'id="agenda-more" href="/appointments"' in message


async def test_what_counts_down_comes_first_and_moves_with_time(
    app: Application, live: Door, open_page: OpenPage
):
    await insert_connection(live.database, ANNA, BEN)
    page = await open_page(BEN)
    await propose(live)
    near = await appoint(live.database, at(9), reminded_at=clock.now())
    await tell(live, REMINDER, near, BEN)
    message = await heard(page, "minutes: ")
    assert message.index("minutes: ") < message.index("proposes")
    await change(live.database, near, appointment_time=clock.now())
    app.site.part(Publisher).refresh()
    await heard(page, without="minutes: ")


async def test_each_page_hears_in_its_language(live: Door, open_page: OpenPage):
    pages = [await open_page(BEN, language) for language in ("en", "nl")]
    made = await insert_connection(live.database, BEN, ANNA)
    await tell(live, CONNECTION, made, BEN)
    for page in pages:
        await heard(page, "Guest1 Żółć")


async def test_a_page_that_opens_later_gets_what_waits(live: Door, log_in_as: LogIn):
    await ask(live, ANNA, BEN)
    ben, _ = await log_in_as("guest2")
    async with ben.websocket("/live/attendee?lang=en", headers=ORIGIN) as page:
        await heard(page, "Guest1 Żółć")
