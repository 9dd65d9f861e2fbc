"""The organizer's pages of payments: seen by the team, acted on by owner and editors."""

from __future__ import annotations

import pytest

from netevent.payments.payment import Method, Payment, Problem, State
from netevent.payments.providers.provider import RefundState
from tests.conftest import LogIn
from tests.door import Door
from tests.office.payments.selling import PAGE, has_problem, sell, text_of
from tests.payments.refunds.asking.paying import now, paid, refunds_of, states
from tests.registration.orders.shop import Shop, open_shop
from tests.team.people import insert_team

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
async def shop(door: Door) -> Shop:
    return await sell(door.database)


def at(payment: Payment, action: str = "") -> str:
    return f"{PAGE}/{payment.id}" + (f"/{action}" if action else "")


async def test_the_list_shows_payments_sums_and_what_to_give_back(shop: Shop, log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    assert "No payments yet" in await text_of(client, PAGE)
    payment = await paid(shop, "Anna")
    await has_problem(shop, payment, Problem.twice)
    page = await text_of(client, PAGE)
    for said in (
        "Anna",
        payment.reference,
        "Demo provider",
        "To give back",
        "Give back €95.00",
        "Paid twice",
    ):
        assert said in page, said


@pytest.mark.parametrize(
    "asked", ["?state=x&method=y&type=z&day=2026-13-40&look=w&before=-1", "?q=%00&type=99"]
)
async def test_nonsense_in_the_address_is_as_if_it_were_not_there(shop: Shop, log_in_as: LogIn, asked: str):
    client, _ = await log_in_as("olga")
    await text_of(client, PAGE + asked)


async def test_a_narrowed_list_says_that_nothing_is_found(shop: Shop, log_in_as: LogIn):
    await paid(shop, "Anna")
    client, _ = await log_in_as("olga")
    assert "No payments found" in await text_of(client, f"{PAGE}?q=nobody")
    assert "Anna" in await text_of(client, f"{PAGE}?method=demo")


async def test_the_page_of_a_payment_tells_all_of_it(shop: Shop, log_in_as: LogIn):
    payment = await paid(shop, "Anna", "Ben")
    client, _ = await log_in_as("olga")
    page = await text_of(client, at(payment))
    for said in ("€190.00", payment.reference, f"pay-{payment.id}", "Ben Tester", "Give money back"):
        assert said in page, said


async def test_a_viewer_looks_and_cannot_act(shop: Shop, door: Door, log_in_as: LogIn):
    payment = await paid(shop, "Anna", method=Method.transfer)
    await insert_team(door.database)
    vera, token = await log_in_as("vera")
    page = await text_of(vera, at(payment))
    assert "Give money back" not in page
    for action in ("take", "refund"):
        assert (await vera.get(at(payment, action))).status_code == 403
        assert (await vera.post(at(payment, action), headers=token)).status_code == 403
    edda, _ = await log_in_as("edda")
    assert "Give money back" in await text_of(edda, at(payment))


async def test_another_events_payment_is_not_there(shop: Shop, door: Door, log_in_as: LogIn):
    other = await open_shop(door.database)
    payment = await paid(other, "Anna", method=Method.transfer)
    client, token = await log_in_as("olga")
    for action in ("", "take", "refund"):
        assert (await client.get(at(payment, action))).status_code == 404
    form = {"amount": "5"}
    assert (await client.post(at(payment, "refund"), form=form, headers=token)).status_code == 404
    assert (await client.post(at(payment, "take"), headers=token)).status_code == 404
    assert (await now(other, payment)).given_back == 0


async def test_a_transfer_is_marked_as_paid_by_name_and_once(shop: Shop, log_in_as: LogIn):
    payment = await shop.pay(await shop.order("Anna"), Method.transfer)
    client, token = await log_in_as("olga")
    assert "Is the money here?" in await text_of(client, at(payment, "take"))
    for _ in range(2):
        answer = await client.post(at(payment, "take"), headers=token)
        assert answer.status_code == 303
    taken = await now(shop, payment)
    assert (taken.state, taken.taken_by) == (State.paid, "Olga")
    assert await shop.people() == [*(await shop.people())[:-1], ("Anna", "paid")]
    assert (await client.get(at(payment, "take"))).status_code == 409
    assert "marked as paid by Olga" in await text_of(client, at(payment))


async def test_money_that_came_by_transfer_is_recorded_as_paid_back(shop: Shop, log_in_as: LogIn):
    payment = await paid(shop, "Anna", method=Method.transfer)
    client, token = await log_in_as("olga")
    assert "I have paid it back" in await text_of(client, at(payment, "refund"))
    form = {"amount": "12,50", "reason": "Ill"}
    answer = await client.post(at(payment, "refund"), form=form, headers=token)
    assert answer.status_code == 303
    (refund,) = await refunds_of(shop, payment)
    assert (refund.state, str(refund.money.amount), refund.reason) == (RefundState.done, "12.50", "Ill")
    page = await text_of(client, at(payment))
    assert "The refund is recorded." in page
    assert "€12.50" in page


@pytest.mark.parametrize(
    "amount",
    [
        "",
        "0",
        "0.00",
        "-5",
        "NaN",
        "inf",
        "1e5",
        "1e1",
        "9.999",
        "1,2,3",
        "95.01",
        "99999999999",
        "٥",
        "5 €",
        "+5",
    ],
)
async def test_an_amount_that_is_none_is_refused_and_nothing_moves(shop: Shop, log_in_as: LogIn, amount: str):
    payment = await paid(shop, "Anna", method=Method.transfer)
    client, token = await log_in_as("olga")
    answer = await client.post(at(payment, "refund"), form={"amount": amount}, headers=token)
    assert answer.status_code == 422
    assert await states(shop, payment) == []
    assert (await now(shop, payment)).given_back == 0


async def test_an_order_to_a_provider_shows_on_the_payment(shop: Shop, log_in_as: LogIn):
    payment = await paid(shop, "Anna")
    client, token = await log_in_as("olga")
    assert "The provider sends it back" in await text_of(client, at(payment, "refund"))
    await client.post(at(payment, "refund"), form={"amount": "95.00"}, headers=token)
    assert len(await refunds_of(shop, payment)) == 1


async def test_a_refund_that_is_not_there_cannot_be_tried_again(shop: Shop, log_in_as: LogIn):
    payment = await paid(shop, "Anna")
    client, token = await log_in_as("olga")
    answer = await client.post(at(payment, "refunds/999/again"), headers=token)
    assert answer.status_code == 404


async def test_a_part_that_is_sent_twice_goes_back_once_and_the_page_says_so(shop: Shop, log_in_as: LogIn):
    # By hand: no provider answers in between.
    payment = await paid(shop, "Anna", method=Method.transfer)
    client, token = await log_in_as("olga")
    form = {"amount": "12.50", "seen": "0.00"}
    await client.post(at(payment, "refund"), form=form, headers=token)
    again = await client.post(at(payment, "refund"), form=form, headers=token)
    assert again.status_code == 422
    page = await again.get_data(as_text=True)
    assert 'name="seen" value="12.50"' in page
    assert len(await refunds_of(shop, payment)) == 1
