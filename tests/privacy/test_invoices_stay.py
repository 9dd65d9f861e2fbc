"""Who deletes the account is still in the books: an invoice is kept as it was made."""

from __future__ import annotations

from netevent.payments.invoices.queries import select_invoice
from netevent.privacy.deletion import service
from tests.conftest import LogIn
from tests.door import Door
from tests.payments.invoices.sales import sell


async def test_an_invoice_stays_when_its_buyer_deletes_the_account(door: Door):
    invoice = await sell(door.database)
    await door.database.transact(service.delete_account, attendee_id=1)
    assert await door.database.read(select_invoice, 1, invoice.id) == invoice


async def test_who_paid_is_told_so_before(door: Door, log_in_as: LogIn):
    guest, _ = await log_in_as("guest1")
    for status, is_told in (("not_due", False), ("paid", True)):
        await door.change_attendee(1, payment_status=status)
        page = await (await guest.get("/attendee/privacy/delete")).get_data(as_text=True)
        assert ("the law makes the organizer keep it" in page) is is_told
