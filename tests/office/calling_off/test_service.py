"""An event is cancelled: nobody can register, everybody is told once, and the money goes back once."""

from __future__ import annotations

import asyncio
from collections import Counter
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, update

from netevent.core.database import Database, Transaction
from netevent.core.database.budget import patient
from netevent.core.database.tables import attendees, jobs, orders
from netevent.core.jobs import LeaseLost, queue
from netevent.core.jobs.job import State as JobState
from netevent.core.jobs.worker import Worker
from netevent.core.mail.outbox import MAIL, Envelope
from netevent.office.calling_off import service
from netevent.office.calling_off.call_off import CALL_OFF, Step
from netevent.office.calling_off.jobs import run_call_off
from netevent.office.calling_off.reading import CalledOff, read_called_off, read_prospect
from netevent.payments.payment import Method
from netevent.registration.orders.order import OrderState
from netevent.registration.service import EventCancelled
from tests.core.jobs.rows import make_due
from tests.factories import insert_attendee
from tests.payments.refunds.asking.paying import Counting, give_back, now, paid
from tests.registration.orders.shop import Shop, open_shop


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database, capacity=6)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """One in each part."""
    for name in ("PEOPLE", "BUYERS", "PAYMENTS"):
        monkeypatch.setattr(service, name, 1)


async def call_off(shop: Shop, text: str = "We are sorry.", gives_back: bool = True) -> None:
    await shop.database.transact(service.begin, shop.event_id, text, gives_back, "Olivia")
    await run(shop)


async def run(shop: Shop, can_mail: bool = True) -> None:
    await Worker(shop.database, CALL_OFF, partial(run_call_off, shop.database, can_mail)).run_due()


async def page(shop: Shop) -> CalledOff:
    return await shop.database.read(read_called_off, shop.event_id)


async def mails(shop: Shop) -> list[Envelope]:
    statement = select(jobs.c.arguments).where(jobs.c.kind == MAIL.name).order_by(jobs.c.id)
    rows = await shop.database.read(lambda tx: tx.execute(statement).scalars().all())
    return [MAIL.arguments.read(row) for row in rows]


async def told(shop: Shop) -> Counter[str]:
    return Counter(one.recipient for one in await mails(shop) if one.template == "event_cancelled")


async def fill(shop: Shop) -> None:
    """Anna has paid for herself, and for Ben; Cleo pays later; Dora is paying; Emil waits."""
    await paid(shop, "Anna", "Ben")
    await shop.pay(await shop.order("Cleo"), Method.transfer)
    await shop.order("Dora")
    await shop.resize(4)
    assert (await shop.order("Emil")).state is OrderState.waiting


EVERYBODY = {f"{name}@example.org": 1 for name in ("anna", "ben", "cleo", "dora", "emil")}


async def test_everybody_is_told_once_and_what_was_under_way_ends(shop: Shop):
    await fill(shop)
    await call_off(shop)
    assert await told(shop) == EVERYBODY
    assert await shop.people() == [("Anna", "paid"), ("Ben", "paid")]
    assert await shop.seats_taken() == 2
    shown = await page(shop)
    assert shown.report is not None
    assert shown.job is not None
    assert (shown.report.mailed, shown.report.ended, shown.report.refunds) == (5, 3, 1)
    assert (shown.report.step, shown.job.state) == (Step.done, JobState.done)
    assert "offered" not in await shop.news()
    assert "cancelled" not in await shop.news()


async def test_nobody_can_register_any_more(shop: Shop):
    await call_off(shop)
    with pytest.raises(EventCancelled):
        await shop.order("Anna")


async def test_who_cannot_be_mailed_is_left_out_and_the_rest_goes_on(shop: Shop):
    await fill(shop)
    await shop.database.transact(service.begin, shop.event_id, "", True, "Olivia")
    await run(shop, can_mail=False)
    assert await told(shop) == {}
    shown = await page(shop)
    assert shown.report is not None
    assert (shown.report.mailed, shown.report.ended, shown.report.refunds) == (0, 3, 1)


async def test_a_buyer_who_does_not_come_is_told_too_and_once(shop: Shop):
    """Anna bought twice, for others."""
    for name in ("Ben", "Cleo"):
        payment = await paid(shop, name)
        told_to = {"email": "office@example.org", "email_key": "office@example.org"}
        statement = update(orders).where(orders.c.reference == payment.reference).values(told_to)
        await shop.database.transact(Transaction.execute, statement)
    await call_off(shop)
    assert await told(shop) == {"ben@example.org": 1, "cleo@example.org": 1, "office@example.org": 1}


async def test_each_reads_it_in_the_own_language(shop: Shop):
    for number, language in enumerate(("de", "fr")):
        await insert_attendee(
            shop.database, shop.event_id, email=f"{number}@example.org", preferred_language=language
        )
    await call_off(shop, "Es regnet.")
    german, french = await mails(shop)
    assert (german.language, french.language) == ("de", "fr")
    assert german.part("subject.txt") != french.part("subject.txt")
    for one in (german, french):
        assert "Es regnet." in one.part("body.txt")
        assert "Es regnet." in one.part("body.html")


async def test_what_the_organizer_wrote_is_no_markup(shop: Shop):
    await insert_attendee(shop.database, shop.event_id, email="a@example.org")
    await call_off(shop, "<b>Sorry</b>")
    (mail,) = await mails(shop)
    assert "&lt;b&gt;Sorry" in mail.part("body.html")


async def test_all_that_is_left_goes_back_and_the_rest_is_listed(shop: Shop):
    online = await paid(shop, "Anna")
    transfer = await paid(shop, "Ben", method=Method.transfer)
    before = await shop.database.read(read_prospect, shop.event_id)
    assert [(one.name, one.net) for one in before.online] == [("demo", Decimal("95.00"))]
    assert [(one.name, one.net) for one in before.by_hand] == [("transfer", Decimal("95.00"))]
    await call_off(shop)
    provider = Counting()
    await give_back(shop.database, provider)
    assert list(provider.moved.values()) == [Decimal("95.00")]
    assert (await now(shop, online)).left == 0
    assert (await now(shop, transfer)).left == Decimal("95.00")
    shown = await page(shop)
    assert ([row.buyer for row in shown.left], shown.left_count, shown.on_their_way) == (["Ben"], 1, 0)


async def test_what_the_provider_refuses_is_listed(shop: Shop):
    await paid(shop, "Anna")
    await call_off(shop)
    assert (await page(shop)).on_their_way == 1
    await give_back(shop.database, Counting(refuses="Closed"))
    assert [row.buyer for row in (await page(shop)).left] == ["Anna"]


async def test_without_the_tick_no_money_moves(shop: Shop):
    payment = await paid(shop, "Anna")
    await call_off(shop, gives_back=False)
    assert (await now(shop, payment)).given_back == 0


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("lives", range(12))
async def test_a_worker_that_dies_in_between_tells_nobody_twice(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, lives: int
):
    """After so many parts; what it did in the part that it could not write is rolled back."""
    await fill(shop)
    await shop.database.transact(service.begin, shop.event_id, "", True, "Olivia")
    parts = iter(range(lives))

    def note(*args: Any, **given: Any) -> None:
        if next(parts, None) is None:
            raise LeaseLost
        queue.note_progress(*args, **given)

    with monkeypatch.context() as patch:
        patch.setattr(service, "note_progress", note)
        await run(shop)
    await make_due(shop.database)
    await run(shop)
    assert await told(shop) == EVERYBODY
    shown = await page(shop)
    assert shown.report is not None
    assert (shown.report.mailed, shown.report.ended, shown.report.refunds) == (5, 3, 1)


@pytest.mark.usefixtures("small_parts")
async def test_progress_in_a_transaction_of_its_own_would_tell_somebody_twice(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
):
    """The twin: a worker that dies after the mail and before its progress."""
    await fill(shop)
    await shop.database.transact(service.begin, shop.event_id, "", True, "Olivia")
    job = (await page(shop)).job
    assert job is not None
    with monkeypatch.context() as patch:
        patch.setattr(service, "note_progress", lambda *args, **given: None)
        order = CALL_OFF.arguments.read(job.arguments)
        await shop.database.transact(service.do_part, job, order, True)
    await run(shop)
    assert max((await told(shop)).values()) == 2


async def test_of_twenty_who_cancel_at_once_one_begins(shop: Shop):
    await paid(shop, "Anna")
    begun = (
        shop.database.transact(service.begin, shop.event_id, str(number), True, "Olivia")
        for number in range(20)
    )
    with patient():  # twenty, one after the other, on a busy machine
        await asyncio.gather(*begun)
    await run(shop)
    assert await told(shop) == {"anna@example.org": 1}
    its = select(jobs.c.id).where(jobs.c.kind == CALL_OFF.name)
    assert len(await shop.database.read(lambda tx: tx.execute(its).all())) == 1


async def test_what_broke_off_goes_on_where_it_was(shop: Shop, monkeypatch: pytest.MonkeyPatch):
    await fill(shop)
    await shop.database.transact(service.begin, shop.event_id, "Sorry", True, "Olivia")

    def fall(*args: Any) -> None:
        raise ValueError

    with monkeypatch.context() as patch:
        patch.setitem(service.STEPS, Step.buyers, fall)
        for _ in range(10):
            await run(shop)
            await make_due(shop.database)
    broken = await page(shop)
    assert broken.has_failed
    await call_off(shop)
    assert await told(shop) == EVERYBODY
    shown = await page(shop)
    assert shown.report is not None
    assert (shown.report.text, shown.report.step) == ("Sorry", Step.done)


async def test_another_event_goes_on(shop: Shop, database: Database):
    other = await open_shop(database)
    payment = await paid(other, "Olaf")
    await call_off(shop)
    assert (await other.order("Anna")).state is OrderState.open
    assert (await now(other, payment)).given_back == 0
    assert await told(shop) == {}


async def test_a_deleted_attendee_is_not_written_to(shop: Shop):
    await insert_attendee(shop.database, shop.event_id, email="a@example.org")
    await shop.database.transact(
        lambda tx: tx.execute(update(attendees).values(email="", attendee_code=None))
    )
    await call_off(shop)
    assert await told(shop) == {}
