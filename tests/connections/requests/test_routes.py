"""The pages of requests, cards and blocks: for attendees of the event, by forms and by htmx."""

from __future__ import annotations

from typing import Any

import pytest
from quart.typing import TestClientProtocol as Client

from netevent.connections import service
from netevent.core import clock
from netevent.core.web.paths import path
from netevent.profiles.cards.card import Relationship
from tests.conftest import LogIn
from tests.connections.people import ANNA, BEN, CARA, STRANGER, People
from tests.door import badge

REQUESTS, CONNECT, BLOCKED = "/attendee/connection-requests", "/attendee/connections", "/attendee/blocked"
HTMX = {"HX-Request": "true"}
PRIVATE = {"email": "ben@private.example", "phone": "+31 6 12", "linkedin": "https://www.linkedin.com/in/ben"}


def card(person: int) -> str:
    return path("contacts.person", person_id=person)


async def text_of(client: Client, path: str) -> str:
    answer = await client.get(path)
    assert answer.status_code == 200, path
    return str(await answer.get_data(as_text=True))


async def post(client: Client, path: str, token: dict[str, str], **form: str) -> tuple[int, str]:
    answer = await client.post(path, form=form, headers=token)
    return answer.status_code, str(await answer.get_data(as_text=True))


async def test_asking_leads_to_the_card_and_the_other_one_accepts(people: People, log_in_as: LogIn):
    anna, token = await log_in_as("guest1")
    answer = await anna.post(CONNECT, form={"person_id": str(BEN), "message": " Hi\r\nBen "}, headers=token)
    assert (answer.status_code, answer.location) == (303, card(BEN))
    page = await text_of(anna, card(BEN))
    assert "Withdraw the request" in page
    assert "“Hi\nBen”" in page
    assert "Guest2 Żółć" in await text_of(anna, REQUESTS)

    ben, bens = await log_in_as("guest2")
    asked = (await people.row(ANNA, BEN)).id
    listed = await text_of(ben, REQUESTS)
    assert "“Hi\nBen”" in listed
    assert f'formaction="{REQUESTS}/{asked}/accept"' in listed
    assert (await post(ben, f"{REQUESTS}/{asked}/accept", bens))[0] == 303
    assert await people.relationship(ANNA, BEN) is Relationship.connected


async def test_a_code_reaches_somebody_who_is_not_listed(people: People, log_in_as: LogIn):
    await people.door.change_attendee(BEN, directory_key="")
    anna, token = await log_in_as("guest1")
    assert (await anna.get(card(BEN))).status_code == 404
    assert (await post(anna, CONNECT, token, person_id=str(BEN)))[0] == 404
    assert (await post(anna, CONNECT, token, code=f" {badge(BEN).lower()} "))[0] == 303
    assert (await people.row(ANNA, BEN)).met_how == "scan"
    await text_of(anna, card(BEN))


NOBODY: tuple[dict[str, str], ...] = (
    {},
    {"person_id": "x"},
    {"person_id": "-1"},
    {"person_id": "²"},
    {"person_id": "9" * 30},
    {"person_id": str(STRANGER)},
    {"code": "NOSUCHCODE"},
    {"code": badge(STRANGER)},
)


@pytest.mark.parametrize("wrong", NOBODY)
async def test_nobody_is_asked_by_nonsense(people: People, log_in_as: LogIn, wrong: dict[str, str]):
    anna, token = await log_in_as("guest1")
    assert (await post(anna, CONNECT, token, **wrong))[0] == 404
    assert await people.rows() == []


async def test_a_refused_request_shows_again_what_was_typed(people: People, log_in_as: LogIn):
    anna, token = await log_in_as("guest1")
    status, page = await post(anna, CONNECT, token, person_id=str(BEN), message="long " * 70)
    assert status == 422
    assert "long long" in page
    assert "at most 300 characters" in page
    made = {"requests_on": clock.now().date(), "requests_made": service.REQUESTS_A_DAY}
    await people.door.change_attendee(ANNA, **made)
    status, page = await post(anna, CONNECT, token, person_id=str(BEN), message="My words")
    assert status == 429
    assert "My words</textarea>" in page
    status, part = await post(anna, CONNECT, token | HTMX, person_id=str(BEN), message="My words")
    assert status == 429
    assert "You have sent 50 requests today" in part
    assert "textarea" not in part
    assert await people.rows() == []


async def test_a_button_gets_parts_that_fit_any_page(people: People, log_in_as: LogIn):
    asked = await people.asked(ANNA, BEN)
    ben, token = await log_in_as("guest2")
    _, part = await post(ben, f"{REQUESTS}/{asked}/accept", token | HTMX, view="requests")
    dots = ("people-dot", "agenda-dot", "announcements-dot")
    for target in ("toasts", "waits", *dots, "requests-list", f"person-{ANNA}-card"):
        assert f'id="{target}"' in part
    assert part.count("hx-swap-oob") == 7
    relationship = {"HX-Target": f"div#person-{CARA}-relationship"}
    _, part = await post(ben, CONNECT, token | HTMX | relationship, person_id=str(CARA))
    assert f'id="person-{CARA}-relationship"' in part
    assert 'id="requests-list"' not in part


async def test_a_conflict_says_what_happened(people: People, log_in_as: LogIn):
    asked = await people.asked(ANNA, BEN)
    await people.do(service.withdraw, ANNA, asked)
    ben, token = await log_in_as("guest2")
    for headers in (token, token | HTMX):
        status, text = await post(ben, f"{REQUESTS}/{asked}/accept", headers)
        assert status == 409
        assert "withdrawn in the meantime" in text


async def test_opening_the_list_puts_the_notifications_away(people: People, log_in_as: LogIn):
    await people.request(ANNA, BEN)
    ben, _ = await log_in_as("guest2")
    await text_of(ben, REQUESTS)
    assert await people.told(BEN) == []


@pytest.mark.parametrize("verb", ["accept", "decline", "withdraw"])
@pytest.mark.parametrize("who", ["guest3", "guest13"])
async def test_a_third_person_and_another_event_answer_nothing(
    people: People, log_in_as: LogIn, verb: str, who: str
):
    asked = await people.asked(ANNA, BEN)
    client, token = await log_in_as(who)
    assert (await post(client, f"{REQUESTS}/{asked}/{verb}", token))[0] == 404
    assert (await people.row(ANNA, BEN)).status == "pending"


async def test_the_card_shows_contact_to_connections_only(people: People, log_in_as: LogIn):
    await people.door.change_attendee(BEN, **PRIVATE)
    anna, _ = await log_in_as("guest1")
    page = await text_of(anna, card(BEN))
    assert not [value for value in PRIVATE.values() if value in page]
    await people.connect(ANNA, BEN)
    page = await text_of(anna, card(BEN))
    assert "tel:+31612" in page
    assert "mailto:ben" in page
    assert PRIVATE["linkedin"] in page
    assert f'action="{card(BEN)}/note"' in page


async def test_declining_changes_nothing_that_the_asker_sees(people: People, log_in_as: LogIn):
    asked = await people.asked(ANNA, BEN, "Hello")
    anna, _ = await log_in_as("guest1")
    before = [await text_of(anna, path) for path in (REQUESTS, card(BEN))]
    await people.do(service.decline, BEN, asked)
    assert [await text_of(anna, path) for path in (REQUESTS, card(BEN))] == before


async def test_somebody_blocked_finds_what_is_not_there(people: People, log_in_as: LogIn):
    """The same answers as for a number that nobody has."""
    anna, token = await log_in_as("guest1")
    made = await people.connect(ANNA, BEN)
    await people.do(service.block, BEN, ANNA)
    nobody = 999
    for part in ("", "/block", "/remove", "/note"):
        answers = [await anna.get(f"{card(person)}{part}") for person in (BEN, nobody)]
        texts = [await answer.get_data(as_text=True) for answer in answers]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert texts[0] == texts[1].replace(card(nobody), card(BEN))
    for address, form in (
        (CONNECT, {"person_id": "2"}),
        (CONNECT, {"code": badge(BEN)}),
        (f"{card(BEN)}/block", {}),
    ):
        assert (await post(anna, address, token, **form))[0] == 404
    assert (await post(anna, f"{REQUESTS}/{made}/withdraw", token))[0] == 404
    assert "Guest2" not in await text_of(anna, REQUESTS)


async def test_blocking_asks_first_and_can_be_taken_back(people: People, log_in_as: LogIn):
    await people.connect(ANNA, BEN)
    anna, token = await log_in_as("guest1")
    assert "Block Guest2 Żółć?" in await text_of(anna, f"{card(BEN)}/block")
    assert await people.relationship(ANNA, BEN) is Relationship.connected
    assert (await post(anna, f"{card(BEN)}/block", token))[0] == 303
    assert "Guest2 Żółć" in await text_of(anna, BLOCKED)
    ben, _ = await log_in_as("guest2")
    assert "Guest1" not in await text_of(ben, BLOCKED)
    assert (await post(anna, path("contacts.unblock", person_id=BEN), token))[0] == 303
    assert "You have not blocked anyone" in await text_of(anna, BLOCKED)


async def test_a_name_that_is_hidden_stays_so_in_the_list_of_blocked(people: People, log_in_as: LogIn):
    await people.connect(ANNA, BEN)
    await people.do(service.block, ANNA, BEN)
    await people.door.change_attendee(BEN, shows_name="connections")
    anna, _ = await log_in_as("guest1")
    page = await text_of(anna, BLOCKED)
    assert "Guest2" not in page
    assert path("contacts.unblock", person_id=BEN) in page


async def test_removing_asks_first(people: People, log_in_as: LogIn):
    anna, token = await log_in_as("guest1")
    assert (await anna.get(f"{card(BEN)}/remove")).status_code == 404
    await people.connect(ANNA, BEN)
    assert "Remove the connection with Guest2" in await text_of(anna, f"{card(BEN)}/remove")
    assert (await post(anna, f"{card(BEN)}/remove", token))[0] == 303
    assert await people.relationship(ANNA, BEN) is Relationship.none


async def test_the_own_card_offers_the_profile(people: People, log_in_as: LogIn):
    anna, _ = await log_in_as("guest1")
    page = await text_of(anna, card(ANNA))
    assert "This is you" in page
    assert "/block" not in page
    assert (await anna.get(f"{card(ANNA)}/block")).status_code == 404


async def test_people_of_another_event_have_no_card(people: People, log_in_as: LogIn):
    other, _ = await log_in_as("guest13")
    assert (await other.get(card(ANNA))).status_code == 404


async def test_a_page_without_a_socket_asks_for_the_same(people: People, log_in_as: LogIn):
    await people.request(ANNA, BEN)
    ben, _ = await log_in_as("guest2")
    part = await text_of(ben, "/live/requests/regions")
    for target in ("toasts", "waits", "people-dot", "requests-list"):
        assert f'id="{target}"' in part
    assert "wants to connect" in part
    assert 'id="people-fresh"' in await text_of(ben, "/live/people/regions")
    assert (await ben.get("/live/nonsense/regions")).status_code == 404


def paths() -> list[str]:
    return [REQUESTS, BLOCKED, card(ANNA), f"{card(ANNA)}/block", f"{card(ANNA)}/remove"]


@pytest.mark.parametrize(("who", "status"), [("", 302), ("olga", 403), ("marta", 403)])
async def test_only_attendees_come_in(client: Client, log_in_as: LogIn, who: str, status: int):
    visitor: Any = (await log_in_as(who))[0] if who else client
    assert {path: (await visitor.get(path)).status_code for path in paths()} == dict.fromkeys(paths(), status)
