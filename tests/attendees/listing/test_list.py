"""The organizer's list: by what people are found and narrowed, in which order, with which columns."""

import re

import pytest

from netevent.attendees.listing.filters import SORTS, STATES, ListFilter
from netevent.attendees.listing.listing import PAGE_SIZE, listing
from netevent.attendees.queries import select_ids, select_rows
from netevent.badges.printed.service import record_prints
from netevent.core import clock
from netevent.core.database import Database
from tests import factories
from tests.attendees.rows import new_event
from tests.door import Door, badge

LIST = "/organizer/event/1/attendees"
HTMX = {"HX-Request": "true"}


async def text_of(client, path: str, **headers: str) -> str:
    answer = await client.get(path, headers=headers)
    assert answer.status_code == 200
    text: str = await answer.get_data(as_text=True)
    return text


def shown_rows(page: str) -> list[int]:
    """In the order of the page."""
    return [int(number) for number in re.findall(r'<tr id="attendee-(\d+)-row"', page)]


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("O'Brien", "Conan", "O’Brien"),
        ("o’brien", "Conan", "O'Brien"),
        ("obrien conan", "Conan", "O’Brien"),
        ("müller anna", "Anna", "Muller"),
        ("ANNA MULLER", "Anna", "Müller"),
        ("mueller", "Anna", "Müller"),
        ("marie claire", "Marie-Claire", "Dubois"),
        ("marie-claire", "Marie Claire", "Dubois"),
        ("lukasz zolc", "Łukasz", "Żółć"),
        ("łukasz", "Lukasz", "Nowak"),
        ("strasse", "Eva", "Straße"),
        ("straße", "Eva", "Strasse"),
        ("open lab", "Zoe", "Zed"),
        ("zed@lab.example", "Zoe", "Zed"),
    ],
)
async def test_search_finds_however_it_is_typed(database: Database, typed: str, first: str, last: str):
    event_id = await new_event(database)
    person = {"first_name": first, "last_name": last, "email": "zed@lab.example", "organisation": "Open Lab"}
    wanted = await factories.insert_attendee(database, event_id, **person)
    await factories.insert_attendee(database, event_id, first_name="Bob", last_name="Bakker")
    assert await database.read(select_ids, event_id, ListFilter(typed)) == [wanted]


async def test_a_badge_code_finds_its_owner_of_this_event_alone(door: Door, log_in_as):
    client, _ = await log_in_as("olga")
    code = badge(3)
    assert shown_rows(await text_of(client, f"{LIST}?q={code}")) == [3]
    assert shown_rows(await text_of(client, f"{LIST}?q={code[:5].lower()}-{code[5:].lower()}")) == [3]
    assert shown_rows(await text_of(client, f"{LIST}?q={badge(13)}")) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=in", {1}),
        ("state=expected", {3, 4, 5, 6}),
        ("state=not_attending", {2}),
        ("state=in&state=not_attending", {1, 2}),
        ("state=unpaid", {3}),
        ("state=unconfirmed", {4}),
        ("state=unmailed", {1, 2, 3, 4, 6}),
        ("state=no_login", {1, 2, 3, 4, 5}),
        ("state=no_badge", {1, 2, 3, 4, 5}),
        ("state=no_login&state=unmailed&state=expected", {3, 4}),
        ("type=1&q=guest", {1, 2, 3}),
        ("type=1&type=0", {1, 2, 3, 4, 5, 6}),
        ("type=0", {4, 5, 6}),
        ("type=0&state=unconfirmed", {4}),
        ("type=2147483647", set()),
    ],
)
async def test_filters_narrow(door: Door, log_in_as, query: str, found: set[int]):
    await door.scan(badge(1))
    await door.change_attendee(2, attendance_status="not_attending")
    await door.change_attendee(3, payment_status="pending")
    await door.change_attendee(4, unconfirmed_since=clock.now())
    await door.change_attendee(5, mailed_at=clock.now())
    await door.change_attendee(6, first_login_at=clock.now())
    await door.database.transact(record_prints, 1, [(6, "0" * 64)], "Olga", "", clock.now())
    client, _ = await log_in_as("olga")
    page = await text_of(client, f"{LIST}?{query}")
    assert set(shown_rows(page)) & set(range(1, 7)) == found


async def test_each_active_filter_is_a_chip_that_takes_it_away(log_in_as):
    client, _ = await log_in_as("olga")
    page = await text_of(client, f"{LIST}?q=guest&state=expected&state=no_login&type=1&type=0&sort=added")
    assert "3 people found" not in page
    assert "12 people found" in page
    chips = re.findall(r'class="chip" href="([^"]*)"', page)
    assert len(chips) == 5
    assert (
        "/organizer/event/1/attendees?type=1&amp;type=0&amp;state=expected&amp;state=no_login&amp;sort=added"
        in chips
    )


@pytest.mark.parametrize(
    ("sort", "people"),
    [
        ("name", ["Anders", "Óba", "Ozga", "Zet"]),
        ("name&lang=pl", ["Anders", "Ozga", "Óba", "Zet"]),
        ("name&down=1", ["Zet", "Ozga", "Óba", "Anders"]),
        ("organisation", ["Zet", "Ozga", "Anders", "Óba"]),
        ("organisation&down=1", ["Óba", "Anders", "Ozga", "Zet"]),
        ("added", ["Ozga", "Zet", "Óba", "Anders"]),
        ("added&down=1", ["Anders", "Óba", "Zet", "Ozga"]),
        ("checked_in&down=1", ["Zet", "Anders"]),
    ],
)
async def test_list_is_sorted(door: Door, log_in_as, sort: str, people: list[str]):
    event_id = await factories.insert_event(door.database, 1)
    for name, organisation, minute in (
        ("Ozga", "Beta", None),
        ("Zet", "Álfa", 9),
        ("Óba", "", None),
        ("Anders", "Gamma", 5),
    ):
        given = {"checked_in": minute is not None, "checked_in_minute": minute}
        await factories.insert_attendee(
            door.database, event_id, first_name="A", last_name=name, organisation=organisation, **given
        )
    client, _ = await log_in_as("olga")
    page = await text_of(client, f"/organizer/event/{event_id}/attendees?sort={sort}")
    found = re.findall(r'class="name" href="[^"]*">A ([^<]*)<', page)
    assert found[: len(people)] == people


async def test_sorting_by_type_walks_the_types_in_their_order_whatever_the_page(database: Database):
    event_id = await new_event(database)
    late = await factories.insert_type(database, event_id, name="Late", sort_order=2)
    early = await factories.insert_type(database, event_id, name="Early", sort_order=1)
    for number in range(PAGE_SIZE * 2 + 10):
        type_id = (late, early, None)[number % 3]
        names = {"first_name": "A", "last_name": f"N{number:03}"}
        await factories.insert_attendee(database, event_id, attendee_type_id=type_id, **names)
    for down in (False, True):
        shown = ListFilter(sort="type", down=down)
        everybody = await database.read(select_ids, event_id, shown)
        pages = [await database.read(listing, event_id, shown, page) for page in (1, 2, 3, 4)]
        assert [row.id for page in pages[:3] for row in page.rows] == everybody
        assert [page.page for page in pages] == [1, 2, 3, 3]
        types = [row.type_name for row in await database.read(select_rows, event_id, everybody)]
        in_order = ["Early"] * 37 + ["Late"] * 37 + [""] * 36
        assert types == (in_order[::-1] if down else in_order)


@pytest.mark.parametrize("sort", SORTS)
async def test_pages_follow_each_other_from_both_ends(database: Database, sort: str):
    event_id = await new_event(database)
    for number in range(PAGE_SIZE * 4 + 3):
        await factories.insert_attendee(database, event_id, last_name=f"N{number * 7 % 100}")
    shown = ListFilter(sort=sort)
    everybody = await database.read(select_ids, event_id, shown)
    pages = [await database.read(listing, event_id, shown, page) for page in range(1, 6)]
    assert [row.id for page in pages for row in page.rows] == everybody
    assert {page.found for page in pages} == {PAGE_SIZE * 4 + 3}


async def test_the_head_of_a_column_says_how_it_sorts_and_turns_it_round(log_in_as):
    client, _ = await log_in_as("olga")
    page = await text_of(client, f"{LIST}?sort=organisation&q=guest")
    assert page.count("aria-sort=") == 1
    assert 'aria-sort="ascending"' in page
    assert 'href="/organizer/event/1/attendees?q=guest&amp;sort=organisation&amp;down=1"' in page
    assert 'href="/organizer/event/1/attendees?q=guest&amp;sort=checked_in&amp;down=1"' in page


async def test_chosen_columns_stand_in_the_address_and_are_remembered(log_in_as):
    client, _ = await log_in_as("olga")
    assert 'class="roster attendees shows-role shows-type"' in await text_of(client, LIST)
    page = await text_of(client, f"{LIST}?column=none&column=email&column=note&column=bogus")
    assert 'class="roster attendees shows-email shows-note"' in page
    assert "column=none&amp;column=email&amp;column=note&amp;sort=organisation" in page
    assert 'class="roster attendees shows-email shows-note"' in await text_of(client, LIST)
    await text_of(client, f"{LIST}?column=none")
    assert 'class="roster attendees"' in await text_of(client, LIST)


@pytest.mark.parametrize(
    "query",
    [
        "q=%00&state=%27+OR+1%3D1&type=-1&type=1e9&sort=id%3BDROP&down=x&column=%3Cscript%3E",
        "q=" + "%25_" * 200,
        "&".join(f"type={n}" for n in range(500)),
        "&".join(f"state={state}" for state in STATES * 20),
        "rows=1.2.x.-3.99999999999&page=-1",
    ],
)
async def test_nonsense_in_the_address_is_no_fault(log_in_as, query: str):
    client, _ = await log_in_as("olga")
    for headers in ({}, HTMX):
        text = await text_of(client, f"{LIST}?{query}", **headers)
        assert "<script>" not in text
        assert "Guest13" not in text


async def test_a_page_that_has_its_rows_gets_them_anew_and_no_others(door: Door, log_in_as):
    client, _ = await log_in_as("olga")
    seen = ".".join(map(str, shown_rows(await text_of(client, f"{LIST}?q=guest1"))))
    await door.change_attendee(10, role="Juggler")
    renewed = await text_of(client, f"{LIST}?q=guest1&rows={seen}", **HTMX)
    assert renewed.count("hx-partial hx-target=") == len(seen.split(".")) + 2
    assert "Juggler" in renewed
    assert "The list has changed." not in renewed


async def test_who_came_and_who_went_is_told_and_moves_nothing(door: Door, log_in_as):
    client, _ = await log_in_as("olga")
    seen = ".".join(map(str, shown_rows(await text_of(client, LIST))))
    new = await factories.insert_attendee(door.database, 1, last_name="Aaaa")
    renewed = await text_of(client, f"{LIST}?rows={seen}.13", **HTMX)
    assert "The list has changed." in renewed
    assert f"attendee-{new}-row" not in renewed
    assert "attendee-13-row" not in renewed
    assert 'id="attendee-list"' not in renewed
