"""The link beside the location of an event: the organizer's own over https, or a search."""

import pytest
from sqlalchemy import update

from netevent.core.database.tables import events
from netevent.events.place.maps import LONGEST, is_map_address, map_of
from tests.events.test_routes import FORM, event_of

HOSTILE = [
    "javascript:alert(1)",
    "JavaScript:alert(1)//https://a.example",
    "data:text/html,<script>alert(1)</script>",
    "http://maps.example/x",
    "//maps.example/x",
    "https:maps.example",
    "https://user@maps.example/",
    "https://maps.example:8443/",
    "https://maps.example:port/",
    'https://maps.example/"onclick="x',
    "https://maps.example/a b",
    "https://localhost/",
    "https://[::1",
    "https://maps.example/" + "x" * LONGEST,
]


@pytest.mark.parametrize("typed", HOSTILE)
async def test_what_is_no_https_address_is_refused(log_in_as, typed):
    assert not is_map_address(typed)
    client, token = await log_in_as("olga")
    answer = await client.post("/organizer/event/create", form=FORM | {"map_url": typed}, headers=token)
    assert answer.status_code == 422
    assert 'id="map_url-error"' in await answer.get_data(as_text=True)


@pytest.mark.parametrize("address", HOSTILE)
def test_what_came_into_the_database_all_the_same_is_not_linked(address: str):
    assert map_of("Utrecht & more", address) == "https://www.openstreetmap.org/search?query=Utrecht+%26+more"
    assert map_of("", address) == ""


async def test_the_public_page_links_the_place(door, log_in_as, client):
    register = "/register/attendee/EVENT1"
    olga, token = await log_in_as("olga")
    await olga.post("/organizer/event/1/edit", form=FORM, headers=token)
    assert 'href="https://www.openstreetmap.org/search?query=Utrecht"' in await text_of(client, register)
    address = "https://maps.example/place?id=7&z=3"
    await olga.post("/organizer/event/1/edit", form=FORM | {"map_url": address}, headers=token)
    assert (await event_of(door, 1)).details.map_url == address
    page = await text_of(client, register)
    assert 'href="https://maps.example/place?id=7&amp;z=3" rel="nofollow noopener noreferrer"' in page
    assert "openstreetmap" not in page


async def test_a_description_is_markdown_and_nothing_of_it_runs(door, log_in_as, client):
    text = "**Bold**\n\n<script>alert(1)</script> [x](javascript:alert(2)) <img src=x onerror=alert(3)>"
    shows = update(events).values(has_public_programme=True)
    await door.database.transact(lambda tx: tx.execute(shows))
    olga, token = await log_in_as("olga")
    await olga.post("/organizer/event/1/edit", form=FORM | {"description": text}, headers=token)
    guest, _ = await log_in_as("guest1")
    for reader, path in (
        (client, "/register/attendee/EVENT1"),
        (client, "/event/EVENT1/programme"),
        (guest, "/attendee/dashboard"),
    ):
        page = await text_of(reader, path)
        assert "<strong>Bold</strong>" in page, path
        for one in ("<script>alert", 'href="javascript:', "<img src=x"):
            assert one not in page, path


async def text_of(client, path: str) -> str:
    return str(await (await client.get(path)).get_data(as_text=True))
