"""The camera of the desk, with films for Chromium's fake one."""

import clips
from playwright.async_api import expect

ŁUKASZ = "ABCDE23456"
FRANÇOISE = "FGHJK23456"


def outcome(page, name):
    return page.locator(f'#desk-answer [data-outcome="{name}"]')


async def test_a_badge_before_the_camera_is_green_and_the_desk_is_free_again(open_desk, door, tmp_path):
    page = await open_desk(clips.film(tmp_path / "badge.mjpeg", [(clips.badge(ŁUKASZ), 1)]))
    await expect(outcome(page, "checked_in")).to_contain_text("Łukasz Wiśniewski", timeout=20_000)
    await expect(outcome(page, "checked_in")).to_have_count(0, timeout=1500)
    await expect(page.locator("#desk-found")).to_be_empty()
    assert len(door.scans()) == 1, "a badge that stays in view is one scan"
    assert page.faults == []


async def test_a_broken_and_a_foreign_code_are_red_and_the_next_good_one_green(open_desk, door, tmp_path):
    scenes = [(clips.broken(ŁUKASZ), 4), (clips.foreign(), 3), (clips.badge(FRANÇOISE), 3)]
    page = await open_desk(clips.film(tmp_path / "mixed.mjpeg", scenes))
    await expect(outcome(page, "broken")).to_be_visible(timeout=30_000)
    await expect(outcome(page, "not_readable")).to_be_visible(timeout=15_000)
    await expect(outcome(page, "checked_in")).to_contain_text("Françoise Conil", timeout=15_000)
    assert [scan["code"] for scan in door.scans()] == [FRANÇOISE]


async def test_the_same_badge_again_is_amber_with_time_gate_and_who(open_desk, door, tmp_path):
    scenes = [(clips.badge(ŁUKASZ), 1), (clips.nothing(), 4)]
    page = await open_desk(clips.film(tmp_path / "again.mjpeg", scenes))
    await expect(outcome(page, "checked_in")).to_be_visible(timeout=20_000)
    await expect(outcome(page, "already_checked_in")).to_contain_text("East gate, by Marta", timeout=15_000)


async def test_two_badges_in_view_are_two_scans(open_desk, door, tmp_path):
    both = clips.two(clips.badge(ŁUKASZ), clips.badge(FRANÇOISE))
    page = await open_desk(clips.film(tmp_path / "two.mjpeg", [(both, 1)]))
    await expect(outcome(page, "checked_in")).to_be_visible(timeout=20_000)
    await expect(page.locator("#door-last-scans li")).to_have_count(2, timeout=10_000)
    assert {scan["code"] for scan in door.scans()} == {ŁUKASZ, FRANÇOISE}


async def test_a_device_without_a_camera_says_so_and_still_searches(open_desk):
    page = await open_desk()
    await expect(page.get_by_text("This device has no camera")).to_be_visible()
    await page.keyboard.type("wiśn", delay=10)
    await expect(page.locator("[data-person]")).to_have_count(1)


async def test_a_refused_camera_says_how_to_allow_it(open_desk):
    page = await open_desk()
    await page.evaluate("""() => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    }""")
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_text("The camera is blocked for this site")).to_be_visible()


async def test_the_camera_rests_while_the_page_is_hidden(open_desk, tmp_path):
    page = await open_desk(clips.film(tmp_path / "nothing.mjpeg", [(clips.nothing(), 1)]))
    await expect(page.locator("[data-camera=reading]")).to_be_visible()
    show = """hidden => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
        return document.querySelector("video").srcObject;
    }"""
    assert await page.evaluate(show, True) is None
    await page.evaluate(show, False)
    await page.wait_for_function("() => document.querySelector('video').srcObject?.active")
