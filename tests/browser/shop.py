"""The venue sells seats: what it has on offer, and how people register and pay in a browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from playwright.async_api import BrowserContext, Page, expect
from sqlalchemy import select, update

from netevent.attendees.types.queries import TypeDetails, insert_details
from netevent.core import clock
from netevent.core.database.tables import attendees, events, orders, payments
from netevent.payments.payment import Method
from netevent.payments.settings.payment_settings import Account, PaymentSettings, Seller
from netevent.payments.settings.service import save
from tests.browser.venue import Venue

PAID = PaymentSettings(
    methods=(Method.demo, Method.transfer, Method.desk),
    account=Account("Stichting Smart Cities", "NL91ABNA0417164300", "ABNANL2A"),
    seller=Seller("Stichting Smart Cities", "Damrak 1\n1012 LG Amsterdam", vat_percent=Decimal(21)),
)
PRICED = TypeDetails("Whole day", price=Decimal("95.00"), is_offered=True)
FREE = TypeDetails("Evening only", is_offered=True)


@dataclass(frozen=True, slots=True)
class BrowserShop:
    """A venue with two types on offer, and three seats left."""

    venue: Venue

    @property
    def form(self) -> str:
        return f"/event/register/{self.venue.event_code}"

    @property
    def order(self) -> str:
        """The page of the latest order of a browser."""
        return f"/event/{self.venue.event_code}/payment"

    async def leave(self, seats: int) -> None:
        """So many seats are left from now on."""
        statement = update(events).where(events.c.id == self.venue.event_id)
        left = statement.values(max_attendees=events.c.seats_taken + seats)
        await self.venue.database.transact(lambda tx: tx.execute(left))

    async def end_the_time(self) -> None:
        """The time to pay is over now; the server's clock finds that out by itself."""
        its = (orders.c.event_id == self.venue.event_id, orders.c.state == "open")
        over = update(orders).where(*its).values(expires_at=clock.now() - timedelta(seconds=1))
        await self.venue.database.transact(lambda tx: tx.execute(over))

    async def badge(self, name: str) -> str:
        """The code of who registered."""
        statement = select(attendees.c.attendee_code).where(attendees.c.email == address(self, name))
        return str(await self.venue.database.read(lambda tx: tx.execute(statement).scalar_one()))

    async def payments(self) -> list[tuple[str, str]]:
        """Where each payment stands, and what is wrong with it."""
        columns = (payments.c.state, payments.c.problem)
        statement = select(*columns).where(payments.c.event_id == self.venue.event_id).order_by(payments.c.id)
        rows = await self.venue.database.read(lambda tx: tx.execute(statement).all())
        return [(row.state, row.problem) for row in rows]


async def open_shop(venue: Venue) -> BrowserShop:
    await venue.database.transact(save, venue.event_id, PAID)
    for offered in (PRICED, FREE):
        await venue.database.transact(insert_details, venue.event_id, offered)
    shop = BrowserShop(venue)
    await shop.leave(3)
    return shop


async def fill(page: Page, shop: BrowserShop, name: str, type_name: str = PRICED.name) -> None:
    """The form, as it opens, for one person."""
    await page.get_by_role("radio", name=type_name).check()
    await page.locator("#first_name").fill(name)
    await page.locator("#last_name").fill("Byron")
    await page.locator("#email").fill(address(shop, name))


async def place(page: Page, shop: BrowserShop, name: str = "Ada", type_name: str = PRICED.name) -> None:
    """Register; the page of the order opens."""
    await page.goto(shop.form)
    await fill(page, shop, name, type_name)
    await send(page)


def address(shop: BrowserShop, name: str) -> str:
    return f"{name.lower()}.{shop.venue.event_code.lower()}@example.org"


async def send(page: Page) -> None:
    await page.locator("#registration button.main").click()
    await page.wait_for_url("**/payment*")


async def to_the_demo(page: Page) -> None:
    await page.get_by_role("button", name="Pay in the demo").click()
    await expect(page.get_by_role("heading", name="Demo payment")).to_be_visible()


async def end(page: Page, button: str) -> None:
    """Choose how the payment ends; it leads back to the order."""
    await page.get_by_role("button", name=button, exact=True).click()
    await page.wait_for_url("**/payment*order=*")


async def another_tab(context: BrowserContext, path: str) -> Page:
    page = await context.new_page()
    await page.goto(path)
    return page
