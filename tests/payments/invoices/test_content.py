"""What an invoice of the first release has in its row is read by every later one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from netevent.payments.invoices.invoice import Buyer, Content, Corrected, Line, Paid
from netevent.payments.invoices.queries import CONTENT
from netevent.payments.payment import Method
from netevent.payments.settings.payment_settings import Seller

# Never to be changed: there are rows like it.
FIRST = (
    '{"seller":{"name":"S","address":"A","vat_id":"V","vat_percent":"19.00","note":"N"},"buyer":{"name":"B",'
    '"company":"C","address":"D","vat_id":"W","email":"b@example.org"},"event":"E","lines":[{"text":"T",'
    '"quantity":2,"unit_price":"59.50","total":"119.00"}],"net":"100.00","tax":"19.00","paid":{"method":"desk",'
    '"on":"2026-11-26"},"corrects":{"label":"2026-0001","issued_on":"2026-11-25"}}'
)
READ = Content(
    seller=Seller("S", "A", "V", Decimal("19.00"), "N"),
    buyer=Buyer("B", "C", "D", "W", "b@example.org"),
    event="E",
    lines=(Line("T", 2, Decimal("59.50"), Decimal("119.00")),),
    net=Decimal("100.00"),
    tax=Decimal("19.00"),
    paid=Paid(Method.desk, date(2026, 11, 26)),
    corrects=Corrected("2026-0001", date(2026, 11, 25)),
)


def test_it_is_read_as_it_was_written():
    assert CONTENT.read(FIRST) == READ
    assert CONTENT.read(CONTENT.write(READ)) == READ
