"""From the tap on "Connect" to the toast on the other phone, and on no third one. `__main__` calls it."""

import asyncio
import random
import time
from urllib.parse import urlencode

from playwright.async_api import Page
from sqlalchemy import update

from benchmarks.load import ask_once, percentile, request_bytes
from benchmarks.memory import cpu_seconds
from benchmarks.pixels import page_in_chromium, shown_at, watch_for
from benchmarks.scenarios import PAUSE, Size, attendee_pages, token_in
from benchmarks.sockets import Fleet
from benchmarks.table import Row
from benchmarks.world import World, make_sessions
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, connections
from netevent.core.web.opaque import Opaque

GOAL_MS = 150.0
ASKERS = 20
TOASTS = "toasts"
# Taps as a finger does, and says when.
TAP = """() => {
  const button = document.querySelector(".person button[formaction='/attendee/connections']");
  const tapped = Date.now() / 1000;
  button.click();
  return tapped;
}"""


async def requests_to_connect(world: World, size: Size) -> list[Row]:
    """The requesters have no page open: exactly one socket of all must hear of each request."""
    sockets = size.attendee_sockets
    cookies = await make_sessions(world, "attendee", sockets)
    askers = await make_sessions(world, "attendee", ASKERS, first=sockets + 1)
    began, before = time.monotonic(), cpu_seconds(world.server.pid)
    async with attendee_pages(world, cookies) as fleet:
        fresh = time.monotonic() - began
        cost = (cpu_seconds(world.server.pid) - before) / sockets * 1000
        arrived = [await one_request(world, fleet, askers, n, sockets) for n in range(size.requests)]
        drawn = await on_two_phones(world, size, askers[0], cookies[0])
    return [
        Row(f"{sockets:,} phones connect at once", f"all fresh after {fresh:.0f} s, {cost:.1f} ms CPU each"),
        row(f"request sent to the one socket of {sockets:,}", arrived),
        row("  tap on Connect to the toast, two phones in Chromium", drawn),
    ]


async def one_request(world: World, fleet: Fleet, askers: list[str], number: int, sockets: int) -> float:
    """Seconds until it was there. Each attendee with a page is asked at most once by the same requester."""
    cookie, target = askers[number % ASKERS], number % sockets + 1
    headers = await asking_headers(world, cookie, target)
    await asyncio.sleep(random.uniform(*PAUSE))
    said = f"hello-{number}-"
    await fleet.watch(said)
    body = urlencode({"person_id": target, "message": said}).encode()
    sent = time.monotonic()
    answer = await ask_once(world.server.port, request_bytes("POST", "/attendee/connections", headers, body))
    assert answer.status < 400, answer.body[:500]
    heard = await fleet.report(1)
    assert len(heard) == 1, f"{len(heard)} of {sockets} sockets heard of {said}"
    return heard[0] - sent


async def asking_headers(world: World, cookie: str, target: int) -> dict[str, str]:
    """Those of the page on which "Connect" is tapped."""
    headers = {"Host": f"127.0.0.1:{world.server.port}", "Origin": world.server.base_url, "Cookie": cookie}
    page = await ask_once(world.server.port, request_bytes("GET", _card_path(world, target), headers))
    kind = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
    return {**headers, **kind, "X-CSRF-Token": token_in(page)}


def _card_path(world: World, person_id: int) -> str:
    return f"/attendee/people/{Opaque(world.server.secret_key).hide(person_id)}"


async def on_two_phones(world: World, size: Size, asker: str, target: str) -> list[float]:
    """From the tap on one phone to the picture on the other; the target is attendee 1."""
    base, card = world.server.base_url, _card_path(world, 1)
    took: list[float] = []
    async with (
        page_in_chromium(base, "/attendee/dashboard", target) as theirs,
        page_in_chromium(base, "/attendee/dashboard", asker) as ours,
    ):
        for number in range(size.requests):
            await world.database.transact(_nobody_asked)
            took.append(await one_tap(ours, theirs, base + card, f"hi-{number}-"))
    return took


async def one_tap(ours: Page, theirs: Page, card: str, said: str) -> float:
    await ours.goto(card)
    await ours.wait_for_function("() => document.documentElement.dataset.live === 'on'")
    await ours.fill("textarea[name=message]", said)
    await watch_for(theirs, TOASTS, said)
    tapped = float(await ours.evaluate(TAP))
    return await shown_at(theirs) - tapped


def _nobody_asked(tx: Transaction) -> None:
    tx.execute(connections.delete())
    tx.execute(update(attendees).where(attendees.c.requests_made > 0).values(requests_made=0))


def row(what: str, took: list[float]) -> Row:
    took.sort()
    p50, p95 = percentile(took, 0.50) * 1000, percentile(took, 0.95) * 1000
    text = f"p50 {p50:.1f} ms, p95 {p95:.1f}, worst {took[-1] * 1000:.1f}"
    return Row(what, text, f"p95 < {GOAL_MS:.0f} ms", p95 < GOAL_MS)
