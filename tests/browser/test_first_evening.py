"""The first evening of somebody who never saw NetEvent: from the landing page to the first scan, by buttons.

No address is typed but the first: what comes next is a button or a link on the page, or stands in a mail.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from playwright.async_api import FilePayload, Page, expect

from netevent.core import clock
from tests.browser.pages import LAPTOP, Visits, is_live, shown

PASSWORD = "three words and a lamp"
# Who adds one asks it of everybody on the first evening.
CLICKS, CLICKS_OF_A_HELPER = 22, 3
PEOPLE = 40
TYPES = ("General", "Speaker", "VIP")


@dataclass(slots=True)
class Person:
    """Someone at a screen, whose clicks are counted."""

    page: Page
    clicks: int = 0

    async def press(self, name: str, *, within: str = "#main", role: str = "button") -> None:
        self.clicks += 1
        place = self.page.locator(within)
        await place.get_by_role("link" if role == "link" else "button", name=name).first.click()

    async def go(self, name: str, *, within: str = "#main") -> None:
        await self.press(name, within=within, role="link")

    async def tell(self, **fields: str) -> None:
        for label, text in fields.items():
            await self.page.get_by_label(label.replace("_", " ")).first.fill(text)

    async def reads(self, text: str) -> None:
        await expect(self.page.locator("#main").get_by_text(text).first).to_be_visible()

    async def opens_the_mail(self, mailbox: Page, address: str) -> None:
        """The newest to `address`; its link is opened here."""
        await mailbox.goto("/dev/mail")
        line = mailbox.locator("tr", has_text=address).first
        while not await line.count():  # the mail is on its way
            await mailbox.reload()
        await line.get_by_role("link").click()
        link = await mailbox.locator(".letter a").first.get_attribute("href")
        self.clicks += 1
        await self.page.goto(link or "")


def a_list(mark: str) -> bytes:
    rows = [
        f"Guest{number},Number{number},guest{number}.{mark}@example.org,Firm {number % 7},{TYPES[number % 3]}"
        for number in range(PEOPLE)
    ]
    return "\n".join(["First name,Last name,Email,Organisation,Type", *rows]).encode()


async def test_from_the_landing_page_to_the_first_scan(visits: Visits):
    mark = secrets.token_hex(4)
    nina, marta = f"nina.{mark}@example.org", f"marta.{mark}@example.org"
    mailbox = await visits.open("/dev/mail")
    me = Person(await visits.open("/", viewport=LAPTOP, timezone_id="Europe/Vienna"))

    await registers(me, mailbox, nina)
    await makes_an_event(me)
    await me.reads("2 of 5 done")
    await imports_a_list(me, mark)
    await looks_at_the_types(me)
    await invites_staff(me, marta)
    await shows_a_code(me)
    helper = Person(await visits.open("/"))
    await helper.opens_the_mail(mailbox, marta)
    await checks_somebody_in(helper)
    await sees_it(me)

    assert (me.clicks, helper.clicks) == (CLICKS, CLICKS_OF_A_HELPER)


async def registers(me: Person, mailbox: Page, address: str) -> None:
    await me.go("Organize an event")
    await me.tell(Your_name="Nina New", Email=address, Password=PASSWORD)
    await me.press("Register")
    await me.reads("One more step: check your email")
    await me.opens_the_mail(mailbox, address)
    await me.press("Continue")
    await me.reads("No events yet")


async def makes_an_event(me: Person) -> None:
    await me.go("New event")
    await expect(me.page.get_by_label("Time zone")).to_have_value("Vienna (Europe/Vienna)")
    assert not await me.page.get_by_label("Gates").is_visible()
    day = (clock.now() + timedelta(days=7)).strftime("%Y-%m-%d")
    await me.tell(Event_name="Spring Forum", Starts=f"{day}T09:00", Ends=f"{day}T17:00", Location="Vienna")
    await me.press("Create event")


async def imports_a_list(me: Person, mark: str) -> None:
    await me.go("Attendees", within=".side")
    await me.reads("No attendees yet")
    await expect(me.page.get_by_role("searchbox")).to_be_hidden()  # of nobody there is nothing to find
    await me.go("Import")
    me.clicks += 2  # choosing the file
    file = FilePayload(name="guests.csv", mimeType="text/csv", buffer=a_list(mark))
    await me.page.get_by_label("File").set_input_files(file)
    await me.press("Upload")
    await me.reads("3 attendee types would be created")
    await me.press("Import")
    await me.reads("The list has been imported.")
    await me.go("Go to the attendees")
    await me.reads("40 in total")
    await expect(me.page.get_by_role("searchbox")).to_be_visible()


async def looks_at_the_types(me: Person) -> None:
    await me.go("Registration", within=".side")
    for name in TYPES:
        await me.reads(name)


async def invites_staff(me: Person, address: str) -> None:
    await me.go("Staff", within=".side")
    await me.go("Invite several")
    await me.tell(One_person_a_line=f"Marta Door <{address}>\n")
    await me.press("Send the invitations")
    await me.reads("1 person invited")


async def shows_a_code(me: Person) -> None:
    await me.go("All staff")
    await me.go("Add without email")
    await me.tell(First_name="Quinn")
    await me.press("Add and show the code")
    await expect(me.page.locator("#log-in-code figure svg")).to_be_visible()


async def checks_somebody_in(helper: Person) -> None:
    await helper.reads("Welcome, Marta")
    await helper.tell(Password=PASSWORD)
    await helper.press("Open the desk")
    await is_live(helper.page)
    await helper.page.locator("#desk-field").fill("Guest7")
    helper.clicks += 1
    await helper.page.locator("#desk-found").get_by_role("button", name="Check in").first.click()
    await shown(helper.page, "checked_in", "Guest7 Number7")


async def sees_it(me: Person) -> None:
    await me.go("Overview", within=".side")
    await me.reads("5 of 5 done")
    await me.go("On the day")
    await expect(me.page.locator("#event-counters .figure")).to_have_text(f"1 of {PEOPLE}")
    await expect(me.page.locator("#event-last-arrivals")).to_contain_text("Guest7")
