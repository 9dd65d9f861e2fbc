"""An organizer invites a whole list; the mails arrive; an invited person opens the own one and is in."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from sqlalchemy import update

from netevent.core.database import Database
from netevent.core.database.tables import events
from tests.browser.furnished import preview
from tests.browser.pages import LAPTOP, PHONE, Faults, Visits, is_live
from tests.browser.venue import Venue, make_venue
from tests.servers import application
from tests.servers.application import Server
from tests.servers.databases import SqliteDatabases
from tests.servers.mail import Mailbox

LIST = Path(__file__).resolve().parent.parent / "data" / "attendees-1200.xlsx"
LINK = re.compile(r"https?://\S+/attendee/personal/[\w-]+")
SECONDS = 1000  # in milliseconds
# Twelve hundred of them; against hangs only.
WHILE_MANY_MAILS_LEAVE = 600


@pytest.fixture
async def mailing(
    sqlite_databases: SqliteDatabases, tmp_path: Path, mailbox: Mailbox
) -> AsyncIterator[Venue]:
    """A venue whose server has a mail server, and many seats."""
    given = application.settings_for(
        tmp_path,
        sqlite_databases.new(tmp_path),
        trusted_proxies="1",
        smtp_url=mailbox.url,
        mail_from="tickets@example.org",
    )
    server = Server(tmp_path, given)
    server.start()
    database = Database(given["NETEVENT_DATABASE_URL"])
    try:
        venue = await make_venue(database, server.base_url)
        seats = update(events).where(events.c.id == venue.event_id).values(max_attendees=2000)
        await database.transact(lambda tx: tx.execute(seats))
        yield venue
    finally:
        await database.close()
        server.kill()


@pytest.mark.timeout(1500)
async def test_a_list_is_invited_and_whoever_opens_the_mail_is_in(
    mailing: Venue, browser: Browser, faults: Faults, mailbox: Mailbox
):
    visits = Visits(mailing.base_url, faults, browser)
    office = await visits.open("/", mailing.organizer, viewport=LAPTOP)
    await brings_in_the_list(office, mailing)
    people = await invites_all(office, mailing)
    mail = await arrived(mailbox, people)
    phone = await visits.open(LINK.findall(text_of(mail))[0], viewport=PHONE)
    await opens_the_own_page(phone)
    await expect(row(office, "Opened their page")).to_have_text("1")
    await office.get_by_role("link", name="Remind those who have not opened it").click()
    await expect(office.get_by_text(f"{people - 1:,} people would get it now.")).to_be_visible()
    await visits.close()


async def brings_in_the_list(office: Page, venue: Venue) -> None:
    await preview(office, f"{venue.dashboard}/attendees/import", LIST)
    await office.get_by_role("main").get_by_role("button", name="Import").click()
    await expect(office.get_by_text("The list has been imported.")).to_be_visible()


async def invites_all(office: Page, venue: Venue) -> int:
    """Returns how many; the page tells how far it is, and then what became of them."""
    await office.goto(f"{venue.dashboard}/announcements/new?ready=invitation")
    await office.get_by_role("button", name="Save and look at it").click()
    await is_live(office)
    await office.get_by_role("link", name="Send now to").click()
    button = office.get_by_role("button", name="Send now to")
    people = int(re.sub(r"\D", "", await button.inner_text()))
    await button.click()
    await expect(office.get_by_role("progressbar", name="Progress")).to_be_visible()
    await expect(office.get_by_role("heading", name="Sent", exact=True)).to_be_visible(
        timeout=WHILE_MANY_MAILS_LEAVE * SECONDS
    )
    await expect(row(office, "People")).to_have_text(f"{people:,}")
    return people


async def arrived(mailbox: Mailbox, people: int) -> EmailMessage:
    """The last one of all; no address gets two."""
    await mailbox.wait_for_all(people, seconds=WHILE_MANY_MAILS_LEAVE)
    addresses = [message["X-RcptTo"] for message in mailbox.messages]
    assert len(set(addresses)) == len(addresses)
    return mailbox.messages[-1]


async def opens_the_own_page(phone: Page) -> None:
    """In without a password."""
    await phone.locator("form[action$='/open'] button").click()
    await expect(phone).to_have_url(re.compile("/attendee/dashboard"))


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def row(office: Page, name: str) -> Locator:
    return office.locator("#announcement-outcome .figures li", has_text=name).locator("b")
