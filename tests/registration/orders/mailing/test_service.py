"""Who is told what of an order, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import events, organizers
from netevent.payments.payment import Method, State
from netevent.payments.providers.provider import Report
from netevent.payments.service import apply, take
from netevent.registration.orders.line.service import accept
from netevent.registration.orders.service import decline
from tests.registration.orders.shop import Shop, open_shop


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


async def told(shop: Shop) -> list[tuple[str, str]]:
    return [(mail.recipient, mail.subject) for mail in await shop.mails()]


async def test_who_registers_alone_gets_one_mail_with_the_own_page(shop: Shop):
    await shop.order("Anna", type_id=shop.guest)
    (mail,) = await shop.mails()
    assert mail.recipient == "anna@example.org"
    assert mail.subject == "You are registered: Smart Cities Summit"
    assert "/attendee/personal/" in mail.text
    assert "/attendee/personal/" in mail.html
    assert "/payment?order=" in mail.text


async def test_others_get_the_own_page_and_nothing_of_the_order(shop: Shop):
    await shop.order("Anna", "Ben", type_id=shop.guest)
    _, mail = await shop.mails()
    assert mail.recipient == "ben@example.org"
    assert mail.subject == "Anna has registered you: Smart Cities Summit"
    assert "/attendee/personal/" in mail.text
    assert "order=" not in mail.text


async def test_a_transfer_is_told_where_it_goes_and_people_are_mailed_once(shop: Shop):
    order = await shop.order("Anna", "Ben")
    payment = await shop.pay(order, Method.transfer)
    first, second = await shop.mails()
    for part in (first.text, first.html):
        assert "NL91 ABNA 0417 1643 00" in part
        assert order.reference in part
        assert "€190.00" in part
    assert second.recipient == "ben@example.org"
    await shop.database.transact(take, shop.event_id, payment.id, "Olivia")
    assert await told(shop) == [
        ("anna@example.org", "Your seat is kept, please pay: Smart Cities Summit"),
        ("ben@example.org", "Anna has registered you: Smart Cities Summit"),
        ("anna@example.org", "You are registered: Smart Cities Summit"),
    ]


async def test_late_money_is_told_to_both(database: Database):
    shop = await open_shop(database, capacity=1)
    order = await shop.order("Anna")
    payment = await shop.pay(order)
    await shop.lapse(order, clock.now() + timedelta(minutes=16))
    await shop.order("Ben", type_id=shop.guest)
    report = Report("demo-1", State.paid, payment.money, payment.idempotency_key)
    await database.transact(apply, Method.demo, report)
    mails = await shop.mails()
    assert [mail.subject for mail in mails[-2:]] == [
        "You get your money back: Smart Cities Summit",
        "Money to give back: Smart Cities Summit",
    ]
    assert "€95.00" in mails[-2].text
    assert order.reference in mails[-1].text


async def test_the_line_and_the_organizers_word_are_told(database: Database):
    shop = await open_shop(database, capacity=1, needs_approval=True)
    anna, ben = await shop.order("Anna"), await shop.order("Ben")
    cleo = await shop.order("Cleo")
    await database.transact(accept, shop.event_id, anna.id)
    await database.transact(accept, shop.event_id, ben.id)
    await database.transact(decline, shop.event_id, cleo.id)
    await shop.lapse(anna, clock.now() + timedelta(hours=25))
    subjects = [mail.subject.partition(":")[0] for mail in await shop.mails()]
    assert subjects[3:] == [
        "Your registration is accepted, please pay",
        "You are on the waiting list",
        "Your registration is not accepted",
        "You did not pay in time",
        "A seat is free for you",
    ]


async def test_markup_in_names_stays_text(shop: Shop):
    statement = update(events).where(events.c.id == shop.event_id).values(name="<b>A & B</b>")
    await shop.database.transact(lambda tx: tx.execute(statement))
    await shop.order("Anna", type_id=shop.guest)
    (mail,) = await shop.mails()
    assert "<b>A & B</b>" in mail.text
    assert "<b>A & B</b>" not in mail.html
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in mail.html


async def test_the_organizer_reads_the_own_language(database: Database):
    shop = await open_shop(database)
    dutch = update(organizers).values(preferred_language="nl")
    await database.transact(lambda tx: tx.execute(dutch))
    order = await shop.order("Anna")
    payment = await shop.pay(order)
    await shop.pay(order, Method.desk)
    other = Report("demo-1", State.paid, payment.money, payment.idempotency_key)
    await database.transact(apply, Method.demo, other)
    assert (await told(shop))[-1][0] == "anna@example.org"
