"""The desk is for everybody: axe finds nothing in light and dark, nothing runs over the edge, what one taps
is large enough, and it works by keyboard alone. All pages as they open: `test_languages`; those of attendees
in their states: `test_attendee_accessibility`.
"""

from pathlib import Path
from typing import Literal

from playwright.async_api import Page, Response, expect

from tests.browser.conftest import OpenDesk
from tests.browser.pages import BROKEN_OFF, Visits, keep_answers, settled, shown, typed
from tests.browser.venue import EAST, Venue

AXE = Path(__file__).parent / "vendor/axe-core/axe.min.js"
WIDTHS = (360, 390, 768, 1440)
# Each scheme at the width where it is most at home: the layout and the colours do not depend on each other.
AUDITED: dict[int, Literal["light", "dark"]] = {390: "light", 1440: "dark"}
SMALLEST_TARGET = 44  # pixels, on a phone

# Dark differs from light in its colours only.
AUDIT = """async only => {
    const rules = { "target-size": { enabled: true } };
    const options = only.length ? { runOnly: only } : { rules };
    const { violations } = await axe.run(document, { ...options, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)}: ${
        [...node.any, ...node.all, ...node.none].map(check => check.message).join(" ")}`));
}"""
OVERFLOW = """() => {
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide <= 0) return [];
    const over = element => element.getBoundingClientRect().right > innerWidth + 0.5;
    const found = [...document.body.querySelectorAll("*")].filter(over).slice(0, 3);
    return found.map(element => element.outerHTML.slice(0, 120));
}"""
WHOLE_HEIGHT = "() => Math.max(900, document.documentElement.scrollHeight)"
SMALL = """least => [...document.querySelectorAll("button, summary, select, textarea, input, .button, .nav")]
    .filter(element => element.checkVisibility({ visibilityProperty: true }) && element.type !== "hidden")
    .filter(element => !element.closest(".visually-hidden") && !element.matches(".link, .skip-link"))
    .map(element => [element, (element.closest("label") ?? element).getBoundingClientRect()])
    .filter(([element, box]) => box.height > 1 && box.height < least - 0.5)
    .map(([element, box]) => `${Math.round(box.height)} px high: ${element.outerHTML.slice(0, 140)}`)
"""


async def faults_of_pages(page: Page, visits: Visits, paths: list[str]) -> list[str]:
    found: list[str] = []
    for path in paths:
        visits.faults.all.clear()
        answer = await page.goto(path)
        await settled(page)
        found += [f"{path} {fault}" for fault in await faults_of(page)]
        found += faults_of_scripts(visits, path, answer)
    return found


def faults_of_scripts(visits: Visits, path: str, answer: Response | None) -> list[str]:
    """What the page's console has said since it was cleared."""
    status = answer.status if answer else 200
    heard = [text for text in visits.faults.all if not text.startswith(BROKEN_OFF)]
    found = [f"{path} {text}" for text in heard if not is_of_the_page_itself(text, status)]
    visits.faults.all.clear()
    return found


def is_of_the_page_itself(text: str, status: int) -> bool:
    """Chromium reports a page that answers 403 or 404 as a fault; that it does is right."""
    return status >= 400 and f"the server responded with a status of {status}" in text


async def faults_of(page: Page) -> list[str]:
    await page.evaluate(AXE.read_text())
    found: list[str] = []
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 900})
        # The whole page at once: what lies under the tabs at the thumb now is scrolled out from there.
        await page.set_viewport_size({"width": width, "height": await page.evaluate(WHOLE_HEIGHT)})
        found += [f"{width} px: runs over: {element}" for element in await page.evaluate(OVERFLOW)]
        if width in AUDITED:
            await page.emulate_media(color_scheme=AUDITED[width])
            found += [f"{width} px: {fault}" for fault in await page.evaluate(AUDIT, [])]
    await page.set_viewport_size({"width": 390, "height": 900})
    return found + [f"small: {element}" for element in await page.evaluate(SMALL, SMALLEST_TARGET)]


async def audited(page: Page) -> list[str]:
    await page.emulate_media(color_scheme="light")
    found = [f"light: {fault}" for fault in await page.evaluate(AUDIT, [])]
    await page.emulate_media(color_scheme="dark")
    return found + [f"dark: {fault}" for fault in await page.evaluate(AUDIT, ["color-contrast"])]


async def test_answers_of_the_desk_are_for_everybody(open_desk: OpenDesk, venue: Venue):
    desk = await open_desk(reduced_motion="reduce")
    await keep_answers(desk)
    await desk.evaluate(AXE.read_text())
    found = []
    for scanned, name in [
        (venue.link("Łukasz"), "checked_in"),
        (venue.link("Łukasz"), "already_checked_in"),
        (venue.link("Un"), "unpaid"),
        ("https://shop.example/menu", "not_readable"),
    ]:
        await typed(desk, scanned)
        await shown(desk, name)
        found += [f"{name} {fault}" for fault in await audited(desk)]
        await desk.keyboard.press("Escape")
    await desk.keyboard.type("jansen")
    await expect(desk.locator("[data-person]")).to_have_count(2)
    found += [f"search {fault}" for fault in await audited(desk)]
    await desk.get_by_label("Menu").click()
    found += [f"menu {fault}" for fault in await audited(desk)]
    assert not found, "\n".join(found)


async def test_the_desk_works_by_keyboard_alone(open_desk: OpenDesk, venue: Venue):
    desk = await open_desk(gate="")
    await expect(desk.locator("#desk-field")).to_be_focused()
    await press_until_focused(desk, "Shift+Tab", f'button[data-gate="{venue.gates[EAST]}"]')
    await desk.keyboard.press("Enter")
    await typed(desk, venue.link("Łukasz"))
    await shown(desk, "checked_in", EAST)
    await desk.keyboard.press("Escape")
    await desk.keyboard.type("conil")
    await expect(desk.locator("[data-person]")).to_have_count(1)
    await press_until_focused(desk, "Tab", "[data-person] button")
    await desk.keyboard.press("Enter")
    await shown(desk, "checked_in", "Françoise Conil")
    await desk.keyboard.press("Escape")
    await expect(desk.locator("#door-last-scans li")).to_have_count(2)
    await press_until_focused(desk, "Tab", "#door-last-scans li:first-child button")
    await desk.keyboard.press("Enter")
    await shown(desk, "undone", "Françoise Conil")
    await press_until_focused(desk, "Shift+Tab", "header summary")
    await desk.keyboard.press("Enter")
    await expect(desk.get_by_role("button", name="Log out")).to_be_visible()
    await desk.keyboard.press("Escape")
    await expect(desk.get_by_role("button", name="Log out")).to_be_hidden()
    assert [scan.outcome for scan in await venue.journal()] == ["checked_in", "checked_in", "undone"]


async def press_until_focused(page: Page, key: str, wanted: str) -> None:
    for _ in range(30):
        if await page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
        await page.keyboard.press(key)
    raise AssertionError(f"{key} never leads to {wanted}")
