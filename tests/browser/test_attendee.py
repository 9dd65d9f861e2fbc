"""The attendee's own page: a badge that the desk can read, and the news that one is in."""

from base64 import b64encode

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import OpenDesk
from tests.browser.pages import Visits, is_live, shown, typed
from tests.browser.venue import MAIN, Venue

# The desk's own reader, on a picture of what the attendee sees.
DECODE = """async png => {
    const bytes = Uint8Array.from(atob(png), sign => sign.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const worker = new Worker("/static/js/camera/scan-worker.js");
    return new Promise((done, failed) => {
        worker.onerror = failed;
        worker.onmessage = ({ data }) => {
            if (data.ready) worker.postMessage({ id: 1, bitmap }, [bitmap]);
            else done(data.texts);
        };
    });
}"""


async def open_badge(visits: Visits, venue: Venue, name: str, scheme: str = "light") -> Page:
    page = await visits.open("/attendee/dashboard", venue.guests[name].email, color_scheme=scheme)
    await is_live(page)
    return page


async def decoded(page: Page) -> list[str]:
    picture = await page.locator("article.badge").screenshot()
    texts = await page.evaluate(DECODE, b64encode(picture).decode())
    return [str(text) for text in texts]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_code_on_the_screen_is_the_link_of_the_badge(visits: Visits, venue: Venue, scheme: str):
    page = await open_badge(visits, venue, "Łukasz", scheme)
    assert await decoded(page) == [venue.link("Łukasz")]
    assert venue.link("Łukasz") == venue.link("Łukasz").upper()
    await expect(page.locator("dd.code")).to_have_text(venue.code("Łukasz"))


async def test_the_link_of_a_badge_opens_a_page_that_tells_strangers_nothing(visits: Visits, venue: Venue):
    page = await visits.open(venue.link("Łukasz"))
    await expect(page.get_by_role("heading", name="This is a badge code")).to_be_visible()
    await expect(page.locator("body")).not_to_contain_text("Łukasz")


async def test_who_is_scanned_sees_it_at_once_and_nobody_else_does(
    open_desk: OpenDesk, visits: Visits, venue: Venue
):
    sanne = await visits.open("/", venue.guests["Sanne"].email)
    heard: list[str] = []
    sanne.on("websocket", lambda socket: socket.on("framereceived", lambda text: heard.append(str(text))))
    await sanne.goto("/attendee/dashboard")
    await is_live(sanne)
    łukasz = await open_badge(visits, venue, "Łukasz")
    desk = await open_desk()
    await expect(łukasz.locator(".presence")).to_contain_text("Show this code at the door")

    await typed(desk, venue.link("Łukasz"))

    await shown(desk, "checked_in")
    await expect(łukasz.locator(".presence")).to_contain_text("Checked in at")
    await expect(łukasz.locator(".presence")).to_contain_text(MAIN)
    await expect(sanne.locator(".presence")).to_contain_text("Show this code at the door")
    await typed(desk, venue.link("Sanne"))
    await expect(sanne.locator(".presence")).to_contain_text("Checked in at")
    # Her own news came after his: nothing of his can still be on its way to her.
    assert not [text for text in heard if f"attendee-{venue.guests['Łukasz'].id}-" in text]


async def test_an_undone_check_in_is_taken_back_on_the_phone(
    open_desk: OpenDesk, visits: Visits, venue: Venue
):
    phone, desk = await open_badge(visits, venue, "Łukasz"), await open_desk()
    await typed(desk, venue.link("Łukasz"))
    await expect(phone.locator(".presence")).to_contain_text("Checked in at")
    await desk.locator("#door-last-scans").get_by_role("button", name="Undo").click()
    await expect(phone.locator(".presence")).to_contain_text("Show this code at the door")
