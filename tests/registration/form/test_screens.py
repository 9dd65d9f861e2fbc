"""Which browsers hear what is left of the types, what they hear, and what they never hear."""

from __future__ import annotations

from typing import Any

import pytest
from quart import Quart

from netevent.core.database import Database
from netevent.registration.settings.queries import RegistrationSettings, write_settings
from tests import factories
from tests.registration.form.test_routes import address_of, change, change_type, send, text_of
from tests.registration.orders.shop import Shop, open_shop

SECRET = "s" * 43


@pytest.fixture
async def shop(app: Quart, database: Database) -> Shop:
    return await open_shop(database)


async def poll(client: Any, shop: Shop) -> tuple[int, str]:
    answer = await client.get(f"/live/offers/{shop.event_id}/regions")
    return int(answer.status_code), await answer.get_data(as_text=True)


async def test_who_was_at_the_form_hears_of_this_event_alone(client, shop: Shop, database: Database):
    other = await open_shop(database)
    assert (await poll(client, shop))[0] == 404
    assert f"/live/offers/{shop.event_id}" in await text_of(client, await address_of(shop))
    assert (await poll(client, shop))[0] == 200
    assert (await poll(client, other))[0] == 404


async def test_a_form_by_link_is_live_where_it_was_opened_by_its_link(app: Quart, shop: Shop):
    await change(shop, link_token=SECRET)
    guesses, invited = app.test_client(), app.test_client()
    assert "/live/" not in await text_of(guesses, await address_of(shop))
    assert (await poll(guesses, shop))[0] == 404
    assert "/live/" in await text_of(invited, f"{await address_of(shop)}?link={SECRET}")
    assert (await poll(invited, shop))[0] == 200


@pytest.mark.parametrize(
    "given", [{"max_attendees": None}, {"is_open": False}], ids=["without a limit", "closed"]
)
async def test_a_form_that_tells_no_seats_opens_no_socket(client, shop: Shop, given: dict[str, object]):
    await change(shop, **given)
    assert "/live/" not in await text_of(client, await address_of(shop))


async def test_a_form_that_was_refused_is_live_again(client, shop: Shop):
    status, page, _ = await send(client, shop, {"first_name": "Ada"})
    assert status == 422
    assert f"/live/offers/{shop.event_id}" in page


async def test_the_card_of_a_type_that_sells_out_says_so(client, shop: Shop):
    await change_type(shop, shop.general, capacity=1)
    page = await text_of(client, await address_of(shop))
    assert "sold out" not in page
    await shop.order("Anna")
    card = card_of(shop.general, (await poll(client, shop))[1])
    assert "sold out, waiting list" in card
    assert "You are put on the waiting list" in card
    assert "sold out" not in card_of(shop.guest, (await poll(client, shop))[1])


async def test_without_a_waiting_list_nobody_is_told_of_one(client, shop: Shop):
    no_line = RegistrationSettings(has_waiting_list=False)
    await shop.database.transact(write_settings, shop.event_id, no_line)
    await change_type(shop, shop.general, capacity=1)
    await text_of(client, await address_of(shop))
    await shop.order("Anna")
    card = card_of(shop.general, (await poll(client, shop))[1])
    assert "sold out" in card
    assert "waiting list" not in card


async def test_hidden_types_are_in_no_push_whatever_code_was_typed(client, shop: Shop):
    hidden = await factories.insert_type(
        shop.database, shop.event_id, "Sponsors", is_offered=True, unlock_code="GOLD"
    )
    page = await text_of(client, await address_of(shop) + "?unlock=GOLD")
    assert f"offer-{hidden}-state" in page, "the page itself shows it"
    text = (await poll(client, shop))[1]
    assert f"offer-{shop.general}-state" in text
    assert "Sponsors" not in text
    assert f"offer-{hidden}-state" not in text


async def test_once_the_form_is_closed_nothing_is_told_of_its_types(client, shop: Shop):
    await text_of(client, await address_of(shop))
    assert "offer-" in (await poll(client, shop))[1]
    await change(shop, is_open=False)
    status, text = await poll(client, shop)
    assert status == 200
    assert "-state" not in text


def card_of(type_id: int, text: str) -> str:
    """What is pushed into the card of a type."""
    return text.split(f'id="offer-{type_id}-state"', 1)[1].split('id="offer-', 1)[0]
