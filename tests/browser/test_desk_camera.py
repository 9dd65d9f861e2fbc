"""The camera of the desk, with films for Chromium's fake one."""

from playwright.async_api import expect

from tests.browser.conftest import OpenDesk
from tests.browser.pages import outcome, shown
from tests.browser.venue import Venue
from tests.conftest import FakeCamera
from tests.servers.camera import empty, scratched, shows


async def test_a_badge_before_the_camera_is_green_and_the_desk_is_free_again(
    open_desk: OpenDesk, fake_camera: FakeCamera, venue: Venue
):
    page = await open_desk(fake_camera(shows(venue.link("Łukasz"))))
    await shown(page, "checked_in", "Łukasz Wiśniewski")
    await expect(outcome(page, "checked_in")).to_have_count(0)
    await expect(page.locator("#desk-found")).to_be_empty()
    assert len(await venue.journal()) == 1, "a badge that stays in view is one scan"


async def test_a_broken_and_a_foreign_code_are_red_and_the_next_good_one_green(
    open_desk: OpenDesk, fake_camera: FakeCamera, venue: Venue
):
    film = fake_camera(
        scratched(venue.link("Łukasz"), seconds=4),
        shows("https://shop.example/menu", seconds=3),
        shows(venue.link("Françoise"), seconds=3),
    )
    page = await open_desk(film)
    await shown(page, "broken")
    await shown(page, "not_readable")
    await shown(page, "checked_in", "Françoise Conil")
    assert [scan.code for scan in await venue.journal()] == [venue.code("Françoise")]


async def test_the_same_badge_again_is_amber_with_time_gate_and_who(
    open_desk: OpenDesk, fake_camera: FakeCamera, venue: Venue
):
    page = await open_desk(fake_camera(shows(venue.link("Łukasz"), seconds=1), empty(seconds=4)))
    await shown(page, "checked_in")
    await shown(page, "already_checked_in", "Main gate, by Marta Door")


async def test_two_badges_in_view_are_two_scans(open_desk: OpenDesk, fake_camera: FakeCamera, venue: Venue):
    page = await open_desk(fake_camera(shows(venue.link("Łukasz"), venue.link("Françoise"))))
    await shown(page, "checked_in")
    await expect(page.locator("#door-last-scans li")).to_have_count(2)
    assert {scan.code for scan in await venue.journal()} == {venue.code("Łukasz"), venue.code("Françoise")}


async def test_a_device_without_a_camera_says_so_and_still_searches(open_desk: OpenDesk):
    page = await open_desk()
    await expect(page.get_by_text("This device has no camera")).to_be_visible()
    await page.keyboard.type("wiśn", delay=10)
    await expect(page.locator("[data-person]")).to_have_count(1)


async def test_a_refused_camera_says_how_to_allow_it(open_desk: OpenDesk):
    page = await open_desk()
    await page.evaluate("""() => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    }""")
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_text("The camera is blocked for this site")).to_be_visible()


async def test_the_camera_rests_while_the_page_is_hidden(open_desk: OpenDesk, fake_camera: FakeCamera):
    page = await open_desk(fake_camera(empty()))
    await expect(page.locator("[data-camera=reading]")).to_be_visible()
    show = """hidden => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
        return document.querySelector("video").srcObject;
    }"""
    assert await page.evaluate(show, True) is None
    await page.evaluate(show, False)
    await page.wait_for_function("() => document.querySelector('video').srcObject?.active")
