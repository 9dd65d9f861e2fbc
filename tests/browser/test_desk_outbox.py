"""Scans that the network loses: kept on the device, and sent once when it is back."""

from playwright.async_api import expect


def outcome(page, name):
    return page.locator(f'#desk-answer [data-outcome="{name}"]')


async def scanned(page, code):
    """As a hand scanner does it: it types the link and ends with Enter."""
    await page.keyboard.type(f"HTTPS://EVENT.EXAMPLE/C/{code}")
    await page.keyboard.press("Enter")


async def test_scans_without_a_server_wait_and_are_sent_once_in_their_order(open_desk, door):
    page = await open_desk()
    await scanned(page, "ABCDE23456")
    await expect(outcome(page, "checked_in")).to_be_visible()
    door.stop()
    await scanned(page, "FGHJK23456")
    await expect(outcome(page, "not_sent")).to_contain_text("Not sent yet")
    await scanned(page, "LMNPQ23456")
    await expect(page.locator("#desk-waiting-count")).to_have_text("2")
    door.start()
    await expect(page.locator("#desk-waiting")).to_be_hidden(timeout=20_000)
    assert [scan["code"] for scan in door.scans()] == ["FGHJK23456", "LMNPQ23456"]
    assert len({scan["scan_id"] for scan in door.scans()}) == 2


async def test_waiting_scans_survive_a_reload_with_their_id(open_desk, door):
    page = await open_desk()
    door.mode("503")
    await scanned(page, "ABCDE23456")
    await expect(outcome(page, "not_sent")).to_be_visible()
    kept = await page.evaluate("""() => new Promise(done => {
        indexedDB.open('netevent-desk').onsuccess = ({ target }) => {
            target.result.transaction('scans').objectStore('scans').getAll().onsuccess = got => done(got.target.result);
        };
    })""")
    await page.reload()
    await expect(page.locator("#desk-waiting-count")).to_have_text("1")
    door.mode("ok")
    await expect(page.locator("#desk-waiting")).to_be_hidden(timeout=20_000)
    assert [scan["scan_id"] for scan in door.scans()] == [kept[0]["scan_id"]]


async def test_a_scan_whose_answer_was_lost_is_sent_again_with_the_same_id(open_desk, door):
    page = await open_desk()
    lost = []

    async def lose_the_answer(route):
        if not lost:
            await route.fetch()
            lost.append(route.request)
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/checkin", lose_the_answer)
    await scanned(page, "ABCDE23456")
    await expect(outcome(page, "not_sent")).to_be_visible()
    await expect(page.locator("#desk-waiting")).to_be_visible()
    await expect(page.locator("#desk-waiting")).to_be_hidden(timeout=20_000)
    first, second = door.scans()
    assert first == second


async def test_a_portal_of_the_venue_is_not_taken_for_an_answer(open_desk, door):
    page = await open_desk()
    door.mode("portal")
    await scanned(page, "ABCDE23456")
    await expect(outcome(page, "not_sent")).to_be_visible()


async def test_a_scan_that_the_server_stumbles_over_does_not_hold_up_the_others(open_desk, door):
    page = await open_desk()

    async def stumble(route):
        if "ABCDE23456" in (route.request.post_data or ""):
            await route.fulfill(status=500, body="broken")
        else:
            await route.continue_()

    await page.route("**/checkin", stumble)
    for _ in range(3):
        await scanned(page, "ABCDE23456")
        await expect(outcome(page, "not_sent")).to_be_visible()
        await page.keyboard.press("Escape")
    await scanned(page, "FGHJK23456")
    await expect(outcome(page, "checked_in")).to_contain_text("Françoise", timeout=20_000)


async def test_a_logged_out_desk_asks_to_log_in_and_keeps_the_scan(open_desk, door):
    page = await open_desk()
    door.mode("login")
    await scanned(page, "ABCDE23456")
    await expect(outcome(page, "logged_out")).to_be_visible()
    await expect(page.locator("#desk-login a")).to_have_attribute("href", "/login?next=/staff/7/dashboard")
    await expect(page.locator("#desk-waiting-count")).to_have_text("1")


async def test_a_late_answer_that_lets_nobody_in_is_named(open_desk, door):
    page = await open_desk()
    door.mode("503")
    await scanned(page, "UNPAYED234")
    await expect(outcome(page, "not_sent")).to_be_visible()
    await page.reload()
    door.mode("ok")
    await expect(page.locator("#desk-late")).to_contain_text("Un Paid Not paid", timeout=20_000)
