"""An invoice for each payment, a credit note for each refund, and nothing of them ever changes."""

from __future__ import annotations

import ast
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import update

from netevent.changes import MoneyGivenBack
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import events
from netevent.core.errors import NotFound
from netevent.payments.invoices import queries, service
from netevent.payments.invoices.invoice import Corrected, Invoice, Kind, Line
from netevent.payments.payment import Method
from netevent.payments.settings.payment_settings import Seller
from tests.door import Door
from tests.payments.invoices.sales import (
    BUYER,
    SELLER,
    TICKET,
    TODAY,
    give_back,
    give_event_2_to_olga,
    issue,
    pay,
    sell,
    sell_by,
)


async def test_all_that_stands_on_it_is_kept_as_it_was(door: Door):
    await sell_by(door.database, SELLER)
    payment_id = await pay(door.database)
    made = await issue(door.database, payment_id, reference="ORDER0000042")
    await sell_by(door.database, Seller("Somebody else"))
    found = await door.database.read(queries.select_invoice, 1, made.id)
    assert found == made
    assert (made.label, made.kind, made.total, made.currency) == (
        "2026-0001",
        Kind.invoice,
        Decimal("119.00"),
        "EUR",
    )
    assert (made.content.seller, made.content.buyer, made.content.lines) == (SELLER, BUYER, (TICKET,))
    assert (made.content.net, made.content.tax) == (Decimal("100.00"), Decimal("19.00"))
    assert made.content.event == "Event 1"
    assert made.content.paid is not None
    assert made.content.paid.method is Method.transfer


async def test_the_numbers_of_an_organizer_go_on_over_all_events(door: Door):
    await give_event_2_to_olga(door.database)
    made = [await sell(door.database, event_id=event_id) for event_id in (1, 2, 1)]
    assert [one.number for one in made] == [1, 2, 3]


async def test_another_organizer_has_numbers_of_their_own(door: Door):
    made = [await sell(door.database, event_id=event_id) for event_id in (1, 2)]
    assert [(one.organizer_id, one.number) for one in made] == [(1, 1), (2, 1)]


async def test_each_year_begins_anew(door: Door):
    days = (date(2026, 12, 31), date(2027, 1, 1), date(2026, 12, 31))
    made = [await sell(door.database, today=day) for day in days]
    assert [one.label for one in made] == ["2026-0001", "2027-0001", "2026-0002"]


@pytest.mark.parametrize(
    ("zone", "year"), [("Pacific/Auckland", 2027), ("Europe/Amsterdam", 2026), ("America/New_York", 2026)]
)
async def test_the_year_changes_at_the_event(
    door: Door, monkeypatch: pytest.MonkeyPatch, zone: str, year: int
):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 31, 12, 0))  # noqa: DTZ001 - UTC, as all
    await door.database.transact(
        lambda tx: tx.execute(update(events).where(events.c.id == 1).values(time_zone=zone))
    )
    assert (await door.database.read(service.today_at, 1)).year == year


async def test_a_second_time_gives_the_first_one(door: Door):
    payment_id = await pay(door.database)
    first = await issue(door.database, payment_id)
    again = await issue(door.database, payment_id, (Line("Another", 1, Decimal(1), Decimal(1)),))
    assert again == first
    assert (await sell(door.database)).number == 2


async def test_another_events_payment_is_not_there(door: Door):
    payment_id = await pay(door.database, event_id=2)
    with pytest.raises(NotFound):
        await issue(door.database, payment_id, event_id=1)


async def test_a_rollback_leaves_no_gap(door: Door):
    await sell(door.database)
    payment_id = await pay(door.database)

    def fails(tx: Transaction) -> None:
        made = service.issue(tx, 1, payment_id, "ORDER", BUYER, [TICKET], "de", TODAY)
        assert made.number == 2
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await door.database.transact(fails)
    assert (await issue(door.database, payment_id)).number == 2


async def test_money_given_back_makes_a_credit_note_in_the_same_series(door: Door):
    await sell_by(door.database, SELLER)
    payment_id = await pay(door.database)
    made = await issue(door.database, payment_id)
    await sell_by(door.database, Seller("Somebody else", vat_percent=Decimal(7)))
    note = await given_back(door, payment_id, "59.50")
    assert (note.kind, note.number, note.corrects_id) == (Kind.credit_note, 2, made.id)
    assert note.content.corrects == Corrected(made.label, made.issued_on)
    assert (note.total, note.content.net, note.content.tax) == (
        Decimal("-59.50"),
        Decimal("-50.00"),
        Decimal("-9.50"),
    )
    assert (note.content.seller, note.content.buyer) == (SELLER, BUYER)


@pytest.mark.usefixtures("app")
async def test_its_line_is_in_the_buyers_language(door: Door):
    payment_id = await pay(door.database)
    await issue(door.database, payment_id, language="de")
    note = await given_back(door, payment_id, "59.50")
    assert [line.text for line in note.content.lines] == ["Erstattung"]


async def test_a_refund_has_one_credit_note(door: Door):
    payment_id = await pay(door.database)
    await issue(door.database, payment_id)
    refund_id = await give_back(door.database, payment_id, "19.00")
    change = MoneyGivenBack(1, payment_id, refund_id)
    for _ in range(2):
        await door.database.transact(lambda tx: tx.publish(change))
    assert len(await of_order(door, "ORDER0000000")) == 2


async def test_parts_that_are_the_whole_leave_no_cent_of_the_tax(door: Door):
    await sell_by(door.database, SELLER)
    payment_id = await pay(door.database, "100.00")
    made = await issue(door.database, payment_id, [Line("Ticket", 1, Decimal(100), Decimal("100.00"))])
    notes = [await given_back(door, payment_id, part) for part in ("33.33", "33.33", "33.34")]
    assert sum(one.content.tax for one in notes) == -made.content.tax
    assert sum(one.total for one in notes) == -made.total


async def test_where_there_is_no_invoice_nothing_is_corrected(door: Door):
    payment_id = await pay(door.database)
    refund_id = await give_back(door.database, payment_id, "19.00")
    given = (refund_id, payment_id, Decimal(19), TODAY)
    assert await door.database.transact(service.correct, *given) is None
    assert (await sell(door.database)).number == 1


async def test_an_order_finds_its_own_alone(door: Door):
    mine = await sell(door.database, reference="ORDERMINE")
    other = await sell(door.database, reference="ORDEROTHER")
    assert await of_order(door, "ORDERMINE") == [mine]
    assert await door.database.read(queries.select_for_order, "ORDERMINE", mine.id) == mine
    assert await door.database.read(queries.select_for_order, "ORDERMINE", other.id) is None


def test_no_statement_changes_an_invoice_or_deletes_one():
    source = Path(queries.__file__).read_text()
    changed = [
        ast.unparse(node.args[0])
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("update", "delete")
    ]
    assert changed == ["invoice_numbers"]


async def given_back(door: Door, payment_id: int, amount: str) -> Invoice:
    """What the reaction made of it."""
    refund_id = await give_back(door.database, payment_id, amount)
    change = MoneyGivenBack(1, payment_id, refund_id)
    await door.database.transact(lambda tx: tx.publish(change))
    made = await door.database.read(queries.select_of_refund, refund_id)
    assert made is not None
    return made


async def of_order(door: Door, reference: str) -> list[Invoice]:
    return await door.database.read(queries.select_of_order, reference)
