"""The own connections: who is among them, what their cards show, and how they are narrowed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from quart.typing import TestClientProtocol as Client

from netevent.contacts import reading as people
from netevent.contacts.queries import Note, select_people
from netevent.contacts.service import save_note
from tests.conftest import LogIn
from tests.connections.relationships import block, relationship
from tests.connections.rows import people_in, text_of
from tests.door import Door
from tests.people_paths import person_path

PEOPLE = "/attendee/people"
HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}
ME = 1


async def listed(client: Client, query: str = "") -> list[int]:
    return people_in(await text_of(client, f"{PEOPLE}?{query}"))


async def note(door: Door, person: int, *, by: int = ME, **values: Any) -> None:
    await door.database.transact(save_note, viewer_id=by, person_id=person, note=Note(**values))


@pytest.fixture
async def client(log_in_as: LogIn) -> Client:
    """Guest1's phone."""
    opened, _token = await log_in_as("guest1")
    return opened


async def test_connections_are_listed_by_name_whoever_asked(door: Door, client: Client):
    await door.change_attendee(4, last_name="Adam")
    await relationship(door, ME, 2)
    await relationship(door, 4, ME)
    await relationship(door, ME, 5, "pending")
    await relationship(door, 6, ME, "pending")
    await relationship(door, ME, 7, "rejected")
    await relationship(door, 8, 9)
    assert await listed(client) == [4, 2]
    people = await door.database.read(select_people, viewer_id=ME)
    assert [person.card.name for person in people] == ["Guest4 Adam", "Guest2 Żółć"]


@pytest.mark.parametrize(("blocker", "blocked"), [(ME, 2), (2, ME)])
async def test_across_a_block_nobody_is_a_connection(door: Door, client: Client, blocker: int, blocked: int):
    await relationship(door, ME, 2)
    await block(door, blocker, blocked)
    assert await listed(client) == []


async def test_a_card_says_how_and_where_they_met(door: Door, client: Client):
    await relationship(door, ME, 2, met_how="scan")
    await relationship(door, ME, 3)
    await note(door, 2, met_where="Coffee bar", tags=("Utrecht", "slides"))
    page = await text_of(client, PEOPLE)
    assert "Met by badge scan, today " in page
    assert "Connected " in page
    assert "Coffee bar" in page
    assert '<span class="pill tinted">slides</span>' in page


async def test_what_they_change_later_changes_here(door: Door, client: Client):
    await relationship(door, ME, 2)
    await door.change_attendee(2, role="Adviser", organisation="Rijkswaterstaat")
    assert "Adviser · Rijkswaterstaat" in await text_of(client, PEOPLE)
    await door.change_attendee(2, role="Director", shows_organisation="nobody")
    page = await text_of(client, PEOPLE)
    assert "Director" in page
    assert "Rijkswaterstaat" not in page


async def test_a_hidden_field_is_not_found_among_the_connections_either(door: Door, client: Client):
    await relationship(door, ME, 2)
    await door.change_attendee(2, organisation="Skunkworks", shows_organisation="nobody")
    assert await listed(client, "q=skunkworks") == []
    await door.change_attendee(2, shows_organisation="connections")
    assert await listed(client, "q=skunkworks") == [2]


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ("q=GUEST2", [2]),
        ("q=zolc", [2, 3]),
        ("q=kawa", [2]),
        ("q=coffee", [3]),
        ("q=slides", [2]),
        ("tag=utrecht", [2, 3]),
        ("tag=UTRECHT&q=slides", [2]),
        ("tag=utr", []),
        ("q=nobody", []),
    ],
)
async def test_words_and_a_tag_narrow_the_list(door: Door, client: Client, query: str, people: list[int]):
    for person in (2, 3, 4):
        await relationship(door, ME, person)
    await door.change_attendee(4, last_name="Bakker")
    await note(door, 2, tags=("Utrecht", "slides"), note="Owes me a kawa")
    await note(door, 3, tags=("utrecht",), met_where="Coffee bar")
    assert await listed(client, query) == people


async def test_a_long_list_ends_with_how_many_more_and_looks_in_all(
    door: Door, client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(people, "LISTED_AT_MOST", 2)
    for person in (2, 3, 4):
        await relationship(door, ME, person)
    assert await listed(client) == [2, 3]
    assert "There is one more. Search by name or tag to find it." in await text_of(client, PEOPLE)
    assert await listed(client, "q=guest4") == [4]


async def test_tags_in_use_are_offered_once_the_most_used_first(door: Door, client: Client):
    for person in (2, 3, 4):
        await relationship(door, ME, person)
    await note(door, 2, tags=("slides", "Utrecht"))
    await note(door, 3, tags=("utrecht",))
    options = re.findall(r"<option[^>]*>([^<]+)</option>", await text_of(client, PEOPLE))
    assert options == ["All tags", "Utrecht", "slides"]


async def test_htmx_gets_the_list_alone(door: Door, client: Client):
    await relationship(door, ME, 2)
    part = await text_of(client, PEOPLE, **HTMX)
    assert part.lstrip().startswith('<div class="stack" id="people-list">')
    assert "<html" not in part


async def test_nobody_yet_leads_to_scanning_and_finding(client: Client):
    page = await text_of(client, PEOPLE)
    assert "No connections yet" in page
    assert 'href="/attendee/scan"' in page
    assert 'href="/attendee/people/find"' in page
    assert "connections.vcf" not in page


async def test_names_and_tags_are_text_and_never_markup(door: Door, client: Client):
    await relationship(door, ME, 2)
    await door.change_attendee(2, first_name="<img src=x onerror=alert(1)>")
    await note(door, 2, tags=("<script>",), note="</textarea><script>")
    for path in (PEOPLE, person_path(2, "/note", "k" * 40)):
        page = await text_of(client, path)
        assert "<img src=x" not in page
        assert "<script>" not in page


async def test_only_attendees_have_connections(app: Any, log_in_as: LogIn):
    guest = app.test_client()
    assert (await guest.get(PEOPLE)).headers["Location"].startswith("/login")
    assert (await guest.get(PEOPLE, headers=JSON)).status_code == 401
    for name in ("olga", "marta"):
        browser, _token = await log_in_as(name)
        assert (await browser.get(PEOPLE)).status_code == 403
