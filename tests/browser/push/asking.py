"""What somebody asks another one, and what then is on a phone and in the database. For the tests beside."""

from __future__ import annotations

from playwright.async_api import Page, expect
from sqlalchemy import func, select

from netevent.core.database.tables import push_subscriptions
from tests.browser.pages import Visits
from tests.browser.push_phones import Phone, until
from tests.browser.venue import Venue
from tests.people_paths import person_path


async def ask(visits: Visits, venue: Venue, other: str = "Łukasz", who: str = "Sanne") -> Page:
    """Sanne's page, after her request."""
    page = await visits.open(person_path(venue.guests[other].id), venue.guests[who].email)
    await page.get_by_role("button", name="Connect").click()
    await expect(page.locator(".person")).to_contain_text("Request sent")
    return page


async def count_subscriptions(venue: Venue, name: str) -> int:
    of_one = push_subscriptions.c.attendee_id == venue.guests[name].id
    statement = select(func.count()).select_from(push_subscriptions).where(of_one)
    return int(await venue.database.read(lambda tx: tx.execute(statement).scalar_one()))


async def shows(phone: Phone, *titles: str) -> None:
    """Wait until the phone's list of notifications is this one."""

    async def is_so() -> bool:
        return [one["title"] for one in await phone.notifications()] == list(titles)

    await until(is_so)
