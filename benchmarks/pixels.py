"""A page in a real Chromium that says when a text is on its screen. Used by `scenarios` and `requests`."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from shutil import which

from playwright.async_api import Page, async_playwright

PROGRAM = os.environ.get("NETEVENT_CHROMIUM") or which("chromium") or which("chromium-headless-shell")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
# Two frames after the element has the text, the browser has painted it.
WATCH = """([id, text]) => { window.shown = new Promise(done => {
  const watcher = new MutationObserver(() => {
    if (!document.getElementById(id).textContent.includes(text)) return;
    watcher.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(Date.now() / 1000)));
  });
  watcher.observe(document.body, { childList: true, characterData: true, subtree: true });
}); }"""


@asynccontextmanager
async def page_in_chromium(base_url: str, path: str, cookie: str) -> AsyncIterator[Page]:
    """The page as whoever `cookie` logs in sees it on a phone, with its socket connected."""
    async with async_playwright() as started:
        browser = await started.chromium.launch(executable_path=PROGRAM, args=ARGUMENTS)
        context = await browser.new_context(viewport={"width": 390, "height": 844})
        for name, _, value in (one.partition("=") for one in cookie.split("; ")):
            await context.add_cookies([{"name": name, "value": value, "url": base_url}])
        page = await context.new_page()
        await page.goto(base_url + path)
        await page.wait_for_function("() => document.documentElement.dataset.live === 'on'")
        yield page
        await browser.close()


async def watch_for(page: Page, element_id: str, text: str) -> None:
    await page.evaluate(WATCH, [element_id, text])


async def shown_at(page: Page) -> float:
    """When the text that is watched for was on the screen, by `time.time()`."""
    async with asyncio.timeout(30):
        return float(await page.evaluate("() => window.shown"))
