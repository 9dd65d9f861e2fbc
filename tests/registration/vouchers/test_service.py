"""The rules of vouchers: what one is for, what it holds, and what is given back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert, select

from netevent.attendees.types import service as types
from netevent.changes import EventSeatsFreed
from netevent.core import clock
from netevent.core.database.tables import orders
from netevent.core.errors import NotFound
from netevent.registration.vouchers import queries, service
from netevent.registration.vouchers.service import (
    CodeTaken,
    TooFewSeats,
    TooManyVouchers,
    VoucherForFewer,
    VoucherNotValid,
    VoucherUsedUp,
)
from netevent.registration.vouchers.voucher import Used
from tests.factories import insert_event, insert_organizer, insert_type
from tests.registration.orders_at_hand import order_row
from tests.registration.vouchers.sold import PERCENT, Sold

NOW = clock.now().replace(microsecond=0)
HOUR = timedelta(hours=1)


async def use(sold: Sold, code: str, *type_ids: int) -> Used:
    return await sold.database.transact(service.use, sold.event_id, code, NOW, type_ids or (sold.first,))


async def give_back(sold: Sold, voucher_id: int | None, uses: int, reserved: int) -> None:
    await sold.database.transact(service.give_back, sold.event_id, voucher_id, uses, reserved)


async def codes(sold: Sold) -> list[str]:
    found = await sold.database.read(queries.select_vouchers, sold.event_id)
    return [one.code for one in found]


# ---- what the organizer does


async def test_a_voucher_has_what_the_organizer_said(sold: Sold):
    said: dict[str, Any] = {
        "value": Decimal("12.50"),
        "most_uses": 10,
        "expires_at": NOW + HOUR,
        "note": "For speakers",
        "type_ids": (sold.second,),
    }
    one = await sold.add("Speaker-1", **said)
    assert one.code == "Speaker-1"
    assert {name: getattr(one, name) for name in said} == said
    assert (one.uses, one.reserved) == (0, 0)


@pytest.mark.parametrize("code", ["EARLY", "early", " Éarly ", "ear-ly"])
async def test_a_code_is_there_once_however_it_is_written(sold: Sold, code: str):
    first = await sold.add("EARLY")
    other = await sold.add("OTHER")
    with pytest.raises(CodeTaken):
        await sold.add(code)
    renamed = replace(PERCENT, code=code)
    with pytest.raises(CodeTaken):
        await sold.database.transact(service.edit, sold.event_id, other.id, renamed, 0)
    await sold.database.transact(service.edit, sold.event_id, first.id, renamed, 0)
    assert (await sold.voucher(first.id)).code == code


async def test_many_codes_begin_alike_and_differ(sold: Sold):
    ids = await sold.database.transact(service.add, sold.event_id, replace(PERCENT, code="CREW-"), 50)
    made = await codes(sold)
    assert len(set(ids)) == len(set(made)) == 50
    assert all(code.startswith("CREW-") and len(code) == 5 + service.RANDOM_LENGTH for code in made)


async def test_one_without_a_code_gets_one(sold: Sold):
    one = await sold.add("")
    assert len(one.code) == service.RANDOM_LENGTH


async def test_a_drawn_code_that_is_taken_is_drawn_again(sold: Sold, monkeypatch: pytest.MonkeyPatch):
    await sold.add("AAAAAAAA")
    draw = iter(["AAAAAAAA", "BBBBBBBB", "BBBBBBBB", "CCCCCCCC"])
    monkeypatch.setattr(service, "new_code", lambda length: next(draw))
    await sold.database.transact(service.add, sold.event_id, replace(PERCENT, code=""), 2)
    assert sorted(await codes(sold)) == ["AAAAAAAA", "BBBBBBBB", "CCCCCCCC"]


async def test_there_are_not_more_vouchers_than_some(sold: Sold, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(service, "MOST_VOUCHERS", 2)
    await sold.add("ONE")
    with pytest.raises(TooManyVouchers):
        await sold.database.transact(service.add, sold.event_id, replace(PERCENT, code=""), 2)
    assert await codes(sold) == ["ONE"]


async def test_reserved_seats_are_held_at_once_for_each_of_many(sold: Sold):
    await sold.database.transact(service.add, sold.event_id, replace(PERCENT, code="", reserved=3), 4)
    assert await sold.taken() == 12


async def test_more_than_there_are_is_refused_and_none_is_held(sold: Sold):
    await sold.add("FIRST", reserved=60)
    with pytest.raises(TooFewSeats) as refused:
        await sold.add("SECOND", reserved=41)
    assert refused.value.values == {"left": 40}
    assert await sold.taken() == 60
    assert await codes(sold) == ["FIRST"]


@pytest.mark.parametrize(("typed", "taken"), [(8, 8), (2, 2), (0, 0), (5, 5)])
async def test_an_edit_holds_more_or_gives_back(sold: Sold, typed: int, taken: int):
    one = await sold.add(reserved=5)
    await sold.database.transact(service.edit, sold.event_id, one.id, replace(PERCENT, reserved=typed), 5)
    assert (await sold.voucher(one.id)).reserved == typed
    assert await sold.taken() == taken
    assert sold.published.count(EventSeatsFreed(sold.event_id)) == (typed < 5)


async def test_seats_that_were_taken_meanwhile_are_not_held_again_by_an_older_form(sold: Sold):
    one = await sold.add(reserved=5)
    await use(sold, "EARLY", sold.first, sold.first)
    await sold.database.transact(service.edit, sold.event_id, one.id, replace(PERCENT, reserved=5), 5)
    assert (await sold.voucher(one.id)).reserved == 3
    assert await sold.taken() == 5


async def test_a_voucher_that_goes_gives_its_seats_back_and_stays_on_no_order(sold: Sold):
    one = await sold.add(reserved=5)
    row = order_row(sold.event_id, voucher_id=one.id, total=19)
    await sold.database.transact(lambda tx: tx.execute(insert(orders).values(row)))
    await sold.database.transact(service.remove, sold.event_id, one.id)
    left = await sold.database.read(lambda tx: tx.execute(select(orders.c.total, orders.c.voucher_id)).one())
    assert tuple(left) == (Decimal(19), None)
    assert await sold.taken() == 0
    with pytest.raises(NotFound):
        await sold.database.transact(service.remove, sold.event_id, one.id)
    assert sold.published == [EventSeatsFreed(sold.event_id)]


async def test_another_events_vouchers_and_types_are_not_there(sold: Sold):
    elsewhere = await insert_event(
        sold.database, await insert_organizer(sold.database, email="otto@example.org")
    )
    other_type = await insert_type(sold.database, elsewhere)
    one = await sold.add(reserved=5)
    for act in (
        lambda tx: service.find(tx, elsewhere, one.id),
        lambda tx: service.edit(tx, elsewhere, one.id, PERCENT, 0),
        lambda tx: service.remove(tx, elsewhere, one.id),
        lambda tx: service.add(tx, sold.event_id, replace(PERCENT, code="X", type_ids=(other_type,))),
        lambda tx: service.edit(tx, sold.event_id, one.id, replace(PERCENT, type_ids=(other_type,)), 0),
    ):
        with pytest.raises(NotFound):
            await sold.database.transact(act)
    with pytest.raises(VoucherNotValid):
        await sold.database.transact(service.use, elsewhere, "EARLY", NOW, [other_type])
    assert await sold.database.transact(service.take_reserved, elsewhere, one.id, 1) == 0
    assert await sold.voucher(one.id) == one


# ---- what orders do


@pytest.mark.parametrize("typed", ["EARLY", "early", " Early", "EAR-LY"])
async def test_a_code_is_used_once_for_each_seat(sold: Sold, typed: str):
    one = await sold.add(most_uses=5)
    used = await use(sold, typed, sold.first, sold.second, sold.first)
    assert (used.voucher.id, used.uses, used.reserved) == (one.id, 3, 0)
    assert (await sold.voucher(one.id)).uses == 3


async def test_only_the_seats_that_it_is_for_count(sold: Sold):
    one = await sold.add(type_ids=(sold.second,), reserved=5)
    used = await use(sold, "EARLY", sold.first, sold.second)
    assert (used.uses, used.reserved) == (1, 1)
    assert (used.voucher.is_for(sold.first), used.voucher.is_for(sold.second)) == (False, True)
    assert (await sold.voucher(one.id)).uses == 1


async def test_unknown_expired_and_for_another_type_are_refused_alike(sold: Sold):
    await sold.add("OVER", expires_at=NOW)
    await sold.add("OTHER", type_ids=(sold.second,))
    said = set()
    for code in ("UNKNOWN", "", "OVER", "OTHER"):
        with pytest.raises(VoucherNotValid) as refused:
            await use(sold, code)
        said.add((refused.value.text, refused.value.field))
    assert said == {("This code is not valid.", "voucher")}


async def test_a_code_holds_until_the_moment_in_which_it_expires(sold: Sold):
    await sold.add(expires_at=NOW + timedelta(seconds=1))
    assert (await use(sold, "EARLY")).uses == 1


async def test_used_up_says_so_and_too_few_say_how_many(sold: Sold):
    one = await sold.add(most_uses=3)
    with pytest.raises(VoucherForFewer) as refused:
        await use(sold, "EARLY", *[sold.first] * 4)
    assert refused.value.values == {"left": 3}
    await use(sold, "EARLY", *[sold.first] * 3)
    with pytest.raises(VoucherUsedUp):
        await use(sold, "EARLY")
    assert (await sold.voucher(one.id)).uses == 3


async def test_reserved_seats_are_taken_first_and_are_the_events_already(sold: Sold):
    one = await sold.add(reserved=2)
    used = await use(sold, "EARLY", *[sold.first] * 3)
    assert (used.uses, used.reserved) == (3, 2)
    assert (await sold.voucher(one.id)).reserved == 0
    assert await sold.taken() == 2


async def test_what_an_order_gives_back_can_be_used_again(sold: Sold):
    one = await sold.add(most_uses=3, reserved=2)
    used = await use(sold, "EARLY", *[sold.first] * 3)
    await give_back(sold, one.id, used.uses, used.reserved)
    assert await sold.voucher(one.id) == one
    assert await sold.taken() == 2
    assert sold.published == []


@pytest.mark.parametrize("knows_it", [True, False])
async def test_seats_of_a_voucher_that_is_gone_are_free(sold: Sold, knows_it: bool):
    one = await sold.add(reserved=2)
    used = await use(sold, "EARLY", sold.first)
    await sold.database.transact(service.remove, sold.event_id, one.id)
    assert await sold.taken() == 1
    await give_back(sold, one.id if knows_it else None, used.uses, used.reserved)
    assert await sold.taken() == 0


# ---- what the clock does


async def test_an_expired_voucher_gives_its_seats_back_once(sold: Sold):
    one = await sold.add(reserved=5, expires_at=NOW)
    stays = await sold.add("STAYS", reserved=2, expires_at=NOW + HOUR)
    for _ in range(2):
        await sold.database.transact(service.release_expired, NOW)
    assert (await sold.voucher(one.id)).reserved == 0
    assert (await sold.voucher(stays.id)).reserved == 2
    assert await sold.taken() == 2
    assert sold.published == [EventSeatsFreed(sold.event_id)]


async def test_what_is_given_back_to_an_expired_voucher_is_free_at_the_next_turn(sold: Sold):
    one = await sold.add(reserved=1, expires_at=NOW + HOUR)
    used = await use(sold, "EARLY")
    await give_back(sold, one.id, used.uses, used.reserved)
    await sold.database.transact(service.release_expired, NOW + HOUR)
    assert await sold.taken() == 0


# ---- a type that goes


async def test_a_voucher_for_a_type_alone_that_goes_ends_and_is_not_for_all(sold: Sold):
    await sold.add("ALONE", type_ids=(sold.first,))
    await sold.add("BOTH", type_ids=(sold.first, sold.second))
    await sold.add("ALL")
    await sold.database.transact(types.remove, sold.event_id, sold.first, None)
    for code in ("BOTH", "ALL"):
        assert (await use(sold, code, sold.second)).uses == 1
    with pytest.raises(VoucherNotValid):
        await sold.database.transact(service.use, sold.event_id, "ALONE", clock.now(), [sold.second])
