"""An event is deleted by its name, and nothing of it is left."""

from collections import Counter
from decimal import Decimal

import pytest
from sqlalchemy import delete, func, select, update

from netevent.core.database.tables import event_texts, events, metadata, payments
from netevent.office.deleting import service
from netevent.payments.invoices.service import HasInvoices
from netevent.payments.payment import Method, Money
from netevent.payments.service import begin
from tests.door import Door
from tests.office.deleting.everything import belonging, fill
from tests.payments.invoices.sales import issue, pay
from tests.profiles.photos.pictures import files_of, give_photo

PAGE = "/organizer/event/1/delete"


async def counted(door: Door) -> Counter[str]:
    def work(tx) -> Counter[str]:
        tables = metadata.tables.items()
        return Counter(
            {name: tx.execute(select(func.count()).select_from(table)).scalar_one() for name, table in tables}
        )

    return +await door.database.read(work)


async def rename(door: Door, name: str) -> None:
    await door.database.transact(
        lambda tx: tx.execute(update(events).where(events.c.id == 1).values(name=name))
    )


async def test_nothing_in_any_table_is_left_of_it(door: Door):
    await door.database.transact(fill)
    before = await counted(door)
    assert {name for name in belonging() if not before[name]} == set()
    await door.database.transact(service.delete_event, event_id=1)
    left = await counted(door)
    # What was there of the other event, and organizers' own accounts.
    others = {"events": 1, "gates": 1, "staff": 1, "attendees": 1}
    assert {name: rows for name, rows in left.items() if name in belonging()} == others


async def test_a_row_that_is_left_would_be_found(door: Door, monkeypatch: pytest.MonkeyPatch):
    await door.database.transact(fill)
    monkeypatch.setattr("netevent.events.queries.delete_login_accounts_of", lambda tx, event_id: None)
    await door.database.transact(service.delete_event, event_id=1)
    assert (await counted(door))["login_links"] == 1


async def test_no_file_of_a_photo_is_left(app, door: Door, log_in_as):
    await give_photo(log_in_as, door, 1)
    kept = await give_photo(log_in_as, door, 13)
    client, token = await log_in_as("olga")
    assert len(files_of(app)) == 6
    answer = await client.post(PAGE, form={"name": "Event 1"}, headers=token)
    assert answer.headers["Location"] == "/organizer/dashboard"
    assert {path.name[:32] for path in files_of(app)} == {kept}


async def test_the_page_says_what_goes(door: Door, log_in_as):
    client, _ = await log_in_as("olga")  # first: every table then has a row, that of second steps too
    await door.database.transact(fill)
    page = await (await client.get(PAGE)).get_data(as_text=True)
    for said in (
        "13 attendees",
        "1 between two of them",
        "1 scan",
        "2 staff members",
        "1 breakout session",
        "Type “Event 1”.",
    ):
        assert said in page


@pytest.mark.parametrize("typed", ["Event 1", "event 1", "  EVENT   1 ", "Évent 1", "Dag één"])
async def test_the_name_is_compared_leniently(door: Door, log_in_as, typed):
    await door.database.transact(
        lambda tx: (
            tx.execute(event_texts.insert().values(event_id=1, language="nl", name="Dag één")),
            tx.execute(update(events).where(events.c.id == 1).values(name_texts='{"nl": "Dag één"}')),
        )
    )
    client, token = await log_in_as("olga")
    assert (await client.post(PAGE, form={"name": typed}, headers=token)).status_code == 303
    assert (await client.get("/organizer/event/1")).status_code == 404


@pytest.mark.parametrize("typed", ["", "Event", "Event 2", "Event 11", "EVENT1x"])
async def test_another_name_deletes_nothing(door: Door, log_in_as, typed):
    client, token = await log_in_as("olga")
    answer = await client.post(PAGE, form={"name": typed}, headers=token)
    assert answer.status_code == 422
    assert 'id="name-error"' in await answer.get_data(as_text=True)
    assert (await client.get("/organizer/event/1")).status_code == 200


async def test_a_name_of_signs_alone_can_be_typed(door: Door, log_in_as):
    await rename(door, "’’’")
    client, token = await log_in_as("olga")
    assert (await client.post(PAGE, form={"name": "x"}, headers=token)).status_code == 422
    assert (await client.post(PAGE, form={"name": "’’’"}, headers=token)).status_code == 303


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_deletes_it(door: Door, log_in_as, who, status):
    client, token = await log_in_as(who)
    assert (await client.post(PAGE, form={"name": "Event 1"}, headers=token)).status_code == status
    assert (await counted(door))["events"] == 2


@pytest.mark.parametrize("invoiced", [True, False])
async def test_an_event_with_invoices_or_paid_payments_is_kept(door: Door, log_in_as, invoiced: bool):
    payment_id = await pay(door.database)
    if invoiced:
        await issue(door.database, payment_id)
        await door.database.transact(lambda tx: tx.execute(delete(payments)))
    client, token = await log_in_as("olga")
    page = await (await client.get(PAGE)).get_data(as_text=True)
    assert "Put it into the archive instead." in page
    assert 'action="/organizer/event/1/archive"' in page
    answer = await client.post(PAGE, form={"name": "Event 1"}, headers=token)
    assert answer.status_code == 422
    assert "Put it into the archive instead." in await answer.get_data(as_text=True)
    with pytest.raises(HasInvoices):
        await door.database.transact(service.delete_event, event_id=1)
    assert (await counted(door))["events"] == 2


async def test_a_payment_that_never_came_keeps_no_event(door: Door):
    money = Money(Decimal(95), "EUR")
    await door.database.transact(begin, 1, "ORDER", Method.transfer, money)
    await door.database.transact(service.delete_event, event_id=1)
    assert (await counted(door))["events"] == 1
