"""The registration page of an event with types, as a browser without JavaScript uses it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from quart import Quart
from sqlalchemy import select, update

from netevent.attendees.questions.asking import seal
from netevent.attendees.questions.queries import insert_question
from netevent.attendees.questions.question import Answer, Kind, Question, decode
from netevent.attendees.questions.question import Details as QuestionDetails
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import attendee_types, events, order_seats, orders
from netevent.registration.form import routes
from tests import factories
from tests.door import token_of
from tests.registration.orders.shop import Shop, open_shop

ANNA = {
    "first_name": "Anna",
    "last_name": "Tester",
    "email": "anna@example.org",
    "organisation": "CERN",
    "role": "Researcher",
}
BEN = {"p1-first_name": "Ben", "p1-last_name": "Tester", "p1-email": "ben@example.org"}


@pytest.fixture
async def shop(app: Quart, database: Database) -> Shop:
    return await open_shop(database)


async def change(shop: Shop, **values: Any) -> None:
    statement = update(events).where(events.c.id == shop.event_id).values(values)
    await shop.database.transact(lambda tx: tx.execute(statement))


async def change_type(shop: Shop, type_id: int, **values: Any) -> None:
    statement = update(attendee_types).where(attendee_types.c.id == type_id).values(values)
    await shop.database.transact(lambda tx: tx.execute(statement))


async def address_of(shop: Shop) -> str:
    statement = select(events.c.code).where(events.c.id == shop.event_id)
    code = await shop.database.read(lambda tx: tx.execute(statement).scalar_one())
    return f"/event/register/{code}"


async def text_of(client: Any, address: str) -> str:
    return str(await (await client.get(address)).get_data(as_text=True))


async def send(client: Any, shop: Shop, form: Mapping[str, object], query: str = "") -> tuple[int, str, str]:
    """Status, page, and where it leads on."""
    address = await address_of(shop) + query
    posted = {name: str(value) for name, value in form.items()}
    answer = await client.post(address, form=posted | {"csrf_token": await token_of(client, address)})
    page = await answer.get_data(as_text=True)
    return answer.status_code, page, answer.headers.get("Location", "")


async def all_orders(shop: Shop) -> list[Any]:
    statement = select(orders).where(orders.c.event_id == shop.event_id).order_by(orders.c.id)
    return await shop.database.read(lambda tx: list(tx.execute(statement)))


async def all_seats(shop: Shop) -> list[Any]:
    statement = select(order_seats).where(order_seats.c.event_id == shop.event_id).order_by(order_seats.c.id)
    return await shop.database.read(lambda tx: list(tx.execute(statement)))


async def test_the_page_shows_the_event_and_what_there_is_to_choose(client, shop: Shop):
    await change_type(shop, shop.general, description="With lunch", capacity=12)
    page = await text_of(client, await address_of(shop))
    assert "Smart Cities Summit" in page
    assert "€95.00" in page
    assert "With lunch" in page
    assert "General: 10 left" in page, "the event has fewer seats than the type"
    assert ">free<" in page
    assert "Continue to payment" in page


async def test_who_registers_for_nothing_is_registered_and_may_see_the_order(client, shop: Shop):
    status, _, leads_to = await send(client, shop, ANNA | {"type": shop.guest})
    assert status == 303
    (order,) = await all_orders(shop)
    assert leads_to.endswith(f"/payment?order={order.reference}")
    assert await shop.people() == [("Anna", "not_due")]
    assert (await client.get(leads_to)).status_code == 200
    assert (await client.app.test_client().get(leads_to)).status_code == 404, "another browser sees nothing"


async def test_who_has_to_pay_has_a_seat_held(client, shop: Shop):
    company = {"company": "CERN", "address": "Route 1\nMeyrin", "vat_id": "CHE-1"}
    status, _, _ = await send(client, shop, ANNA | company | {"type": shop.general})
    assert status == 303
    (order,) = await all_orders(shop)
    assert (order.state, order.total) == ("open", Decimal("95.00"))
    assert (order.name, order.company, order.address, order.vat_id) == (
        "Anna Tester", "CERN", "Route 1\nMeyrin", "CHE-1",
    )  # fmt: skip


async def test_several_are_one_order(client, shop: Shop):
    form = ANNA | BEN | {"type": shop.general, "p1-type": shop.guest}
    assert (await send(client, shop, form))[0] == 303
    (order,) = await all_orders(shop)
    assert order.total == Decimal("95.00")
    seats = [(seat.first_name, seat.email, seat.attendee_type_id) for seat in await all_seats(shop)]
    assert seats == [("Anna", "anna@example.org", shop.general), ("Ben", "ben@example.org", shop.guest)]


async def test_prices_states_and_events_that_are_posted_are_read_by_nobody(client, shop: Shop, door):
    forged = {
        "price": "0.01", "total": "0", "amount": "0.01", "discount": "95", "currency": "IDR",
        "state": "settled", "event_id": "1", "id": "1", "is_offer": "1", "expires_at": "2099-01-01T00:00",
        "p1-price": "0",
        "reference": "AAAAAAAAAAAA", "attendee_id": "1", "payment_status": "paid",
    }  # fmt: skip
    form = ANNA | BEN | forged | {"type": shop.general, "p1-type": shop.general}
    assert (await send(client, shop, form))[0] == 303
    (order,) = await all_orders(shop)
    assert (order.total, order.currency, order.state, order.is_offer) == (
        Decimal("190.00"), "EUR", "open", False,
    )  # fmt: skip
    assert order.reference != "AAAAAAAAAAAA"
    assert await shop.people() == []


async def test_another_events_type_is_not_offered_here(client, shop: Shop, database: Database):
    other = await open_shop(database)
    status, page, _ = await send(client, shop, ANNA | {"type": other.guest})
    assert status == 422
    assert "This type is not offered at the moment." in page
    assert await all_orders(shop) == []
    assert await all_orders(other) == []


async def test_nothing_that_was_typed_is_lost_and_the_first_error_has_the_focus(client, shop: Shop):
    form = ANNA | BEN | {"type": shop.general, "email": "no address", "p1-last_name": "", "voucher": "SUMMER"}
    status, page, _ = await send(client, shop, form)
    assert status == 422
    for typed in ("no address", "CERN", "Researcher", "Ben", "ben@example.org", "SUMMER"):
        assert f'value="{typed}"' in page
    assert f'value="{shop.general}" required checked' in page
    assert page.count('aria-invalid="true"') == 2
    field = page.split('id="email"')[0].rsplit("<input", 1)[1] + page.split('id="email"')[1].split(">")[0]
    assert "autofocus" in field
    assert await all_orders(shop) == []


@pytest.mark.parametrize("missing", ["type", "first_name", "last_name", "email"])
async def test_what_is_needed_is_asked_for(client, shop: Shop, missing: str):
    form = ANNA | {"type": str(shop.guest)}
    status, page, _ = await send(client, shop, {name: form[name] for name in form if name != missing})
    assert status == 422
    assert f'id="{missing}-error"' in page
    assert await all_orders(shop) == []


@pytest.mark.parametrize("typed", ["x", "-1", "1e3", "9" * 40, "²", "1; DROP TABLE orders"])
async def test_a_type_that_is_no_number_is_no_type(client, shop: Shop, typed: str):
    assert (await send(client, shop, ANNA | {"type": typed}))[0] == 422
    assert (await send(client, shop, ANNA | BEN | {"type": shop.guest, "p1-type": typed}))[0] == 422
    assert await all_orders(shop) == []


async def test_a_button_adds_a_person_and_keeps_what_was_typed(client, shop: Shop):
    status, page, _ = await send(client, shop, ANNA | {"type": shop.general, "add": "1"})
    assert status == 200
    assert 'name="p1-first_name"' in page
    assert 'value="anna@example.org"' in page
    assert 'aria-invalid="true"' not in page
    status, page, _ = await send(client, shop, ANNA | BEN | {"type": shop.general, "add": "1"})
    assert 'value="ben@example.org"' in page
    assert 'name="p2-first_name"' in page
    assert await all_orders(shop) == []


async def test_a_button_takes_a_person_away(client, shop: Shop):
    third = {"p2-first_name": "Cleo", "p2-last_name": "Tester", "p2-email": "cleo@example.org"}
    status, page, _ = await send(client, shop, ANNA | BEN | third | {"type": shop.general, "remove": "1"})
    assert status == 200
    assert 'value="ben@example.org"' not in page
    assert 'value="cleo@example.org"' in page


async def test_ten_others_are_the_most(client, shop: Shop):
    many = {f"p{number}-email": f"x{number}@example.org" for number in range(1, 11)}
    _, page, _ = await send(client, shop, ANNA | many | {"type": shop.general, "add": "1"})
    assert 'name="p10-email"' in page
    assert 'name="p11-email"' not in page
    assert 'name="add"' not in page


async def test_who_is_registered_already_is_told_at_the_own_address(client, shop: Shop):
    await shop.order("Ben", type_id=shop.guest)
    form = ANNA | BEN | {"type": shop.guest, "p1-type": shop.guest}
    status, page, _ = await send(client, shop, form)
    assert status == 422
    assert "ben@example.org is registered already" in page.split('id="p1-email-error"')[1]
    assert 'id="email-error"' not in page


async def test_two_people_with_one_address_are_told_at_the_second(client, shop: Shop):
    form = ANNA | BEN | {"type": shop.guest, "p1-type": shop.guest, "p1-email": "ANNA@example.org"}
    status, page, _ = await send(client, shop, form)
    assert status == 422
    assert 'id="p1-email-error"' in page
    assert 'id="email-error"' not in page


async def test_of_a_full_event_the_page_says_that_one_waits_and_one_does(client, shop: Shop):
    await shop.resize(0)
    page = await text_of(client, await address_of(shop))
    assert "sold out, waiting list" in page
    assert "You are put on the waiting list, and we mail you when there is a seat." in page
    assert (await send(client, shop, ANNA | {"type": shop.guest}))[0] == 303
    assert [order.state for order in await all_orders(shop)] == ["waiting"]


async def test_without_a_waiting_list_what_is_full_cannot_be_chosen(client, app: Quart, database: Database):
    shop = await open_shop(database, capacity=0, has_waiting_list=False)
    page = await text_of(client, await address_of(shop))
    assert "sold out" in page
    assert 'type="radio"' not in page


async def test_where_the_organizer_decides_nobody_pays_before(client, app: Quart, database: Database):
    shop = await open_shop(database, needs_approval=True)
    assert "Ask to register" in await text_of(client, await address_of(shop))
    assert (await send(client, shop, ANNA | {"type": shop.general}))[0] == 303
    assert [order.state for order in await all_orders(shop)] == ["requested"]


async def test_a_hidden_type_is_shown_and_sold_to_who_has_the_code(client, shop: Shop):
    await change_type(shop, shop.guest, unlock_code="Summer-26", name="Secret guest")
    assert "Secret guest" not in await text_of(client, await address_of(shop))
    assert (await send(client, shop, ANNA | {"type": shop.guest}))[0] == 422
    address = await address_of(shop)
    assert "Secret guest" in await text_of(client, f"{address}?unlock=summer-26")
    status, page, _ = await send(client, shop, ANNA | {"unlock": "summer-26", "show": "1"})
    assert (status, "Secret guest" in page) == (200, True)
    assert (await send(client, shop, ANNA | {"type": shop.guest, "unlock": "summer-26"}))[0] == 303
    assert await shop.people() == [("Anna", "not_due")]


async def test_what_is_left_tells_nobody_of_hidden_types(client, shop: Shop):
    await change_type(shop, shop.guest, unlock_code="SUMMER", name="Secret guest", capacity=3)
    address = await address_of(shop)
    page = await text_of(client, f"{address}?unlock=SUMMER")
    assert "Secret guest" not in page.split('class="left"')[1].split("</ul>")[0]


async def test_a_wrong_code_shows_nothing_and_counts(client, shop: Shop, monkeypatch):
    monkeypatch.setattr(routes, "WRONG_CODES", "2/hour")
    await change_type(shop, shop.guest, unlock_code="SUMMER")
    address = await address_of(shop)
    assert "This code shows nothing more here." in await text_of(client, f"{address}?unlock=WINTER")
    assert (await client.get(f"{address}?unlock=AUTUMN")).status_code == 200
    assert (await client.get(f"{address}?unlock=SUMMER")).status_code == 429, "guessing is over"
    assert (await client.get(address)).status_code == 200


async def test_a_type_on_sale_later_says_from_when(client, shop: Shop):
    await change_type(shop, shop.guest, sale_from=clock.now() + timedelta(days=3))
    await change_type(shop, shop.general, sale_until=clock.now() - timedelta(days=3))
    page = await text_of(client, await address_of(shop))
    assert "from " in page
    assert "no longer on sale" in page
    assert 'type="radio"' not in page
    for type_id in (shop.guest, shop.general):
        assert (await send(client, shop, ANNA | {"type": type_id}))[0] == 422
    assert await all_orders(shop) == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"is_open": False}, "Registration is closed."),
        ({"link_token": "secret"}, "Registration is by invitation."),
        ({"end_time": clock.now() - timedelta(days=2)}, "This event is over."),
        ({"archived_at": clock.now()}, "Registration is closed."),
        ({"opens_at": clock.now() + timedelta(days=30)}, "Registration opens on "),
        ({"closes_at": clock.now() - timedelta(days=1)}, "Registration closed on "),
    ],
)
async def test_a_closed_form_says_why_and_takes_nobody(client, shop: Shop, values, sentence: str):
    await change(shop, **values)
    page = await text_of(client, await address_of(shop))
    assert sentence in page
    assert 'name="first_name"' not in page
    status, page, _ = await send(client, shop, ANNA | {"type": shop.guest})
    assert status == 422
    assert await all_orders(shop) == []


async def test_the_secret_link_opens_the_form(client, shop: Shop):
    await change(shop, link_token="secret")
    status, _, _ = await send(client, shop, ANNA | {"type": shop.guest}, "?link=secret")
    assert status == 303


async def test_the_word_of_the_invitation_is_asked_for(client, shop: Shop):
    await change(shop, entry_word="Lighthouse")
    status, page, _ = await send(client, shop, ANNA | {"type": shop.guest, "word": "Tower"})
    assert (status, 'id="word-error"' in page) == (422, True)
    assert (await send(client, shop, ANNA | {"type": shop.guest, "word": "lighthouse"}))[0] == 303


async def test_the_simple_form_leads_on_where_there_are_types(client, shop: Shop):
    """So posters, QR codes and links that were made before lead to the right page."""
    code = (await address_of(shop)).rsplit("/", 1)[1]
    answer = await client.get(f"/register/attendee/{code.lower()}?link=secret")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/event/register/{code}?link=secret")
    token = await token_of(client, f"/event/register/{code}")
    answer = await client.post(f"/register/attendee/{code}", form=ANNA | {"csrf_token": token})
    assert answer.status_code == 303
    assert await shop.people() == []


async def test_without_types_the_page_leads_to_the_simple_form(client, door):
    await factories.insert_event(door.database, 1, code="SIMPLE")
    page = await text_of(client, "/event/register/simple")
    assert 'href="/register/attendee/SIMPLE"' in page
    assert 'name="first_name"' not in page


async def test_an_unknown_code_says_so(client):
    answer = await client.get("/event/register/NOPE23")
    assert answer.status_code == 404
    assert "No event has this code" in await answer.get_data(as_text=True)
    assert (await client.get("/event/NOPE23/event.ics")).status_code == 404


async def test_the_event_goes_into_a_calendar(client, shop: Shop):
    address = (await address_of(shop)).replace("/register", "")
    answer = await client.get(f"{address}/event.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    text = await answer.get_data(as_text=True)
    assert "SUMMARY:Smart Cities Summit" in text
    assert "LOCATION:Jaarbeurs\\, Utrecht" in text


async def test_everybody_answers_the_questions_of_the_own_type(client, shop: Shop):
    lunch = await add_question(shop, QuestionDetails(Kind.text, "What do you eat?", is_required=True))
    card = await add_question(
        shop, QuestionDetails(Kind.text, "Student card", is_required=True, types=frozenset({shop.guest}))
    )
    form = ANNA | BEN | {"type": str(shop.general), "p1-type": str(shop.guest)}
    status, page, _ = await send(client, shop, form)
    assert status == 422
    missing = (f"p0-q{lunch}", f"p0-q{card}", f"p1-q{lunch}", f"p1-q{card}")
    assert [f'id="{name}-error"' in page for name in missing] == [True, False, True, True]
    answers = {f"p0-q{lunch}": "Soup", f"p1-q{lunch}": "Bread", f"p1-q{card}": "S 1", "p0-q999": "forged"}
    assert (await send(client, shop, form | answers))[0] == 303
    anna, ben = await all_seats(shop)
    assert decode(anna.answers) == {lunch: Answer("Soup")}
    assert decode(ben.answers) == {lunch: Answer("Bread"), card: Answer("S 1")}


async def test_answers_stay_when_a_person_is_added(client, shop: Shop):
    lunch = await add_question(shop, QuestionDetails(Kind.text, "What do you eat?"))
    form = ANNA | BEN | {"type": shop.general, "p1-type": shop.guest, f"p1-q{lunch}": "Bread", "add": "1"}
    status, page, _ = await send(client, shop, form)
    assert status == 200
    assert 'value="Bread"' in page
    assert f'name="p2-q{lunch}"' in page


async def test_who_does_not_consent_to_what_is_needed_is_not_registered(client, shop: Shop):
    rule = QuestionDetails(Kind.consent, "House rules", "I keep to them.", is_required=True)
    consent = await add_question(shop, rule)
    form = ANNA | {"type": str(shop.guest)}
    for ticked in ({}, {f"p0-q{consent}": "another wording"}):
        assert (await send(client, shop, form | ticked))[0] == 422
    ticked = {f"p0-q{consent}": seal(Question(consent, rule))}
    assert (await send(client, shop, form | ticked))[0] == 303
    (seat,) = await all_seats(shop)
    assert decode(seat.answers) == {consent: Answer("yes", "I keep to them.")}


async def add_question(shop: Shop, details: QuestionDetails) -> int:
    return int(await shop.database.transact(insert_question, shop.event_id, details))
