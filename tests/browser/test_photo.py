"""The own photo on a phone: chosen, cut by finger, wheel and keys, sent small, seen; also without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import FilePayload, Page, Route, expect

from tests.browser.pages import Visits
from tests.browser.test_accessibility import AXE, OVERFLOW, SMALL, SMALLEST_TARGET, audited
from tests.browser.venue import Venue
from tests.core.pictures.files import HEIC, corners, jpeg, opened, saved, scene

PAGE = "/attendee/photo"
CROP = "#photo-crop"
# The middle of the quarters of what the canvas shows; the circle darkens the corners.
COLOURS = """canvas => [[0.3, 0.3], [0.7, 0.3], [0.3, 0.7], [0.7, 0.7]].map(([x, y]) =>
    [...canvas.getContext("2d").getImageData(x * canvas.width, y * canvas.height, 1, 1).data.slice(0, 3)])"""


@pytest.fixture
async def page(visits: Visits, venue: Venue) -> Page:
    return await visits.open(PAGE, venue.guests["Sanne"].email, has_touch=True, reduced_motion="reduce")


async def choose(page: Page, content: bytes, name: str = "me.jpg") -> None:
    file = FilePayload(name=name, mimeType="image/jpeg", buffer=content)
    await page.get_by_label("Choose a photo").set_input_files(file)


async def place(page: Page, text: str) -> None:
    await expect(page.locator("#photo-says")).to_have_text(text)


async def save(page: Page) -> bytes:
    """The photo as the server has it now."""
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Your photo has been saved.")).to_be_visible()
    return await shown(page)


async def shown(page: Page) -> bytes:
    source = await page.locator(".photo-now img").get_attribute("src")
    answer = await page.request.get(str(source).replace("-256", "-800"))
    return await answer.body()


async def test_a_photo_is_chosen_cut_and_seen(page: Page):
    await choose(page, jpeg(900, 600))
    await expect(page.locator(CROP)).to_be_focused()
    await place(page, "Zoom 100 percent, 50 percent from the left, 50 percent from the top")
    picture = await save(page)
    assert opened(picture).size == (800, 800)
    assert corners(picture) == ["red", "green", "blue", "yellow"]
    await expect(page.locator(".photo-now img")).to_have_js_property("complete", True)


async def test_the_square_is_moved_and_zoomed_by_keyboard(page: Page):
    await choose(page, jpeg(900, 600))
    await expect(page.locator(CROP)).to_be_focused()
    for _ in range(9):
        await page.keyboard.press("+")
    for _ in range(30):
        await page.keyboard.press("ArrowLeft")
        await page.keyboard.press("ArrowUp")
    await place(page, "Zoom 236 percent, 0 percent from the left, 0 percent from the top")
    await expect(page.get_by_role("slider", name="Zoom")).to_have_value("235")
    assert corners(await save(page)) == ["red"] * 4


async def test_the_square_is_dragged_and_zoomed_by_mouse_and_wheel(page: Page):
    await choose(page, jpeg(900, 600))
    await expect(page.locator(CROP)).to_be_focused()
    box = await page.locator(CROP).bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await page.mouse.move(*middle)
    await page.mouse.wheel(0, -600)
    await place(page, "Zoom 246 percent, 50 percent from the left, 50 percent from the top")
    await page.mouse.down()
    await page.mouse.move(middle[0] - 2000, middle[1] - 2000, steps=4)
    await page.mouse.up()
    await page.mouse.move(*middle)  # the button is up: nothing moves any more
    await place(page, "Zoom 246 percent, 100 percent from the left, 100 percent from the top")
    assert corners(await save(page)) == ["yellow"] * 4


async def test_two_fingers_zoom_where_they_are(page: Page):
    await choose(page, jpeg(900, 600))
    await expect(page.locator(CROP)).to_be_focused()
    box = await page.locator(CROP).bounding_box()
    assert box is not None
    phone = await page.context.new_cdp_session(page)

    async def mark_dirty(kind: str, *parts: tuple[float, float]) -> None:
        points = [{"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]} for x, y in parts]
        await phone.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    await mark_dirty("touchStart", (0.2, 0.2), (0.3, 0.3))
    await mark_dirty("touchMove", (0.1, 0.1), (0.4, 0.4))
    await mark_dirty("touchEnd")
    await place(page, "Zoom 300 percent, 36 percent from the left, 25 percent from the top")
    assert corners(await save(page)) == ["red"] * 4


async def test_the_slider_and_the_buttons_zoom_too(page: Page):
    await choose(page, jpeg(900, 600))
    await page.get_by_role("slider", name="Zoom").fill("200")
    await place(page, "Zoom 200 percent, 50 percent from the left, 50 percent from the top")
    await page.get_by_role("button", name="Zoom in").click()
    await place(page, "Zoom 250 percent, 50 percent from the left, 50 percent from the top")
    await page.get_by_role("button", name="Zoom out").click()
    await place(page, "Zoom 200 percent, 50 percent from the left, 50 percent from the top")


async def test_only_a_small_square_is_sent(page: Page):
    large = saved(Image.effect_noise((3200, 2400), 60), "JPEG", quality=95)
    assert len(large) > 2_000_000
    await choose(page, large)
    async with page.expect_request_finished(lambda request: request.method == "POST") as sending:
        await save(page)
    headers = await (await sending.value).all_headers()
    assert 10_000 < int(headers["content-length"]) < 700_000


async def test_a_turned_photo_stands_upright_before_it_is_sent(page: Page):
    exif = Image.Exif()
    exif[0x0112] = 6
    await choose(page, saved(scene().transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif.tobytes()))
    await expect(page.locator(CROP)).to_be_focused()
    red, green, blue, yellow = await page.locator(CROP).evaluate(COLOURS)
    assert red[0] > max(red[1:])
    assert green[1] > max(green[0], green[2])
    assert blue[2] > max(blue[:2])
    assert min(yellow[:2]) > 2 * yellow[2]


async def test_a_cut_network_keeps_the_picture_and_the_place(page: Page):
    await choose(page, jpeg(900, 600))
    await page.get_by_role("slider", name="Zoom").fill("200")

    async def cut(route: Route) -> None:
        await route.abort("connectionreset")

    await page.route(f"**{PAGE}", cut)
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("alert")).to_contain_text("The photo did not arrive")
    await expect(page.get_by_role("slider", name="Zoom")).to_have_value("200")
    await page.unroute(f"**{PAGE}")
    assert opened(await save(page)).size == (800, 800)


async def test_an_unreadable_file_says_what_it_is_and_leaves_the_picture(page: Page):
    await choose(page, jpeg(900, 600))
    await page.get_by_role("slider", name="Zoom").fill("200")
    await choose(page, HEIC, "IMG_0001.jpg")
    await expect(page.get_by_role("alert")).to_contain_text("This is a HEIC photo")
    await expect(page.get_by_role("slider", name="Zoom")).to_have_value("200")
    await choose(page, b"")
    await expect(page.get_by_role("alert")).to_contain_text("The file is empty")
    await choose(page, jpeg())
    await expect(page.get_by_role("alert")).to_have_count(0)


async def test_the_photo_is_removed_by_one_tap(page: Page):
    await choose(page, jpeg())
    await save(page)
    await page.get_by_role("button", name="Remove").click()
    await expect(page.get_by_text("Your photo has been removed.")).to_be_visible()
    await expect(page.locator(".photo-now img")).to_have_count(0)


async def test_without_javascript_the_server_takes_the_middle(visits: Visits, venue: Venue):
    page = await visits.open(PAGE, venue.guests["Jan"].email, java_script_enabled=False)
    await choose(page, HEIC, "IMG_0001.jpg")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("alert")).to_contain_text("This is a HEIC photo")
    await choose(page, jpeg(900, 600))
    assert corners(await save(page)) == ["red", "green", "blue", "yellow"]
    await page.get_by_role("button", name="Remove").click()
    await expect(page.get_by_text("Your photo has been removed.")).to_be_visible()


async def test_thirty_megabytes_get_a_sentence_without_javascript(
    visits: Visits, venue: Venue, tmp_path: Path
):
    page = await visits.open(PAGE, venue.guests["Jan"].email, java_script_enabled=False)
    large = tmp_path / "large.jpg"
    large.write_bytes(jpeg() + b"\x00" * (30 * 1024**2))
    await page.get_by_label("Choose a photo").set_input_files(large)
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator("body")).to_contain_text("larger than 24 MB")


async def test_the_page_is_for_everybody(page: Page):
    await page.evaluate(AXE.read_text())
    found = await faults_of(page)
    await choose(page, jpeg(900, 600))
    await expect(page.locator(CROP)).to_be_focused()
    found += await faults_of(page)
    await page.locator("#photo-problem").evaluate("problem => { problem.hidden = false; }")
    await page.locator("#photo-sending").evaluate("sending => { sending.hidden = false; }")
    found += await faults_of(page)
    await save(page)
    await page.evaluate(AXE.read_text())
    assert found + await faults_of(page) == []


async def faults_of(page: Page) -> list[str]:
    found: list[str] = []
    for width in (360, 1440):
        await page.set_viewport_size({"width": width, "height": 900})
        found += [f"runs over: {element}" for element in await page.evaluate(OVERFLOW)]
        found += await audited(page)
    await page.set_viewport_size({"width": 390, "height": 844})
    return found + [f"small: {element}" for element in await page.evaluate(SMALL, SMALLEST_TARGET)]
