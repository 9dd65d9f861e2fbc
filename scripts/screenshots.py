"""Makes the pictures of docs/screenshots from a running demo: `python scripts/screenshots.py http://localhost:8000`.

Start the demo (`make demo`) before it, and give its address. The pictures are of the real screens in a real
Chromium; only what the desk's camera sees is drawn. What it changes in the demo it takes back.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Browser, Page, sync_playwright

from netevent.core import clock
from netevent.demo.story import ATTENDEE, GATES, MORE_STAFF, ORGANIZER, STAFF, DemoAccount, story

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
LIST = ROOT / "tests" / "data" / "attendees-with-faults.csv"
LARGEST = 200_000
LAPTOP = (1440, 900)
PHONE = (390, 844)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# The answer leaves by itself after a second; the picture takes longer.
KEEP_THE_ANSWER = "() => { for (let timer = setTimeout(() => {}); timer > 0; timer--) clearTimeout(timer) }"


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python scripts/screenshots.py http://localhost:8000")
    base_url = sys.argv[1].rstrip("/")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={film(Path(folder))}",
            ],
        )
        the_organizer(browser, base_url)
        the_desk(browser, base_url)
        the_attendee(browser, base_url)
        browser.close()


def chromium() -> str:
    found = (
        os.environ.get("NETEVENT_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if not found:
        sys.exit("Chromium is missing: install it, or name it in NETEVENT_CHROMIUM.")
    return found


def the_organizer(browser: Browser, base_url: str) -> None:
    with open_desk(browser, base_url, STAFF, GATES[0]), open_desk(browser, base_url, MORE_STAFF, GATES[1]):
        for scheme in SCHEMES:
            with logged_in(browser, base_url, ORGANIZER, LAPTOP, scheme) as page:
                dashboard(page, base_url, f"dashboard-{scheme}")
    with logged_in(browser, base_url, ORGANIZER, LAPTOP) as page:
        page.goto(f"{base_url}/organizer/event/1/attendees")
        take(page, "attendees")
        import_report(page, base_url)


def dashboard(page: Page, base_url: str, name: str) -> None:
    page.goto(f"{base_url}/organizer/event/1")
    page.wait_for_selector("html[data-live=on]")
    page.wait_for_selector(f"#event-desks :text('{MORE_STAFF.first_name}')")
    take(page, name)


def import_report(page: Page, base_url: str) -> None:
    """In an event of its own, which goes again: the demo's list stays what it is."""
    page.goto(f"{base_url}/organizer/event/create")
    page.fill("[name=name]", "Harbour Tech Evening")
    page.fill("[name=start]", "2030-05-14T18:00")
    page.fill("[name=end]", "2030-05-14T22:00")
    page.click("form.form .actions button")
    page.wait_for_url(re.compile(r"/organizer/event/[0-9]+$"))
    event_url = page.url
    page.goto(f"{event_url}/attendees/import")
    page.set_input_files("[name=file]", LIST)
    page.click("form.form .actions button")
    page.wait_for_selector(".import .notice.good")
    take(page, "import-report")
    page.goto(f"{event_url}/delete")
    page.click("form.form button.danger")
    page.wait_for_url("**/organizer/dashboard")


def the_desk(browser: Browser, base_url: str) -> None:
    guests = story(clock.now()).guests
    expected = next(guest for guest in guests if guest.state == "expected")
    absent = next(guest for guest in guests if guest.state == "not_attending")
    with open_desk(browser, base_url, STAFF, GATES[0]) as page:
        page.wait_for_selector("[data-camera=reading]")
        page.wait_for_function("() => document.querySelector('#desk-finder video').currentTime > 0.5")
        take(page, "desk-waiting")
        scan(page, expected.code, "yes")
        take(page, "desk-in")
        scan(page, expected.code, "again")
        take(page, "desk-already")
        scan(page, absent.code, "no")
        take(page, "desk-stop")
        undo(page, expected.code)


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


def the_attendee(browser: Browser, base_url: str) -> None:
    with logged_in(browser, base_url, ATTENDEE, PHONE) as page:
        page.goto(f"{base_url}/attendee/dashboard")
        page.wait_for_selector("html[data-live=on]")
        take(page, "attendee-badge")


@contextmanager
def logged_in(
    browser: Browser, base_url: str, account: DemoAccount, size: tuple[int, int], scheme: Scheme = "light"
) -> Iterator[Page]:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if size == PHONE else 1,
        color_scheme=scheme,
        locale="en-GB",
        reduced_motion="reduce",
        permissions=["camera"],
        ignore_https_errors=True,
    )
    page = context.new_page()
    page.goto(f"{base_url}/login")
    page.fill("[name=email]", account.email)
    page.fill("[name=password]", account.password)
    page.click("form.form .actions button")
    page.wait_for_url(lambda url: not url.endswith("/login"))
    yield page
    context.close()


def take(page: Page, name: str) -> None:
    """Save what the window shows as a small PNG."""
    page.evaluate("() => document.fonts.ready.then(() => true)")
    picture = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    file = FOLDER / f"{name}.png"
    for colours in (256, 128, 64):
        # Few colours make a small file; without dithering, flat areas stay flat.
        few = picture.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(file, optimize=True)
        if file.stat().st_size <= LARGEST:
            break
    else:
        sys.exit(f"{file.name} is larger than {LARGEST:,} bytes.")
    print(f"{file.relative_to(ROOT)}: {picture.width} x {picture.height}, {file.stat().st_size:,} bytes")


def film(folder: Path) -> Path:
    """What the desk's camera sees: a badge that is still too far away and out of focus to be read."""
    picture = Image.new("RGB", (640, 480), "#7d8794")
    pen = ImageDraw.Draw(picture)
    pen.polygon([(0, 0), (640, 0), (640, 210), (0, 290)], fill="#a3acb7")
    pen.line([(250, 0), (318, 150), (388, 0)], fill="#4a5bd0", width=14)
    pen.rounded_rectangle((240, 140, 400, 370), radius=14, fill="#f7f8fa")
    pen.rectangle((240, 140, 400, 176), fill="#5c6be0")
    pen.rectangle((262, 194, 378, 206), fill="#2b313b")
    pen.rectangle((262, 216, 340, 224), fill="#8b94a3")
    pen.rectangle((280, 246, 360, 326), fill="#30353d")
    file = folder / "badge.mjpeg"
    frame = BytesIO()
    picture.filter(ImageFilter.GaussianBlur(5)).save(frame, "JPEG", quality=90)
    file.write_bytes(frame.getvalue() * 2)
    return file


if __name__ == "__main__":
    main()
