"""An announcement to thousands while the door scans, a password link among its mails, and pushes.

`__main__` calls it. The mails go to a mail server and the pushes to a push service of the benchmark's own
(`sinks`), which take everything at once: so the server sends as fast as it can, and nothing else slows it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic, perf_counter
from urllib.parse import urlencode

from sqlalchemy import func, insert, select, update

from benchmarks.load import Answer, ask_once, connect, open_loop, percentile, request_bytes
from benchmarks.memory import family_cpu_seconds
from benchmarks.scenarios import DASHBOARDS, Size, cookies_in, desks_of, log_in, scans, token_in
from benchmarks.sinks import Sinks
from benchmarks.table import Row
from benchmarks.world import EVENT, World, make_sessions, nobody_in
from netevent.announcements import service
from netevent.announcements.announcement import Audience, Draft, Kind, State, Words
from netevent.core import clock
from netevent.core.credentials import new_token, token_hash
from netevent.core.database import Transaction
from netevent.core.database.budget import patient
from netevent.core.database.tables import (
    announcements,
    jobs,
    login_accounts,
    logins,
    organizers,
    push_subscriptions,
)
from netevent.push.keys.pair import new_pair

SCANS_A_SECOND = 10
DOOR_GOAL, LINK_GOAL_SECONDS = 2.0, 5.0
LINKS, LINK_WITHIN = 5, 60.0
SENT_WITHIN = 600.0
# How long the server is asked nothing between two signs of life.
BETWEEN = 0.002
DRAFT = Draft(
    Kind.announcement,
    Audience.everybody,
    None,
    "en",
    {"en": Words("News of {event}", "Hello {first_name},\n\nlunch is at noon. Your page: {link}\n")},
    by_push=False,
    on_pages=True,
)
BY_PUSH = replace(DRAFT, by_mail=False, by_push=True)
FORM = "application/x-www-form-urlencoded"
AUTH = "c2l4dGVlbiBieXRlcyEhIQ"


@dataclass(frozen=True, slots=True)
class Organizer:
    """A logged-in organizer's browser; the account is not of today, when it could not write to thousands."""

    world: World
    cookie: str

    async def send(self, draft: Draft) -> int:
        """Written straight into the database, sent as a tap sends it: the server's own workers wake."""
        number = await self.world.database.transact(service.write, EVENT, draft, 1, "Olga Organizer")
        path = f"/organizer/event/{EVENT}/announcements/{number}/send"
        page = await ask_once(self.world.server.port, request_bytes("GET", path, self._headers))
        form = urlencode({"csrf_token": token_in(page)}).encode()
        headers = self._headers | {"Content-Type": FORM}
        answer = await ask_once(self.world.server.port, request_bytes("POST", path, headers, form))
        assert answer.status in (302, 303), (answer.status, answer.body[:2000])
        return number

    @property
    def _headers(self) -> dict[str, str]:
        return _headers(self.world) | {"Cookie": self.cookie}


async def announcements_sent(world: World, sinks: Sinks, size: Size) -> list[Row]:
    await world.database.transact(_be_known)
    by = Organizer(world, (await make_sessions(world, "organizer", 1))[0])
    return [
        *await door_meanwhile(by, sinks, size.sending_seconds),
        await links_among_them(by, sinks),
        *await pushes(by, sinks, size.pushed),
    ]


async def door_meanwhile(by: Organizer, sinks: Sinks, seconds: int) -> list[Row]:
    """The same number of scans without it, and from the tap that sends it on."""
    world, desk = by.world, await log_in(by.world.server)
    requests = list(scans(desk, world, 3 * SCANS_A_SECOND * seconds))
    part = SCANS_A_SECOND * seconds

    async def scanned(turn: int) -> float:
        some = requests[turn * part : (turn + 1) * part]
        figures = await open_loop(desk.port, some, SCANS_A_SECOND)
        assert set(figures.statuses) == {200}, figures.statuses
        return figures.p95

    await nobody_in(world)
    async with desks_of(world, desk):
        await scanned(0)  # caches are warm
        without = await scanned(1)
        began, cpu = perf_counter(), family_cpu_seconds(world.server.pid)
        number = await by.send(DRAFT)
        during = await scanned(2)
        left = (await sinks.counts()).mails
        assert left, "no mail has left meanwhile"
        await all_arrived(world, sinks, number, mails=world.people)
    took, cost = perf_counter() - began, family_cpu_seconds(world.server.pid) - cpu
    text = f"{during / without:.2f} times (p95 {during:.1f} ms, without {without:.1f})"
    what = f"{DASHBOARDS} desks scan {SCANS_A_SECOND} a second, an announcement to {world.people:,} leaves"
    spent = f"{took:.0f} s, {world.people / took:.0f}/s, {cost / world.people * 1000:.1f} ms CPU each"
    return [
        Row(what, text, f"at most {DOOR_GOAL:.0f} times", during / without <= DOOR_GOAL),
        Row(f"  until all {world.people:,} mails have left", f"{spent}; {left:,} while it was scanned"),
    ]


async def links_among_them(by: Organizer, sinks: Sinks) -> Row:
    """Asked for by one after the other, when all mails of an announcement wait."""
    world = by.world
    before = (await sinks.counts()).mails
    number = await by.send(DRAFT)
    await until_told(world, number)
    waiting = await world.database.read(_count_waiting)
    took = sorted([await one_link(world, sinks, person) for person in range(LINKS)])
    await all_arrived(world, sinks, number, before + world.people + LINKS)
    what = f"a password link asked for while {waiting:,} mails wait: until it has left"
    text = f"p50 {percentile(took, 0.5):.2f} s, worst {took[-1]:.2f}"
    # Without many that wait it would be easy.
    is_fast = took[-1] < LINK_GOAL_SECONDS and waiting > world.people // 10
    return Row(what, text, f"< {LINK_GOAL_SECONDS:.0f} s", is_fast)


async def one_link(world: World, sinks: Sinks, person: int) -> float:
    """Seconds from the form that is sent to the mail server's yes."""
    page = await _ask(world, "GET", "/login/forgotten", "", b"")
    form = {"email": _address(person), "csrf_token": token_in(page)}
    asked = monotonic()
    answer = await _ask(world, "POST", "/login/forgotten", cookies_in(page), urlencode(form).encode())
    assert answer.status == 200, (answer.status, answer.body[:2000])
    return await sinks.arrival(_address(person), LINK_WITHIN) - asked


async def pushes(by: Organizer, sinks: Sinks, devices: int) -> list[Row]:
    """One to each; meanwhile the server is asked for a sign of life, again and again."""
    world = by.world
    with patient():
        await world.database.transact(_insert_devices, sinks, devices)
    async with signs_of_life(world) as calm:
        await asyncio.sleep(2)
    async with signs_of_life(world) as waits:
        began = perf_counter()
        number = await by.send(BY_PUSH)
        await all_arrived(world, sinks, number, pushes=devices)
        took = perf_counter() - began
    waits.sort()
    text = f"longest {waits[-1]:.0f} ms, p99 {percentile(waits, 0.99):.1f} (without: longest {max(calm):.0f})"
    return [
        Row(f"{devices:,} pushes: until all have left", f"{took:.1f} s, {devices / took:.0f}/s"),
        Row("  /healthz meanwhile, so the gaps of the event loop", text),
    ]


@asynccontextmanager
async def signs_of_life(world: World) -> AsyncIterator[list[float]]:
    """How many milliseconds each took: an answer without the database waits for the event loop alone."""
    took: list[float] = []
    line = await connect(world.server.port)
    request = request_bytes("GET", "/healthz", _headers(world))

    async def ask() -> None:
        while True:
            began = perf_counter()
            assert (await line.ask(request)).status == 200
            took.append((perf_counter() - began) * 1000)
            await asyncio.sleep(BETWEEN)

    task = asyncio.create_task(ask())
    try:
        yield took
    finally:
        task.cancel()
        line.transport.close()


async def until_told(world: World, number: int) -> None:
    state = select(announcements.c.state).where(announcements.c.id == number)
    async with asyncio.timeout(SENT_WITHIN):
        while True:
            if await world.database.read(lambda tx: tx.execute(state).scalar()) == State.sent:
                return
            await asyncio.sleep(0.1)


async def all_arrived(world: World, sinks: Sinks, number: int, mails: int = 0, pushes: int = 0) -> None:
    """Everybody was told, and so many mails and pushes in all are there; not one more."""
    await until_told(world, number)
    async with asyncio.timeout(SENT_WITHIN):
        while True:
            found = await sinks.counts()
            if found.mails >= mails and found.pushes >= pushes:
                break
            await asyncio.sleep(0.1)
    assert not mails or found.mails == mails, found
    assert not pushes or found.pushes == pushes, found


async def _ask(world: World, method: str, path: str, cookie: str, body: bytes) -> Answer:
    headers = _headers(world) | {"Cookie": cookie, "Content-Type": FORM}
    return await ask_once(world.server.port, request_bytes(method, path, headers, body))


def _headers(world: World) -> dict[str, str]:
    return {"Host": f"127.0.0.1:{world.server.port}", "Origin": world.server.base_url}


def _address(person: int) -> str:
    return f"forgetful{person}@bench.example"


def _be_known(tx: Transaction) -> None:
    """The organizer is not new; some more have an account, and forget their passwords."""
    tx.execute(update(organizers).values(created_at=clock.now() - timedelta(days=30)))
    rows = [
        {"email": _address(one), "email_key": _address(one), "name": "Fay", "password_hash": "!"}
        for one in range(LINKS)
    ]
    tx.execute(insert(organizers), rows)


def _count_waiting(tx: Transaction) -> int:
    waits = (jobs.c.kind == "mail", jobs.c.state == "waiting")
    return int(tx.execute(select(func.count()).select_from(jobs).where(*waits)).scalar_one())


def _insert_devices(tx: Transaction, sinks: Sinks, devices: int) -> None:
    """One for each of the first attendees, in a login of the own."""
    now, public_key = clock.now(), new_pair().public_key
    ids = {attendee_id: token_hash(new_token()) for attendee_id in range(1, devices + 1)}
    account = {"account_kind": "attendee"}
    until = now + timedelta(days=1)
    rows = [
        {"id": id_, "csrf_token": new_token(), "expires_at": until, "account_id": one, **account}
        for one, id_ in ids.items()
    ]
    tx.execute(insert(logins), rows)
    pairs = [{"login_id": id_, "account_id": one, **account} for one, id_ in ids.items()]
    tx.execute(insert(login_accounts), pairs)
    own = [
        {
            "attendee_id": one,
            "login_id": id_,
            "endpoint": sinks.endpoint(one),
            "endpoint_hash": token_hash(sinks.endpoint(one)),
            "p256dh": public_key,
            "auth": AUTH,
            "added_at": now,
        }
        for one, id_ in ids.items()
    ]
    tx.execute(insert(push_subscriptions), own)
