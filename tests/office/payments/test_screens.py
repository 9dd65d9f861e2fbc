"""A payment that arrives, or goes back, shows on the open pages of its event and on no other."""

from __future__ import annotations

from netevent.core.database import Database
from netevent.office.payments.screens import PAYMENTS
from netevent.payments.payment import Method
from tests.payments.refunds.asking.paying import paid
from tests.registration.orders.shop import Shop, open_shop


async def shown(shop: Shop) -> dict[str, str]:
    def work(tx) -> dict[str, str]:
        return {one.target: one.render("en", {}) for one in PAYMENTS.shown(tx, shop.event_id)}

    return await shop.database.read(work)


async def test_the_regions_show_what_arrived_at_their_event_alone(database: Database):
    shop, other = await open_shop(database), await open_shop(database)
    payment = await paid(shop, "Anna", method=Method.transfer)
    regions = await shown(shop)
    assert payment.reference in regions[f"payments-{shop.event_id}-newest"]
    assert "€95.00" in regions[f"payments-{shop.event_id}-sums"]
    assert payment.reference not in "".join((await shown(other)).values())


async def test_a_row_and_a_page_are_pushed_for_the_payment_alone(database: Database):
    shop, other = await open_shop(database), await open_shop(database)
    payment = await paid(shop, "Anna")
    for item in PAYMENTS.items:
        (one,) = await database.read(item.shown, shop.event_id, payment.id)
        assert f'id="{one.target}"' in one.render("en", {})
        assert await database.read(item.shown, other.event_id, payment.id) == []
