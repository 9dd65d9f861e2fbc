"""Live pages for guests: who gets the pushes, who is not let in, and how many may come."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest
from quart.testing.connections import WebsocketResponseError

from netevent import app as application
from netevent.changes import AttendeesChanged, OrderChanged
from netevent.core.database import Transaction
from netevent.core.site import Application
from netevent.core.web.browsers import require_known
from netevent.events import seats
from netevent.live import guests, routes
from netevent.live.bus import Bus
from netevent.live.feed import RegionFeed
from netevent.live.guests import Crowded, Guests
from netevent.live.hub import RESTARTING, Channel, Hub
from netevent.live.publisher import Publisher
from netevent.live.screen import LiveRegion, Screen
from netevent.periodic import close_ended_logins, close_refused_pages
from netevent.screens import SCREENS
from netevent.settings import Settings
from tests.breakouts.presenters.test_open_pages import closed_with
from tests.browsers import let_see
from tests.conftest import LogIn, on_sqlite
from tests.door import Door

pytestmark = on_sqlite

ORIGIN = {"Origin": "http://localhost:8000"}
FORM, POLL = "/live/form/1", "/live/form/1/regions"
SEATS = 40


@dataclass(frozen=True, slots=True)
class Left:
    seats_left: int


def read_order(tx: Transaction, order_id: int) -> Left:
    return Left(order_id)


async def require_order(order_id: int) -> None:
    require_known("orders", order_id)


ORDER = Screen(
    "order-in-a-test",
    regions=(LiveRegion("seats-left", "registration/_seats_left.html", read_order, (OrderChanged,)),),
    key="order_id",
    patient=True,
    visitors=require_order,
)


@pytest.fixture
def settings(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(application, "SCREENS", (*SCREENS, ORDER))
    return settings


@pytest.fixture(autouse=True)
async def seats_are_limited(door: Door) -> None:
    await door.database.transact(seats.resize, 1, SEATS)


def open_page(client: Any, path: str = FORM, **headers: str) -> Any:
    return client.websocket(path, headers=ORIGIN | headers)


async def heard(page: Any, *wanted: str) -> str:
    text = ""
    async with asyncio.timeout(60):
        while not all(one in text for one in wanted):
            text += str(await page.receive())
    return text


async def nothing_of(app: Application, channel: Channel, page: Any) -> None:
    """Nothing waits for the page but what is pushed now."""
    app.site.part(Hub).push(channel, "mark", lambda language: "<!-- mark -->")
    assert "seats-left" not in await heard(page, "mark")


async def status_of(client: Any, path: str = FORM, **headers: str) -> int:
    with pytest.raises(WebsocketResponseError) as refused:
        async with open_page(client, path, **headers) as page:
            await page.receive()
    return int(refused.value.response.status_code)


async def at_form(app: Application, browser: str = "", event_id: int = 1) -> Any:
    client = app.test_client()
    await let_see(client, "forms", event_id, browser=browser)
    return client


async def take_seat(door: Door, app: Application) -> None:
    await door.database.transact(seats.hold, 1)
    app.site.part(Bus).publish(AttendeesChanged(1))


async def test_a_seat_that_is_taken_reaches_every_guest_at_the_form(app: Application, door: Door):
    left = await door.database.read(lambda tx: seats._lock_left(tx, 1))
    one, other = await at_form(app), await at_form(app)
    async with open_page(one) as here, open_page(other) as there:
        await asyncio.gather(heard(here, f">{left}</dd>"), heard(there, f">{left}</dd>"))
        await take_seat(door, app)
        await asyncio.gather(heard(here, f">{left - 1}</dd>"), heard(there, f">{left - 1}</dd>"))


async def test_a_guest_at_another_form_hears_nothing_of_it(app: Application, door: Door):
    await door.database.transact(seats.resize, 2, SEATS)
    one, other = await at_form(app), await at_form(app, event_id=2)
    async with open_page(one) as page, open_page(other, "/live/form/2") as others:
        await asyncio.gather(heard(page, "seats-left"), heard(others, "seats-left"))
        await take_seat(door, app)
        await heard(page, "seats-left")
        await nothing_of(app, Channel("form", 2), others)


async def test_who_arrives_is_given_everything_alone(app: Application, door: Door):
    """Or of thousands who arrive each would be sent what each gets."""
    first, second = await at_form(app), await at_form(app)
    async with open_page(first) as page:
        await heard(page, "seats-left")
        async with open_page(second) as late:
            await heard(late, "seats-left", "seat-free", "live-status")
            await nothing_of(app, Channel("form", 1), page)
            await take_seat(door, app)
            await asyncio.gather(heard(page, "seats-left"), heard(late, "seats-left"))


async def test_who_arrives_while_the_database_is_away_is_given_everything_later(
    app: Application, monkeypatch: pytest.MonkeyPatch
):
    guest = await at_form(app)
    read, failed = RegionFeed.read, asyncio.Event()

    def fails(feed: RegionFeed, tx: Transaction, key: int) -> object | None:
        loop.call_soon_threadsafe(failed.set)
        raise RuntimeError("the database is away")

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(RegionFeed, "read", fails)
    async with open_page(guest) as page:
        async with asyncio.timeout(60):
            await failed.wait()
        monkeypatch.setattr(RegionFeed, "read", read)
        app.site.part(Publisher).refresh()
        await heard(page, "seats-left")


async def test_the_number_of_an_event_alone_opens_nothing(app: Application, client: Any):
    """Nor does it tell whether there is such an event."""
    for path in (FORM, "/live/form/2", "/live/form/99", "/live/form"):
        assert await status_of(client, path) == 404
        assert (await client.get(f"{path}/regions")).status_code == 404


async def test_an_order_is_for_the_browser_that_made_it(app: Application, client: Any):
    async with client.session_transaction() as session:
        session["orders"] = [7]
    other = app.test_client()
    await let_see(other, "orders", 8)
    mine, its_poll = "/live/order-in-a-test/7", "/live/order-in-a-test/7/regions"
    assert await status_of(other, mine) == 404
    assert (await other.get(its_poll)).status_code == 404
    assert (await client.get(its_poll)).status_code == 200
    async with open_page(client, mine) as page, open_page(other, "/live/order-in-a-test/8") as others:
        await asyncio.gather(heard(page, ">7</dd>"), heard(others, ">8</dd>"))
        app.site.part(Bus).publish(OrderChanged(1, 7))
        await heard(page, ">7</dd>")
        await nothing_of(app, Channel(ORDER.kind, 8), others)


async def test_another_site_is_refused(app: Application):
    guest = await at_form(app)
    for origin in ("null", "http://evil.example", "http://localhost:8000.evil.example"):
        assert await status_of(guest, Origin=origin) == 403, origin


async def test_a_guest_is_refused_at_the_organizers_screens(app: Application):
    guest = await at_form(app)
    for kind in ("dashboard/1", "door/1", "badge", "none/1"):
        assert await status_of(guest, f"/live/{kind}") == 401, kind


async def test_a_cookie_that_somebody_made_up_opens_nothing(app: Application):
    forged = app.test_client()
    forged.set_cookie(
        "localhost", "netevent_session", "eyJmb3JtcyI6WzFdfQ.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"
    )
    assert await status_of(forged) == 404


async def test_the_end_of_a_login_leaves_a_page_for_guests_open(
    app: Application, door: Door, log_in_as: LogIn
):
    olga, token = await log_in_as("olga")
    await let_see(olga, "forms", 1)
    async with open_page(olga) as page:
        await heard(page, "seats-left")
        assert (await olga.post("/logout", headers=token)).status_code == 303
        await close_ended_logins(app.site)
        await close_refused_pages(app.site)
        await take_seat(door, app)
        await heard(page, "seats-left")


async def test_a_page_hears_in_its_own_language(app: Application):
    guest = await at_form(app)
    async with open_page(guest, f"{FORM}?lang=nl") as dutch, open_page(guest, f"{FORM}?lang=en") as english:
        assert "Live, as of" in await heard(english, "live-status")
        assert "Live, as of" not in await heard(dutch, "live-status")


async def test_a_restart_tells_guests_to_come_back(app: Application):
    guest = await at_form(app)
    async with open_page(guest) as page:
        await heard(page, "seats-left")
        closing = asyncio.create_task(app.site.part(Hub).close_all())
        assert await closed_with(page) == RESTARTING
        await closing


async def test_one_browser_opens_only_so_many_and_hurts_no_other(
    app: Application, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(guests, "MOST_OF_A_BROWSER", 1)
    greedy, other = await at_form(app, "greedy"), await at_form(app, "other")
    async with open_page(greedy) as page, open_page(other) as others:
        await asyncio.gather(heard(page, "seats-left"), heard(others, "seats-left"))
        assert await status_of(greedy) == 503
        assert (await greedy.get(POLL)).status_code == 200, "it polls"
    async with open_page(greedy) as page:
        await heard(page, "seats-left")


@pytest.mark.parametrize("limit", ["MOST_OF_A_NETWORK", "MOST"])
async def test_a_crowd_is_refused_kindly_and_polls(
    app: Application, monkeypatch: pytest.MonkeyPatch, limit: str
):
    monkeypatch.setattr(guests, limit, 1)
    first, second = await at_form(app, "first"), await at_form(app, "second")
    async with open_page(first) as page:
        await heard(page, "seats-left")
        assert await status_of(second) == 503
        answer = await second.get(POLL)
        assert (answer.status_code, "seats-left" in await answer.get_data(as_text=True)) == (200, True)


async def test_polls_of_a_network_are_counted(app: Application, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(routes, "POLLS_FROM_A_NETWORK", "2/minute")
    guest = await at_form(app)
    assert [(await guest.get(POLL)).status_code for _ in range(3)] == [200, 200, 429]


def test_wide_networks_have_room_for_many_narrow_ones(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(guests, "MOST_OF_A_NETWORK", 2)
    crowd = Guests()
    for number in range(4):
        crowd.enter(f"{number}", [(f"2001:db8:0:{number}::/64", 1), ("2001:db8::/48", 2)])
    with pytest.raises(Crowded):
        crowd.enter("5", [("2001:db8:0:5::/64", 1), ("2001:db8::/48", 2)])
    crowd.enter("6", [("2001:db8:1::/64", 1), ("2001:db8:1::/48", 2)])


def test_who_has_left_is_counted_no_more():
    crowd = Guests()
    leave = [crowd.enter("one", [("192.0.2.1", 1)]) for _ in range(guests.MOST_OF_A_BROWSER)]
    with pytest.raises(Crowded):
        crowd.enter("one", [("192.0.2.1", 1)])
    for one in leave:
        one()
    assert not crowd._open
    crowd.enter("one", [("192.0.2.1", 1)])


def test_a_screen_says_either_who_of_the_viewers_or_which_browsers():
    async def anybody(key: int) -> None:
        """Lets all in."""

    async def nobody(viewer: object, key: int) -> None:
        """The same."""

    for given in (
        {},
        {"guard": nobody, "visitors": anybody, "patient": True},
        {"visitors": anybody},
        {"visitors": anybody, "patient": True, "key": "attendee_id"},
        {"visitors": anybody, "patient": True, "within": "office"},
    ):
        with pytest.raises(AssertionError):
            Screen("wrong", **given)
    Screen("right", visitors=anybody, patient=True)
