"""The field of the desk: hand scanner, search by name, keyboard alone; gate and settings of the device."""

from playwright.async_api import expect


def outcome(page, name):
    return page.locator(f'#desk-answer [data-outcome="{name}"]')


async def typed(page, text):
    await page.keyboard.type(text)
    await page.keyboard.press("Enter")


async def test_a_hand_scanner_types_into_a_page_that_nobody_touched(open_desk, door):
    page = await open_desk()
    await typed(page, "HTTPS://EVENT.EXAMPLE/C/ABCDE23456")
    await expect(outcome(page, "checked_in")).to_contain_text("Łukasz Wiśniewski")
    await typed(page, "https://event.example/c/abcde23456")
    await expect(outcome(page, "already_checked_in")).to_be_visible()
    await typed(page, "https://shop.example/menu")
    await expect(outcome(page, "not_readable")).to_be_visible()
    await typed(page, "fghjk 23456")
    await expect(outcome(page, "checked_in")).to_contain_text("Françoise Conil")
    assert [scan["code"] for scan in door.scans()] == ["ABCDE23456", "ABCDE23456", "FGHJK23456"]
    assert all(scan["scanned_at"].endswith("Z") and len(scan["scan_id"]) == 36 for scan in door.scans())
    assert page.faults == []


async def test_the_scanner_is_heard_after_a_button_was_tapped(open_desk):
    page = await open_desk()
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator("#desk-field")).to_be_focused()
    await typed(page, "HTTPS://EVENT.EXAMPLE/C/ABCDE23456")
    await expect(outcome(page, "checked_in")).to_be_visible()


async def test_each_outcome_has_its_word(open_desk):
    page = await open_desk()
    for code, name, word in [
        ("NATTEND234", "not_attending", "Not attending"),
        ("UNPAYED234", "unpaid", "Not paid"),
        ("ZZZZZ23456", "wrong_event", "Badge of another event"),
        ("QQQQQ23456", "unknown_code", "Unknown code"),
    ]:
        await typed(page, f"HTTPS://EVENT.EXAMPLE/C/{code}")
        await expect(outcome(page, name)).to_contain_text(word)


async def test_people_of_one_name_are_told_apart_and_checked_in(open_desk, door):
    page = await open_desk()
    await page.keyboard.type("jansen", delay=20)
    await expect(page.locator("[data-person]")).to_have_count(2)
    await expect(page.locator('[data-person="4"]')).to_contain_text("Gemeente Delft · General")
    await expect(page.locator('[data-person="5"]')).to_contain_text("same name, badge …3456")
    await page.locator('[data-person="5"]').get_by_role("button", name="Check in Jan Jansen").click()
    await expect(outcome(page, "checked_in")).to_contain_text("Professor · TU Delft")
    await expect(page.locator("#desk-found")).to_be_empty()
    assert [scan["attendee_id"] for scan in door.scans()] == ["5"]


async def test_a_name_that_could_be_a_code_is_searched_first(open_desk, door):
    page = await open_desk()
    await typed(page, "Letters")
    await expect(page.locator("[data-person]")).to_have_count(1)
    await page.keyboard.press("Escape")
    await typed(page, "vandenbeek")
    await expect(outcome(page, "checked_in")).to_contain_text("Ada Letters")


async def test_the_keyboard_alone_searches_checks_in_and_undoes(open_desk, door):
    page = await open_desk()
    await page.keyboard.type("wiśn", delay=20)
    await expect(page.locator("[data-person]")).to_have_count(1)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(outcome(page, "checked_in")).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(outcome(page, "checked_in").get_by_role("button", name="Undo")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(outcome(page, "undone")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#desk-answer > *")).to_have_count(0)
    await expect(page.locator("#desk-field")).to_be_focused()
    assert [scan["path"] for scan in door.scans()] == ["/staff/7/checkin", "/staff/7/checkin/undo"]


async def test_the_gate_is_asked_once_kept_and_told_to_the_server(open_desk, door):
    page = await open_desk(query="")
    await page.get_by_role("button", name="East gate").click()
    await expect(page.locator("#desk-gate-question")).to_be_hidden()
    await typed(page, "HTTPS://EVENT.EXAMPLE/C/ABCDE23456")
    await expect(outcome(page, "checked_in")).to_contain_text("East gate")
    await page.reload()
    await expect(page.locator("#desk-gate")).to_have_value("12")
    await expect(page.locator("#desk-gate-question")).to_be_hidden()
    await expect(page.locator("html")).to_have_attribute("data-live", "on")
    sockets = door.world()["sockets"]
    assert [socket[-len("gate=") :] == "gate=" or socket[-2:] for socket in sockets] == [True, "12", "12"]
    assert len({socket.split("&")[0] for socket in sockets}) == 1, "the desk keeps its id"


async def test_sound_and_vibration_stay_off_on_this_device(open_desk):
    page = await open_desk()
    await page.get_by_label("Menu").click()
    await page.get_by_label("Sound").uncheck()
    await page.reload()
    await page.get_by_label("Menu").click()
    await expect(page.get_by_label("Sound")).not_to_be_checked()
    await expect(page.get_by_label("Vibration")).to_be_checked()


async def test_without_javascript_the_field_is_a_form(open_desk):
    page = await open_desk(java_script_enabled=False)
    await page.locator("#desk-field").fill("ABCDE23456")
    await page.locator("#desk-field").press("Enter")
    await expect(page.locator('[data-outcome="checked_in"]')).to_contain_text("Łukasz Wiśniewski")
    await page.get_by_role("link", name="Next badge").click()
    await expect(page.locator("#desk-field")).to_be_visible()
