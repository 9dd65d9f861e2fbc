"""The attendee's badge on the phone."""

from tests.door import Door, badge


async def test_badge_shows_the_code_the_person_and_the_event(log_in_as):
    client, _ = await log_in_as("guest1")
    page = await (await client.get("/attendee/dashboard")).get_data(as_text=True)
    assert "Guest1 Żółć" in page
    assert "Café &amp; Co" in page
    assert '<div class="band">VIP</div>' in page
    assert "Event 1" in page
    assert badge(1) in page
    assert 'aria-label="QR code of your badge"' in page
    assert "Show this code at the door" in page
    assert 'hx-ws:connect="/live/badge?lang=en"' in page


async def test_badge_of_who_is_in_says_since_when_and_where(door: Door, log_in_as):
    await door.scan(badge(1))
    client, _ = await log_in_as("guest1")
    page = await (await client.get("/attendee/dashboard")).get_data(as_text=True)
    assert "Checked in at" in page
    assert ", Main" in page


async def test_page_without_a_socket_asks_for_its_open_desks(door: Door, log_in_as):
    client, _ = await log_in_as("guest1")
    await door.scan(badge(1))
    part = await (await client.get("/live/badge/regions")).get_data(as_text=True)
    assert 'id="attendee-1-presence"' in part
    assert 'hx-swap-oob="true"' in part
    assert "Checked in at" in part


async def test_others_have_no_badge(client, log_in_as):
    assert (await client.get("/attendee/dashboard")).status_code == 302
    for name in ("olga", "marta"):
        browser, _ = await log_in_as(name)
        assert (await browser.get("/attendee/dashboard")).status_code == 403
