"""Two browsers at one event: what happens at a desk is seen elsewhere without a reload, restarts included."""

import asyncio
from collections.abc import Callable

import pytest
from playwright.async_api import Browser, Page, Route, expect

from netevent.core.database import Database
from tests.browser.conftest import OpenDesk
from tests.browser.pages import LAPTOP, Faults, Visits, is_live, network_is_back, shown, typed
from tests.browser.venue import EAST, MAIN, Venue, make_venue
from tests.conftest import FakeCamera, StartServer
from tests.servers.application import Server
from tests.servers.camera import empty, scratched, shows

END = {"SIGTERM": Server.stop, "kill -9": Server.kill}


async def open_dashboard(visits: Visits, venue: Venue) -> Page:
    """The organizer's, on a laptop; it must not be loaded a second time."""
    page = await visits.open(venue.dashboard, venue.organizer, viewport=LAPTOP)
    await is_live(page)
    await page.evaluate("() => { window.wasNotReloaded = true; }")
    return page


async def was_not_reloaded(page: Page) -> bool:
    return bool(await page.evaluate("() => window.wasNotReloaded === true"))


async def expect_inside(page: Page, number: int) -> None:
    await expect(page.locator("#event-counters .figure")).to_have_text(f"{number} of 7")


async def expect_counted(desk: Page, inside: int, expected: int) -> None:
    await expect(desk.locator("#door-counters b")).to_have_text([str(inside), str(expected)])


async def test_a_scanned_badge_shows_on_the_dashboard_and_colours_tell_the_rest(
    open_desk: OpenDesk, fake_camera: FakeCamera, venue: Venue, visits: Visits
):
    film = fake_camera(
        shows(venue.link("Łukasz")),
        scratched(venue.link("Sanne"), seconds=4),
        shows(venue.link("Françoise")),
        empty(),
    )
    dashboard = await open_dashboard(visits, venue)
    await expect_inside(dashboard, 0)
    await expect(dashboard.locator("#event-arrivals rect title")).to_have_count(0)

    desk = await open_desk(film)

    assert (await shown(desk, "checked_in", "Łukasz Wiśniewski")).colour == "green"
    await expect(dashboard.locator("#event-last-arrivals li").first).to_contain_text("Wiśniewski")
    await expect(dashboard.locator("#event-arrivals rect title").first).to_be_attached()
    assert (await shown(desk, "broken")).colour == "red"
    assert (await shown(desk, "checked_in", "Françoise Conil")).colour == "green"
    await expect_inside(dashboard, 2)
    await expect(dashboard.locator("#event-last-arrivals li")).to_have_count(2)
    await expect(dashboard.locator("#event-types")).to_contain_text(f"{MAIN} 2")
    again = await shown(desk, "already_checked_in", "Łukasz Wiśniewski")
    assert again.colour == "amber"
    first_time = (
        await dashboard.locator("#event-last-arrivals li", has_text="Łukasz").locator("time").inner_text()
    )
    assert f"at {first_time}, {MAIN}, by Marta Door" in again.text
    assert await was_not_reloaded(dashboard)


async def test_undo_at_one_desk_changes_the_other(open_desk: OpenDesk, venue: Venue, visits: Visits):
    main, east = await open_desk(), await open_desk(gate=EAST, who=venue.noor)
    dashboard = await open_dashboard(visits, venue)
    await typed(main, venue.link("Łukasz"))
    await expect_counted(east, 1, 6)
    line = east.locator("#door-last-scans li").first
    await expect(line).to_contain_text("Marta Door")

    await line.get_by_role("button", name="Undo").click()

    await shown(east, "undone")
    await expect_counted(main, 0, 7)
    await expect(main.locator("#door-last-scans li").first).to_contain_text("undone")
    await expect(main.locator("#door-last-scans li").first).to_contain_text("Noor Door")
    await expect(main.locator("#door-last-scans").get_by_role("button", name="Undo")).to_have_count(0)
    await expect_inside(dashboard, 0)


async def test_the_next_event_sees_nothing_of_it(
    open_desk: OpenDesk, venue: Venue, visits: Visits, shared_database: Database
):
    other = await make_venue(shared_database, venue.base_url)
    here, there = await open_dashboard(visits, venue), await open_dashboard(visits, other)
    desk = await open_desk()
    await typed(desk, venue.link("Łukasz"))
    await expect_inside(here, 1)
    await expect_inside(there, 0)
    await expect(there.locator("#event-last-arrivals li")).to_have_count(0)


async def test_the_dashboard_knows_which_desks_are_open(open_desk: OpenDesk, venue: Venue, visits: Visits):
    dashboard = await open_dashboard(visits, venue)
    east = dashboard.locator("#event-desks tr", has_text=EAST)
    await expect(east).to_contain_text("quiet")

    desk = await open_desk(gate=EAST, who=venue.noor)
    await expect(east).to_contain_text("Noor Door")
    await expect(east).to_contain_text("open")

    await desk.close()
    await expect(east).to_contain_text("quiet")
    await expect(dashboard.locator("#event-desks")).not_to_contain_text("Noor")
    assert await was_not_reloaded(dashboard)


async def test_one_device_may_stand_open_at_two_events(
    open_desk: OpenDesk, venue: Venue, visits: Visits, shared_database: Database
):
    desk = await open_desk(who=venue.organizer)
    second = await desk.context.new_page()
    await second.goto(f"/staff/{venue.event_elsewhere}/dashboard")
    await is_live(second)
    await is_live(desk)


@pytest.mark.parametrize("end", END.values(), ids=END.keys())
async def test_pages_say_paused_and_come_back_by_themselves_with_the_true_numbers(
    end: Callable[[Server], object], open_desk: OpenDesk, venue: Venue, visits: Visits, server: Server
):
    desk, dashboard = await open_desk(), await open_dashboard(visits, venue)
    await typed(desk, venue.link("Łukasz"))
    await expect_inside(dashboard, 1)

    await asyncio.to_thread(end, server)

    for page in (desk, dashboard):
        await expect(page.get_by_text("Live updates paused")).to_be_visible()
    await venue.let_in("Françoise")
    await asyncio.to_thread(server.start)
    for page in (desk, dashboard):
        await is_live(page)
        await expect(page.get_by_text("Live updates paused")).to_be_hidden()
    await expect_inside(dashboard, 2)
    await expect_counted(desk, 2, 5)
    await typed(desk, venue.link("Sanne"))
    await shown(desk, "checked_in", "Sanne van den Broek")
    await expect_inside(dashboard, 3)
    assert await venue.inside() == 3
    assert await was_not_reloaded(dashboard)


async def test_a_page_is_live_however_late_its_scripts_arrive(venue: Venue, visits: Visits):
    page = await visits.open("/", venue.organizer)

    async def come_after_htmx(route: Route) -> None:
        await page.wait_for_function(
            "() => new Promise(done => setTimeout(() => done('htmx' in window), 20))"
        )
        await route.continue_()

    await page.route("**/hx-ws.min.js*", come_after_htmx)
    await page.goto(venue.dashboard)
    await is_live(page)


async def test_a_logged_out_desk_reloads_to_the_login(open_desk: OpenDesk, venue: Venue, visits: Visits):
    desk = await open_desk()
    other_tab = await desk.context.new_page()
    await other_tab.goto("/staff/dashboard")
    await other_tab.get_by_label("Menu").click()
    await other_tab.get_by_role("button", name="Log out").click()
    await desk.wait_for_url(f"**/login?next={venue.desk}")


async def test_the_same_on_mariadb(
    start_server: StartServer, mariadb_url: str, browser: Browser, faults: Faults
):
    server = start_server(mariadb_url)
    database = Database(mariadb_url)
    venue = await make_venue(database, server.base_url)
    visits = Visits(server.base_url, faults, browser)
    dashboard = await open_dashboard(visits, venue)
    desk = await visits.open(venue.desk, venue.marta)
    await is_live(desk)
    await typed(desk, venue.link("Łukasz"))
    await shown(desk, "checked_in", "Łukasz Wiśniewski")
    await expect_inside(dashboard, 1)
    await expect(dashboard.locator("#event-last-arrivals li").first).to_contain_text("Wiśniewski")
    assert [scan.outcome for scan in await venue.journal()] == ["checked_in"]
    await visits.close()
    await database.close()


async def test_the_dashboard_turns_grey_while_its_line_is_lost(visits: Visits, venue: Venue):
    office = await open_dashboard(visits, venue)
    tile = office.locator("#event-counters")
    place = await tile.bounding_box()
    await expect(tile).to_have_css("filter", "none")
    await office.context.set_offline(True)
    await expect(office.locator("#live-status .off")).to_be_visible()
    await expect(tile).to_have_css("filter", "grayscale(1)")
    assert await tile.bounding_box() == place, "nothing jumps"
    await office.context.set_offline(False)
    await network_is_back(office)
    await is_live(office)
    await expect(tile).to_have_css("filter", "none")
