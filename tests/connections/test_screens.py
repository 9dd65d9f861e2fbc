"""What arrives on the two phones, on all their pages, and on nobody else's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from netevent.changes import NotificationsChanged, ProfileChanged
from netevent.connections import service
from netevent.connections.notifications import REQUEST
from netevent.core.site import Application
from netevent.live.bus import Bus
from netevent.notifications.service import mark_seen
from tests.conftest import LogIn
from tests.connections.people import ANNA, BEN, CARA, DORA, EVENT, STRANGER, People

ORIGIN = {"Origin": "http://localhost:8000"}
TOASTS = 'id="toasts"'
OURS = (TOASTS, "requests-list", "people-fresh", "-card")
SIGN = "wants to connect"
DOT = '<span class="dot"><span aria-hidden="true">1'


@dataclass(frozen=True, slots=True)
class Phone:
    """An open page of an attendee."""

    page: Any

    async def all_of(self, *wanted: str) -> str:
        """Read until each of these has come."""
        text = ""
        async with asyncio.timeout(60):
            while not all(one in text for one in wanted):
                text += str(await self.page.receive())
        return text

    async def until(self, *wanted: str) -> list[str]:
        """What comes of requests and connections, up to the message that has all the words."""
        found: list[str] = []
        async with asyncio.timeout(60):
            while True:
                message = str(await self.page.receive())
                if any(target in message for target in OURS):
                    found.append(message)
                if all(text in message for text in wanted):
                    return found


# What a page of this view gets when it connects, besides the toasts and dots.
FIRST = {"requests": ("requests-list",), "people": ("people-fresh",)}
OpenPhone = Callable[..., Awaitable[Phone]]


@pytest.fixture
async def open_phone(app: Application, log_in_as: LogIn) -> AsyncIterator[OpenPhone]:
    """Opens a page with the given live view, which has got its first state."""
    async with AsyncExitStack() as stack:

        async def opened(number: int, view: str = "", language: str = "en") -> Phone:
            client, _ = await log_in_as(f"guest{number}")
            path = f"/live/{view or 'attendee'}?lang={language}"
            socket: Any = client.websocket(path, headers=ORIGIN)
            phone = Phone(await stack.enter_async_context(socket))
            await phone.all_of("people-dot", *FIRST.get(view, ()))
            return phone

        yield opened


@pytest.fixture
def live(app: Application, people: People) -> People:
    """The people, with the running application hearing what the service publishes."""
    people.door.database.on_change = app.site.part(Bus).publish
    return people


async def close_to(people: People, phone: Phone, number: int, requester: int) -> list[str]:
    """What the phone gets up to a request of its own, which is made now: all that was on its way before."""
    await people.request(requester, number)
    return await phone.until(f"Guest{requester} ", SIGN)


async def test_a_request_reaches_all_pages_of_the_one_asked_and_nobody_else(
    live: People, open_phone: OpenPhone
):
    badge, requests = await open_phone(BEN), await open_phone(BEN, "requests")
    others = {number: await open_phone(number, "requests") for number in (CARA, STRANGER)}
    await live.request(ANNA, BEN, "Your talk")
    await badge.until(TOASTS, "Guest1 Żółć", SIGN, "“Your talk”", DOT)
    await requests.all_of(SIGN, "-toast", "-asking")
    for number, phone in others.items():
        live.door.database.on_change(NotificationsChanged(number))  # after it nothing can still be on its way
        assert [text for text in await phone.until(TOASTS) if "Guest1 " in text] == []


async def test_an_answer_reaches_both_and_opens_the_card(live: People, open_phone: OpenPhone):
    await live.door.change_attendee(BEN, email="ben@private.example")
    asked = await live.asked(ANNA, BEN)
    anna, ben, cara = await open_phone(ANNA), await open_phone(BEN), await open_phone(CARA)
    await live.do(service.accept, BEN, asked)
    text = await anna.all_of("accepted. You are now connected.", "person-2-card")
    assert "ben@private.example" in text
    text = await ben.all_of("people-dot", "person-1-card")
    assert SIGN not in text
    assert "ben@private.example" not in text
    assert len(await close_to(live, cara, CARA, DORA)) == 1


async def test_who_was_declined_hears_nothing(live: People, open_phone: OpenPhone):
    asked = await live.asked(ANNA, BEN)
    anna, ben = await open_phone(ANNA, "requests"), await open_phone(BEN)
    await live.do(service.decline, BEN, asked)
    assert SIGN not in await ben.all_of("people-dot", "person-1-card")
    messages = await close_to(live, anna, ANNA, CARA)
    assert [message for message in messages if "Guest3" not in message] == []


async def test_who_declined_hears_nothing_of_another_try(live: People, open_phone: OpenPhone):
    asked = await live.asked(ANNA, BEN)
    await live.do(service.decline, BEN, asked)
    ben = await open_phone(BEN)
    await live.do(service.withdraw, ANNA, asked)
    await live.request(ANNA, BEN, "Please")
    messages = await close_to(live, ben, BEN, CARA)
    assert [message for message in messages if "Please" in message or "Guest1 Żółć" in toasts(message)] == []


def toasts(message: str) -> str:
    return message.partition(TOASTS)[2].partition('id="people-dot"')[0]


async def test_a_withdrawn_request_leaves_the_other_phone(live: People, open_phone: OpenPhone):
    asked = await live.asked(ANNA, BEN)
    anna, ben = await open_phone(ANNA, "requests"), await open_phone(BEN, "requests")
    await live.do(service.withdraw, ANNA, asked)
    for phone in (anna, ben):
        messages = await phone.until("requests-list")
        assert "Guest1" not in toasts("".join(messages))


async def test_somebody_blocked_is_told_nothing(live: People, open_phone: OpenPhone):
    await live.connect(ANNA, BEN)
    anna = await open_phone(ANNA, "people")
    await live.do(service.block, BEN, ANNA)
    await anna.all_of("people-fresh")
    messages = await close_to(live, anna, ANNA, CARA)
    assert [text for text in messages if "Guest2" in text or "person-2" in text] == []


async def test_what_is_seen_on_one_page_goes_from_the_others(live: People, open_phone: OpenPhone):
    await live.request(ANNA, BEN)
    phones = [await open_phone(BEN) for _ in range(2)]
    await live.do(mark_seen, BEN, (REQUEST,))
    for phone in phones:
        message = (await phone.until(f'{TOASTS} hx-swap-oob="outerMorph"></div>'))[-1]
        assert DOT in message


async def test_a_page_that_opens_later_gets_what_it_missed(live: People, app: Application, log_in_as: LogIn):
    await live.request(ANNA, BEN)
    ben, _ = await log_in_as("guest2")
    async with ben.websocket("/live/requests", headers=ORIGIN) as page:
        await Phone(page).all_of(SIGN, "requests-list")


async def test_a_changed_profile_reaches_the_open_lists_of_connections(live: People, open_phone: OpenPhone):
    await live.connect(ANNA, BEN)
    anna, cara = await open_phone(ANNA, "people"), await open_phone(CARA, "requests")
    live.door.database.on_change(ProfileChanged(EVENT, BEN))
    await anna.until("people-fresh")
    live.door.database.on_change(NotificationsChanged(CARA))
    assert [text for text in await cara.until(TOASTS) if "requests-list" in text] == []


async def test_each_page_hears_in_its_language(live: People, open_phone: OpenPhone):
    phones = [await open_phone(BEN, language=language) for language in ("en", "xx")]
    await live.request(ANNA, BEN)
    for phone in phones:
        await phone.until(SIGN)
