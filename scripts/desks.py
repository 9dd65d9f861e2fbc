"""A desk of the demo, as the screenshots use it. Called by `screenshots` and `printing_screenshots`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pictures import PHONE, logged_in
from playwright.sync_api import Browser, Page

from netevent.demo.story import DemoAccount

# The answer leaves by itself after a second; the picture takes longer.
KEEP_THE_ANSWER = "() => { for (let timer = setTimeout(() => {}); timer > 0; timer--) clearTimeout(timer) }"


@contextmanager
def open_desk(browser: Browser, base_url: str, account: DemoAccount, gate: str) -> Iterator[Page]:
    with logged_in(browser, base_url, account, PHONE) as page:
        page.goto(f"{base_url}/staff/1/dashboard")
        page.click(f"#desk-gate-question button:has-text('{gate}')")
        page.wait_for_selector("html[data-live=on]")
        yield page


def scan(page: Page, code: str, kind: str) -> None:
    """As a hand scanner does: types the code, and Enter."""
    page.keyboard.press("Escape")
    page.fill("#desk-field", code)
    page.press("#desk-field", "Enter")
    page.wait_for_selector(f"#desk-answer [data-kind={kind}]")
    page.evaluate(KEEP_THE_ANSWER)


def undo(page: Page, code: str) -> None:
    taken_back = page.evaluate(
        """async (code) => {
            const token = document.querySelector("meta[name=csrf-token]").content;
            const answer = await fetch("/staff/1/checkin/undo", {
                method: "POST",
                headers: { "X-CSRF-Token": token, "Content-Type": "application/json" },
                body: JSON.stringify({ scan_id: crypto.randomUUID(), code }),
            });
            return answer.ok;
        }""",
        code,
    )
    if not taken_back:
        sys.exit("The check-in of the pictures could not be taken back.")
