"""The field of the desk: hand scanner, search by name, keyboard alone; gate and settings of the device."""

from urllib.parse import parse_qs, urlsplit

from playwright.async_api import expect

from tests.browser.conftest import OpenDesk
from tests.browser.pages import Visits, is_live, outcome, shown, stand_still, typed
from tests.browser.venue import EAST, MAIN, Venue


async def test_a_hand_scanner_types_into_a_page_that_nobody_touched(open_desk: OpenDesk, venue: Venue):
    page = await open_desk()
    await typed(page, venue.link("Łukasz"))
    await shown(page, "checked_in", "Łukasz Wiśniewski")
    await typed(page, venue.link("Łukasz").lower())
    await shown(page, "already_checked_in")
    await typed(page, "https://shop.example/menu")
    await shown(page, "not_readable")
    code = venue.code("Françoise").lower()
    await typed(page, f"{code[:5]} {code[5:]}")
    await shown(page, "checked_in", "Françoise Conil")
    scanned = ["Łukasz", "Łukasz", "Françoise"]
    assert [scan.code for scan in await venue.journal()] == [venue.code(name) for name in scanned]


async def test_a_link_counts_also_without_enter(open_desk: OpenDesk, venue: Venue):
    page = await open_desk()
    await page.keyboard.type(venue.link("Łukasz"))
    await shown(page, "checked_in", "Łukasz Wiśniewski")
    await page.keyboard.type(f"]Q1{venue.code('Françoise')}")
    await page.keyboard.press("Tab")
    await shown(page, "checked_in", "Françoise Conil")


async def test_a_scanner_set_to_another_keyboard_is_understood(open_desk: OpenDesk, venue: Venue):
    page = await open_desk()
    azerty = str.maketrans("AMQWZ1234567890:/.-", "Q?AZW&é\"'(-è_çàM!:)")
    await typed(page, venue.link("Łukasz").upper().translate(azerty))
    await shown(page, "checked_in", "Łukasz Wiśniewski")
    await typed(page, venue.code("Łukasz").translate(azerty))
    await shown(page, "already_checked_in", "Łukasz Wiśniewski")
    await typed(page, "HTTPSÖ--EVENT.EXAMPLE-C-ZZZZZZZZZZ")
    await shown(page, "unknown_code", "This scanner uses another keyboard layout")


async def test_the_scanner_is_heard_after_a_button_was_tapped(open_desk: OpenDesk, venue: Venue):
    page = await open_desk()
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator("#desk-field")).to_be_focused()
    await typed(page, venue.link("Łukasz"))
    await shown(page, "checked_in")


async def test_each_outcome_has_its_word(open_desk: OpenDesk, venue: Venue):
    page = await open_desk()
    for code, name, word in [
        (venue.code("Not"), "not_attending", "Not attending"),
        (venue.code("Un"), "unpaid", "Not paid"),
        (venue.badge_elsewhere, "wrong_event", "Badge for another event"),
        ("QQQQQ23456", "unknown_code", "Unknown code"),
    ]:
        await typed(page, venue.link_of(code))
        await shown(page, name, word)


async def test_people_of_one_name_are_told_apart_and_checked_in(open_desk: OpenDesk, venue: Venue):
    page = await open_desk()
    jan, professor = venue.guests["Jan"], venue.guests["Jan2"]
    await page.keyboard.type("jansen", delay=20)
    await expect(page.locator("[data-person]")).to_have_count(2)
    await expect(page.locator(f'[data-person="{jan.id}"]')).to_contain_text("Gemeente Delft · General")
    found = page.locator(f'[data-person="{professor.id}"]')
    await expect(found).to_contain_text(f"same name, badge …{professor.code[-4:]}")
    await found.get_by_role("button", name="Check in Jan Jansen").click()
    await shown(page, "checked_in", "Professor · TU Delft")
    await expect(page.locator("#desk-found")).to_be_empty()
    assert [scan.attendee_id for scan in await venue.journal()] == [professor.id]


async def test_a_name_that_could_be_a_code_is_searched_first(open_desk: OpenDesk, venue: Venue):
    page = await open_desk()
    await typed(page, "Letters")
    await expect(page.locator("[data-person]")).to_have_count(1)
    await page.keyboard.press("Escape")
    await typed(page, venue.code("Ada").lower())
    await shown(page, "checked_in", "Ada Letters")


async def test_the_keyboard_alone_searches_checks_in_and_undoes(open_desk: OpenDesk, venue: Venue):
    page = await open_desk()
    await page.keyboard.type("wiśn", delay=20)
    await expect(page.locator("[data-person]")).to_have_count(1)
    await stand_still(page)  # the answer stays until Tab was pressed, however slow this machine is
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await shown(page, "checked_in")
    await page.keyboard.press("Tab")
    await expect(outcome(page, "checked_in").get_by_role("button", name="Undo")).to_be_focused()
    await page.clock.resume()
    await page.keyboard.press("Enter")
    await shown(page, "undone")
    await page.keyboard.press("Escape")
    await expect(page.locator("#desk-answer > *")).to_have_count(0)
    await expect(page.locator("#desk-field")).to_be_focused()
    assert [scan.outcome for scan in await venue.journal()] == ["checked_in", "undone"]
    assert await venue.inside() == 0


async def test_the_gate_is_asked_once_kept_and_told_to_the_server(visits: Visits, venue: Venue):
    page = await visits.open("/", venue.marta)
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    await page.goto(venue.desk)
    await is_live(page)
    async with page.expect_websocket():  # one that knows of the gate
        await page.get_by_role("button", name=EAST).click()
    await expect(page.locator("#desk-gate-question")).to_be_hidden()
    await typed(page, venue.link("Łukasz"))
    await shown(page, "checked_in", EAST)
    await page.reload()
    await expect(page.locator("#desk-gate")).to_have_value(str(venue.gates[EAST]))
    await expect(page.locator("#desk-gate-question")).to_be_hidden()
    await is_live(page)
    told = [parse_qs(urlsplit(url).query, keep_blank_values=True) for url in sockets]
    east = str(venue.gates[EAST])
    assert [query["gate"] for query in told] == [[""], [east], [east]]
    assert len({query["desk"][0] for query in told}) == 1, "the desk keeps its id"


async def test_the_gate_can_be_changed_later(open_desk: OpenDesk, venue: Venue):
    page = await open_desk(gate=MAIN)
    await page.get_by_label("Gate", exact=True).select_option(label=EAST)
    await typed(page, venue.link("Łukasz"))
    await shown(page, "checked_in", EAST)
    assert [scan.gate for scan in await venue.journal()] == [EAST]


async def test_sound_and_vibration_stay_off_on_this_device(open_desk: OpenDesk):
    page = await open_desk()
    await page.get_by_label("Menu").click()
    await page.get_by_label("Sound").uncheck()
    await page.reload()
    await page.get_by_label("Menu").click()
    await expect(page.get_by_label("Sound")).not_to_be_checked()
    await expect(page.get_by_label("Vibration")).to_be_checked()
