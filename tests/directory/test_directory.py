"""The directory: who is found by what, in which order, and by nothing that does not show to everyone."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from quart.typing import TestClientProtocol as Client

from netevent.directory.queries import LOOKED_AT
from tests import factories
from tests.conftest import LogIn
from tests.connections.relationships import block, relationship
from tests.connections.rows import people_in, text_of
from tests.door import Door

FIND = "/attendee/people/find"
HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}
ME = 1


async def found(client: Client, query: str = "") -> list[int]:
    return people_in(await text_of(client, f"{FIND}?{query}"))


async def add(door: Door, first: str, last: str, **values: Any) -> int:
    return await factories.insert_attendee(door.database, 1, first_name=first, last_name=last, **values)


@pytest.fixture
async def client(log_in_as: LogIn) -> Client:
    """Guest1's phone."""
    opened, _token = await log_in_as("guest1")
    return opened


# ---- who is listed ----------------------------------------------------------------------------------------


async def test_the_others_of_the_event_are_listed_by_name(door: Door, client: Client):
    zoe, adam = await add(door, "Zoë", "Adam"), await add(door, "Anna", "Adam")
    shown = await found(client)
    assert shown[:2] == [adam, zoe], "by last name, then by first name"
    assert set(shown) == {zoe, adam, *range(2, 13)}


@pytest.mark.parametrize("shows", ["connections", "nobody"])
async def test_who_does_not_show_the_name_to_everyone_is_not_listed(door: Door, client: Client, shows: str):
    hidden = await add(door, "Hidden", "Person", organisation="Secret Lab", shows_name=shows)
    for query in ("", "q=hidden", "q=secret", "organisation=secret"):
        assert hidden not in await found(client, query)


async def test_who_does_not_attend_is_not_listed(door: Door, client: Client):
    absent = await add(door, "Absent", "Person", attendance_status="not_attending")
    assert absent not in await found(client)
    assert await found(client, "q=absent") == []


@pytest.mark.parametrize(("blocker", "blocked"), [(1, 5), (5, 1)])
async def test_across_a_block_nobody_is_found(door: Door, client: Client, blocker: int, blocked: int):
    await block(door, blocker, blocked)
    assert 5 not in await found(client)
    assert await found(client, "q=guest5") == []
    assert await found(client, "q=guest6") == [6]


async def test_people_of_another_event_are_not_found(client: Client):
    assert await found(client, "q=guest13") == []


# ---- by what ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "q=wisniewski",
        "q=LUKASZ",
        "q=%C5%82ukasz+wi%C5%9B",
        "q=politechnika+lukasz",
        "q=lodzka",
        "q=professor",
        "organisation=lodzka",
        "organisation=Politechnika++%C5%81%C3%B3dzka",
        "role=prof",
        "role=PROFESSOR&organisation=politechnika&q=wisn",
    ],
)
async def test_name_organisation_and_role_are_found_without_accents_or_case(
    door: Door, client: Client, query: str
):
    values = {"organisation": "Politechnika Łódzka", "role": "Professor of maps"}
    lukasz = await add(door, "Łukasz", "Wiśniewski", **values)
    assert await found(client, query) == [lukasz]


@pytest.mark.parametrize("query", ["q=%25", "q=_", "q=%5C", "q=l%25k", "organisation=%25", "role=_"])
async def test_signs_of_the_database_mean_themselves(door: Door, client: Client, query: str):
    await add(door, "Łukasz", "Wiśniewski", organisation="TU", role="Professor")
    assert await found(client, query) == []


@pytest.mark.parametrize("field", ["organisation", "role"])
@pytest.mark.parametrize("shows", ["connections", "nobody"])
async def test_what_does_not_show_to_everyone_finds_nobody(
    door: Door, client: Client, field: str, shows: str
):
    """Not even a connection, who sees it on the card: a search must not tell more than a list."""
    hidden = await add(door, "Ben", "Bakker", **{field: "Skunkworks", f"shows_{field}": shows})
    await relationship(door, ME, hidden)
    for query in ("q=skunkworks", f"{field}=skunkworks", "q=bakker+skunk"):
        assert await found(client, query) == []
    page = await text_of(client, f"{FIND}?q=bakker")
    assert ("Skunkworks" in page) == (shows == "connections")


@pytest.mark.parametrize("field", ["email", "phone", "linkedin", "introduction"])
async def test_contact_details_find_nobody(door: Door, client: Client, field: str):
    await add(door, "Ben", "Bakker", **{field: "needle@example.org", f"shows_{field}": "everyone"})
    assert await found(client, "q=needle") == []
    assert "needle" not in await text_of(client, f"{FIND}?q=bakker")


async def test_a_name_is_not_an_organisation(door: Door, client: Client):
    await add(door, "Jan", "Delft", role="Utrecht")
    at_delft = await add(door, "Piet", "Bakker", organisation="TU Delft")
    assert await found(client, "organisation=delft") == [at_delft]
    assert await found(client, "role=delft") == []
    assert await found(client, "organisation=utrecht") == []


async def test_the_search_for_an_organisation_goes_on_where_many_only_sound_like_it(
    door: Door, client: Client
):
    for number in range(LOOKED_AT + 5):
        await add(door, "Delft", f"A{number:03}")
    at_delft = await add(door, "Piet", "Bakker", organisation="TU Delft")
    page = await text_of(client, f"{FIND}?organisation=delft")
    assert people_in(page) == []
    assert "Keep looking" in page
    assert people_in(await text_of(client, next_page(page))) == [at_delft]


async def test_a_type_narrows(door: Door, client: Client):
    assert await found(client, "type=1") == [2, 3]
    assert await found(client, "type=1&q=guest3") == [3]
    assert await found(client, "type=99") == []


async def test_nonsense_in_the_address_is_as_if_it_were_not_there(client: Client):
    everybody = await found(client)
    for query in ("type=x", "after=x&key=", "after=-1", "after=99999999999", "type=999999999999"):
        assert await found(client, query) == everybody


# ---- pages ------------------------------------------------------------------------------------------------


def next_page(page: str) -> str:
    links = re.findall(r'<a class="button wide" href="([^"]+)"', page)
    return unescape(links[0]) if links else ""


async def test_thirty_stand_on_a_page_and_each_person_on_one(door: Door, client: Client):
    same = [await add(door, "Same", "Name") for _ in range(65)]
    path, pages = f"{FIND}?q=same", []
    while path:
        page = await text_of(client, path)
        pages.append(people_in(page))
        path = next_page(page)
    assert [len(page) for page in pages] == [30, 30, 5]
    assert [number for page in pages for number in page] == sorted(same)


async def test_a_page_goes_on_behind_somebody_who_went(door: Door, client: Client):
    people = [await add(door, "Same", f"Name{number:02}") for number in range(40)]
    path = next_page(await text_of(client, f"{FIND}?q=same"))
    await door.change_attendee(people[29], attendance_status="not_attending", directory_key="")
    assert people_in(await text_of(client, path)) == people[30:]


async def test_htmx_gets_the_list_and_then_the_rows_alone(door: Door, client: Client):
    for number in range(40):
        await add(door, "Same", f"Name{number:02}")
    part = await text_of(client, f"{FIND}?q=same", **HTMX)
    assert part.lstrip().startswith('<div class="stack" id="people-found">')
    rows = await text_of(client, next_page(part), **HTMX)
    assert rows.lstrip().startswith("<li")
    assert "people-found" not in rows


async def test_an_empty_directory_and_an_empty_search_say_what_to_do(door: Door, client: Client):
    assert "No people found" in await text_of(client, f"{FIND}?q=nobody")
    for number in range(2, 13):
        await door.change_attendee(number, directory_key="")
    assert "No people listed yet" in await text_of(client, FIND)


# ---- what a row shows -------------------------------------------------------------------------------------


async def test_each_row_says_what_is_between_the_two(door: Door, client: Client):
    await relationship(door, ME, 2)
    await relationship(door, ME, 3, "pending")
    await relationship(door, ME, 4, "rejected")
    request = await relationship(door, 5, ME, "pending")
    await relationship(door, 6, ME, "rejected")
    words = {
        number: await text_of(client, f"{FIND}?q=guest{number}+zolc", **HTMX) for number in (2, 3, 4, 5, 6, 7)
    }
    assert "Connected" in words[2]
    declined, waiting = (words[number].count("Request sent") for number in (4, 3))
    assert declined == waiting == 1, "declined looks like waiting"
    assert "Wants to connect" in words[5]
    assert f'formaction="/attendee/connection-requests/{request}/accept"' in words[5]
    for number in (6, 7):
        assert 'formaction="/attendee/connections" name="person_id"' in words[number]
        assert f'value="{number}"' in words[number]


async def test_names_are_text_and_never_markup(door: Door, client: Client):
    await add(door, "<img src=x onerror=alert(1)>", "Aa", organisation='"><script>', role="{{7*7}}")
    page = await text_of(client, FIND)
    assert "<img src=x" not in page
    assert "<script>" not in page
    assert "{{7*7}}" in page


# ---- refusals ---------------------------------------------------------------------------------------------


async def test_only_attendees_have_a_directory(app: Any, log_in_as: LogIn):
    guest = app.test_client()
    assert (await guest.get(FIND)).headers["Location"].startswith("/login")
    assert (await guest.get(FIND, headers=JSON)).status_code == 401
    for name in ("olga", "marta"):
        browser, _token = await log_in_as(name)
        assert (await browser.get(FIND)).status_code == 403


async def test_an_attendee_of_another_event_finds_nobody_of_this_one(log_in_as: LogIn):
    stranger, _token = await log_in_as("guest13")
    assert await found(stranger) == []
    assert await found(stranger, "q=guest1") == []
    assert await found(stranger, "type=1") == []
    assert "VIP" not in await text_of(stranger, FIND)
