"""How the screenshots are taken: the browser, who is logged in, small files, and what the camera sees.

Called by `screenshots` and what it calls.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Browser, Page, Playwright

from netevent.demo.story import DemoAccount

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
LARGEST = 200_000
LAPTOP = (1440, 900)
PHONE = (390, 844)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def launched(playwright: Playwright, folder: Path) -> Browser:
    """Chromium with a camera that sees `film`."""
    return playwright.chromium.launch(
        executable_path=chromium(),
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film(folder)}",
        ],
    )


def chromium() -> str:
    found = (
        os.environ.get("NETEVENT_CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("chromium-headless-shell")
    )
    if not found:
        sys.exit("Chromium is missing: install it, or name it in NETEVENT_CHROMIUM.")
    return found


@contextmanager
def logged_in(
    browser: Browser, base_url: str, account: DemoAccount, size: tuple[int, int], scheme: Scheme = "light"
) -> Iterator[Page]:
    with visiting(browser, size, scheme) as page:
        page.goto(f"{base_url}/login")
        page.fill("[name=email]", account.email)
        page.fill("[name=password]", account.password)
        page.click("form.form .actions button")
        page.wait_for_url(lambda url: not url.endswith("/login"))
        yield page


@contextmanager
def visiting(browser: Browser, size: tuple[int, int], scheme: Scheme = "light") -> Iterator[Page]:
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
    yield context.new_page()
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


def portrait(folder: Path) -> Path:
    """A photo to crop, of nobody: somebody drawn before a window."""
    picture = Image.new("RGB", (1200, 1500), "#b9cfdc")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 380, 1500), fill="#8fb0c4")
    pen.rectangle((0, 960, 1200, 1500), fill="#d8cbb6")
    pen.ellipse((300, 1010, 980, 2000), fill="#31407a")
    pen.polygon([(540, 1040), (740, 1040), (640, 1230)], fill="#f4f1ea")
    pen.rounded_rectangle((560, 850, 720, 1090), radius=70, fill="#c98f6b")
    pen.ellipse((410, 300, 870, 860), fill="#3a2a22")
    pen.ellipse((450, 400, 830, 940), fill="#d9a27d")
    pen.pieslice((430, 330, 850, 700), 180, 360, fill="#3a2a22")
    for left in (540, 690):
        pen.ellipse((left, 630, left + 50, 680), fill="#2b2320")
    pen.arc((560, 700, 720, 840), 25, 155, fill="#8a3f35", width=14)
    file = folder / "portrait.jpg"
    picture.filter(ImageFilter.GaussianBlur(3)).save(file, "JPEG", quality=90)
    return file
