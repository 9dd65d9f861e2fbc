"""Opens the real server's pages in Chromium, each for a person of its own, and watches what the browser says.

The fixtures of `conftest` make one `Visits` for each test.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    ViewportSize,
    WebError,
    expect,
)
from playwright.async_api import TimeoutError as Late

from tests.factories import PASSWORD

PHONE = ViewportSize(width=390, height=844)
LAPTOP = ViewportSize(width=1440, height=900)
# Chromium reports refused, failed and broken-off requests by itself; the pages deal with them.
# Who goes on to another page breaks off what this one is asking for.
BROKEN_OFF = ("WebSocket connection to", "htmx: htmx:error: Failed to fetch", "htmx: htmx:ws:error")
OF_THE_NETWORK = ("Failed to load resource", *BROKEN_OFF)
# Nor does a phone vibrate that nobody has touched: a camera may read its first badge before.
UNTOUCHED = "Blocked call to navigator.vibrate"
# Nor do the scripts that Playwright puts into each page run in the frame of a mail.
IN_A_MAIL = re.compile(r"Blocked script execution in '\S+/(mails/\w+|announcements/\d+)/html[?'\s]")
HUES = {"red": 25, "amber": 75, "green": 155}
# An answer of the desk is gone within a second: the page itself writes down what it showed.
REMEMBER_ANSWERS = """
window.answers = [];
document.addEventListener("DOMContentLoaded", () => {
    const place = document.getElementById("desk-answer");
    const remember = () => {
        const answer = place.querySelector("[data-outcome]");
        if (!answer) return;
        const text = answer.textContent.replace(/\\s+/g, " ");
        const hue = Number(getComputedStyle(answer).backgroundColor.match(/^oklch\\(\\S+ \\S+ ([\\d.]+)/)[1]);
        answers.push({ outcome: answer.dataset.outcome, text, hue });
    };
    if (place) new MutationObserver(remember).observe(place, { childList: true });
});
"""
# Earlier answers of this outcome are over; others may be asked for yet: a film shows them in its own order.
NEXT_ANSWER = """([outcome, text]) => {
    const found = answers.findIndex(answer => answer.outcome === outcome && answer.text.includes(text));
    const next = answers[found];
    answers = answers.filter((answer, place) => place > found || answer.outcome !== outcome);
    return next;
}"""
# Which regions the socket has brought, and which parts were fetched because the page is live.
REMEMBER_WHAT_IS_TOLD = """
window.told = new Set();
window.renewed = new WeakSet();
window.regionsOf = text => [...text.matchAll(/<[a-z][^>]*hx-swap-oob[^>]*>/g)]
    .map(([tag]) => /\\sid="([^"]+)"/.exec(tag)?.[1]);
document.addEventListener("htmx:ws:after:message:incoming", ({ detail }) => {
    for (const id of regionsOf(detail.message.data)) told.add(id);
});
document.addEventListener("htmx:finally:request", ({ target }) => renewed.add(target));
"""
# The first of its buttons has the focus.
KEEP_ANSWERS = """() => {
    const place = document.getElementById("desk-answer");
    const keep = new MutationObserver(() => place.querySelector("a, button")?.focus());
    keep.observe(place, { childList: true });
}"""
SOCKET = r"[hx-ws\:connect]"
# What the page would fetch if it had no socket is what its socket brings when it opens.
IS_TOLD = """async () => {
    const line = document.querySelector("[hx-ws\\\\:connect]");
    if (!line || document.documentElement.dataset.live !== "on") return false;
    const parts = [...document.querySelectorAll("[hx-trigger^='netevent:live']")];
    const answer = await fetch(line.dataset.poll, { headers: { "HX-Request": "true" } }).catch(() => ({}));
    if (!answer.ok) return false;
    return regionsOf(await answer.text()).every(id => told.has(id)) && parts.every(part => renewed.has(part));
}"""

_addresses = count(1)

# This machine may have other work to do; no test measures time.
SURELY = 60  # seconds
expect.set_options(timeout=SURELY * 1000)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk showed, and the hue (degrees in oklch) that filled the screen."""

    outcome: str
    text: str
    hue: float

    @property
    def colour(self) -> str:
        return next(name for name, hue in HUES.items() if abs(self.hue - hue) < 15)


@dataclass  # without slots: Playwright leaves a mark on the owner of a listener
class Faults:
    """What the pages of a test got wrong: exceptions, console errors, violations of the policy."""

    all: list[str] = field(default_factory=list)

    @property
    def of_the_pages(self) -> list[str]:
        return [text for text in self.all if not text.startswith((*OF_THE_NETWORK, UNTOUCHED))]

    def watch(self, context: BrowserContext) -> None:
        context.on("weberror", self._threw)
        context.on("console", self._said)

    def _threw(self, error: WebError) -> None:
        self.all.append(str(error.error))

    def _said(self, message: ConsoleMessage) -> None:
        if IN_A_MAIL.match(message.text):
            return
        if message.type == "error" or "Content Security Policy" in message.text:
            self.all.append(message.text)


@dataclass(slots=True)
class Visits:
    """Everything that one test opens; closed when it ends."""

    base_url: str
    faults: Faults
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)

    async def open(self, path: str, who: str = "", *, browser: Browser | None = None, **options: Any) -> Page:
        """A browser of its own in which `who` (an e-mail address; nobody if empty) looks at `path`."""
        options = {"viewport": PHONE, "base_url": self.base_url, "locale": "en-GB"} | options
        context = await (browser or self.browser).new_context(**options)
        self.contexts.append(context)
        self.faults.watch(context)
        await context.add_init_script(REMEMBER_ANSWERS + REMEMBER_WHAT_IS_TOLD)
        context.set_default_timeout(SURELY * 1000)
        await context.grant_permissions(["camera"])
        if who:
            await log_in(context, who)
        page = await context.new_page()
        await page.goto(path)
        return page

    async def close(self) -> None:
        for context in self.contexts:
            await context.close()


async def log_in(context: BrowserContext, email: str, password: str = PASSWORD) -> None:
    """Through the real form. Each login comes from a network of its own, or the limit would end the run."""
    form = await context.request.get("/login")
    token = re.search(r'name="csrf-token" content="([^"]+)"', await form.text())
    assert token
    number = next(_addresses)
    answer = await context.request.post(
        "/login",
        form={"email": email, "password": password, "csrf_token": token[1]},
        headers={"X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}"},
    )
    assert answer.ok, await answer.text()


async def is_live(page: Page) -> None:
    """Wait until the page's socket is open and has told it everything.

    One that comes back may be told nothing: what it was told before counts.
    """
    await expect(page.locator("html")).to_have_attribute("data-live", "on")
    await page.wait_for_function(IS_TOLD, polling=100)


async def settled(page: Page) -> None:
    """The same, if it is a page that has a socket."""
    if await page.locator(SOCKET).count():
        await is_live(page)


async def keep_answers(page: Page) -> None:
    """Of the desk: whoever is on the way to a button of an answer keeps it open, however slow they are."""
    await page.evaluate(KEEP_ANSWERS)


async def typed(page: Page, text: str) -> None:
    """As a hand scanner does it: the signs, then Enter, wherever the focus is."""
    await page.keyboard.type(text)
    await page.keyboard.press("Enter")


def outcome(page: Page, name: str) -> Locator:
    """The desk's answer over the whole screen, while it stands there."""
    return page.locator(f'#desk-answer [data-outcome="{name}"]')


async def shown(page: Page, name: str, text: str = "", *, seconds: float = SURELY) -> Answer:
    """Wait for the next answer of this outcome that says `text`, among those not asked for before."""
    try:
        found = await page.wait_for_function(NEXT_ANSWER, arg=[name, text], timeout=seconds * 1000)
    except Late:
        others = await page.evaluate("() => answers")
        raise AssertionError(f"no answer {name} with {text!r}; there were {others}") from None
    return Answer(**await found.json_value())


async def stand_still(page: Page) -> None:
    """Stop the page's timers, until `page.clock.resume()`."""
    await page.clock.install()
    for later in (100, 1_000, 10_000):  # a busy machine may have let the moment pass before it was asked for
        with suppress(Error):
            await page.clock.pause_at(await page.evaluate("later => Date.now() + later", later))
            return
    raise AssertionError("the page's clock does not stand still")


async def network_is_back(page: Page) -> None:
    """The device says so; what waits is sent without waiting for its turn."""
    await page.evaluate("() => window.dispatchEvent(new Event('online'))")
