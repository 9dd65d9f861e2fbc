"""A desk in a real Chromium that says when a name is on its screen. Used by `scenarios`."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, async_playwright

PROGRAM = os.environ.get("NETEVENT_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
# Two frames after the list holds the name, the picture with it has been handed to the screen.
WATCH = """name => { window.shown = new Promise(done => {
  const watcher = new MutationObserver(() => {
    if (!document.getElementById("door-last-scans").textContent.includes(name)) return;
    watcher.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(Date.now() / 1000)));
  });
  watcher.observe(document.body, { childList: true, subtree: true });
}); }"""


@asynccontextmanager
async def desk_in_chromium(base_url: str, path: str, cookie: str) -> AsyncIterator[Page]:
    """The desk's page of whoever `cookie` logs in, with its socket connected."""
    name, _, value = cookie.partition("=")
    async with async_playwright() as started:
        browser = await started.chromium.launch(executable_path=PROGRAM, args=ARGUMENTS)
        context = await browser.new_context(viewport={"width": 390, "height": 844})
        await context.add_cookies([{"name": name, "value": value, "url": base_url}])
        page = await context.new_page()
        await page.goto(base_url + path)
        await page.wait_for_function("() => document.documentElement.dataset.live === 'on'")
        yield page
        await browser.close()


async def watch_for(page: Page, name: str) -> None:
    await page.evaluate(WATCH, name)


async def shown_at(page: Page) -> float:
    """When the name that is watched for was on the screen, by `time.time()`."""
    return float(await page.evaluate("() => window.shown"))
