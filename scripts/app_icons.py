"""Draws the icons of the installed app, in static/icons, from static/icon.svg; run by hand when that changes.

Needs Chromium, as the screenshots do.
"""

from __future__ import annotations

import asyncio

from pictures import chromium
from playwright.async_api import Page, async_playwright
from vendor import ROOT

STATIC = ROOT / "static"
BRAND = "#3943cd"
OPEN = "transparent"
# File, pixels, and the colour behind the picture: a phone cuts the last two to its own shape.
ICONS = (
    ("app-192.png", 192, OPEN),
    ("app-512.png", 512, OPEN),
    ("app-maskable-512.png", 512, BRAND),
    ("apple-180.png", 180, BRAND),
)
# In the phone's status line, where only what is drawn counts, in a colour of the phone's.
BADGE = ("badge-96.png", 96, OPEN)
FRAME = '<body style="margin:0;line-height:0;background:{colour}">{picture}</body>'


async def main() -> None:
    picture = (STATIC / "icon.svg").read_text(encoding="utf-8")
    sign = picture.replace(f'<rect width="28" height="28" rx="8" fill="{BRAND}"/>', "")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium())
        page = await browser.new_page()
        for icon in ICONS:
            await draw(page, picture, *icon)
        await draw(page, sign.replace("0 0 28 28", "4 4 20 20"), *BADGE)
        await browser.close()


async def draw(page: Page, picture: str, file: str, size: int, colour: str) -> None:
    await page.set_viewport_size({"width": size, "height": size})
    await page.set_content(FRAME.format(colour=colour, picture=picture))
    await page.screenshot(path=STATIC / "icons" / file, omit_background=True)


if __name__ == "__main__":
    asyncio.run(main())
