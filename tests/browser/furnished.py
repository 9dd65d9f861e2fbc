"""A venue with something on every page. The pages themselves: `role_pages`; of attendees: `acquaintances`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from playwright.async_api import FilePayload, Page, expect
from sqlalchemy import update

from netevent.core import clock
from netevent.core.credentials import new_code
from netevent.core.database.tables import events
from netevent.payments.payment import Method, Money
from netevent.payments.providers.provider import Started
from netevent.payments.service import begin, note_started
from netevent.registration.vouchers.service import add as add_voucher
from netevent.registration.vouchers.voucher import VoucherDetails, VoucherKind
from tests.attendees.questions.asked_people import ask_all_kinds
from tests.breakouts.importing.uploads import programme, row
from tests.browser.announced import Announced, announce
from tests.browser.pages import Visits
from tests.browser.venue import Venue
from tests.factories import (
    insert_co_organizer,
    insert_organizer,
    insert_point,
    insert_presenter,
    insert_session,
)
from tests.payments.invoices.sales import sell
from tests.payments.statements.statements import begin as begin_transfer

LIST = Path(__file__).resolve().parent.parent / "data" / "attendees-with-faults.csv"

# Its headers are no words of ours: what is English on its page is not translated.
ODD_LIST = FilePayload(
    name="lista.csv",
    mimeType="text/csv",
    buffer="Imię;Nazwisko;E-mail;Firma;Uwagi\nOla;Nowak;ola@x.example;ACME;wegetarianka\nJan;Kos;brak;;\n".encode(),
)


@dataclass(frozen=True, slots=True)
class Furnished:
    """A venue with something on every page: people in and turned away, a list with faults, an invitation."""

    venue: Venue
    import_path: str
    preview_path: str
    invitation: str
    staff_path: str
    staff_code: str
    mail_path: str
    point_path: str
    session_path: str
    presented_path: str
    timetable_path: str
    member_path: str
    question_path: str
    demo_payment_path: str
    voucher_path: str
    bank_line_path: str
    announced: Announced


async def furnish(venue: Venue, visits: Visits) -> Furnished:
    desk = await visits.open(f"/staff/{venue.event_id}/attendees/search", venue.marta)
    check_in = f"/staff/{venue.event_id}/checkin"
    for name in ("Łukasz", "Łukasz", "Sanne", "Not", "Un"):
        await post(desk, check_in, code=venue.code(name))
    await post(desk, check_in, code=venue.badge_elsewhere)
    await post(desk, check_in, code="https://shop.example/menu")
    await post(desk, f"{check_in}/undo", attendee_id=str(venue.guests["Sanne"].id))
    office = await visits.open(f"{venue.dashboard}/attendees/import", venue.organizer)
    import_path = await bring_in(office)
    preview_path = await preview(office, f"{venue.dashboard}/attendees/import", ODD_LIST)
    invitation = await invite(office, venue)
    staff_path = (
        await office.locator("tr", has_text="Ada Lovelace").get_by_role("link").first.get_attribute("href")
    )
    code = await office.locator("tr", has_text="Ada Lovelace").locator("code").text_content()
    await office.goto("/dev/mail")
    mail_path = await office.locator("tbody a").first.get_attribute("href")
    point = await insert_point(venue.database, venue.event_id)
    point_path = f"{venue.dashboard}/meeting-points/{point}/remove"
    soon = clock.now().replace(microsecond=0) + timedelta(hours=3)
    sanne = venue.guests["Sanne"].id
    session = await insert_session(
        venue.database, venue.event_id, soon, 45, sanne, max_attendees=1, location="Loft", description="Why."
    )
    await insert_presenter(venue.database, session, await venue.organizer_id())
    session_path = f"{venue.dashboard}/breakout-sessions/{session}"
    presented_path = f"/presenter/session/{session}"
    await office.goto(f"{venue.dashboard}/breakout-sessions/import")
    timetable_path = await show_a_timetable(office)
    shows = update(events).where(events.c.id == venue.event_id).values(has_public_programme=True)
    await venue.database.transact(lambda tx: tx.execute(shows))
    await sell(venue.database, event_id=venue.event_elsewhere)
    member = await insert_organizer(venue.database, name="Edda Editor", email=f"edda{session}@example.org")
    await insert_co_organizer(venue.database, venue.event_id, member, "editor")
    question = await ask_all_kinds(venue.database, venue.event_id, sanne)
    member_path = f"{venue.dashboard}/organizers/{member}"
    voucher = VoucherDetails("EARLY", VoucherKind.percent, Decimal("12.50"), reserved=1, note="Press")
    [voucher_id] = await venue.database.transact(add_voucher, venue.event_id, voucher)
    return Furnished(
        venue,
        import_path,
        preview_path,
        invitation,
        str(staff_path),
        str(code),
        str(mail_path),
        point_path,
        session_path,
        presented_path,
        timetable_path,
        member_path,
        f"{venue.dashboard}/questions/{question}",
        await begin_payment(venue),
        f"{venue.dashboard}/vouchers/{voucher_id}",
        await bring_in_money(office, venue),
        await announce(venue),
    )


async def begin_payment(venue: Venue) -> str:
    """The demo's page of a payment that is open."""
    money = Money(Decimal("95.00"), "EUR")
    payment = await venue.database.transact(begin, venue.event_id, new_code(12), Method.demo, money)
    number = f"demo{payment.id}"
    await venue.database.transact(note_started, payment, Started(number, ""))
    return f"/demo/payment/{number}"


async def post(page: Page, path: str, **form: str) -> None:
    token = await page.locator('meta[name="csrf-token"]').get_attribute("content")
    await page.request.post(path, form={**form, "csrf_token": str(token)})


async def bring_in(office: Page) -> str:
    """The address of the report."""
    await preview(office, office.url)
    await office.get_by_role("main").get_by_role("button", name="Import").click()
    await expect(office.get_by_text("The list has been imported.")).to_be_visible()
    return office.url


async def preview(office: Page, upload: str, file: Path | FilePayload = LIST) -> str:
    """The address of what the list would do."""
    await office.goto(upload)
    await office.get_by_label("File").set_input_files(file)
    await office.get_by_role("main").get_by_role("button", name="Upload").click()
    await expect(office.get_by_role("heading", name="What would happen")).to_be_visible()
    return office.url


async def show_a_timetable(office: Page) -> str:
    """The address of what would change: something changed, new, gone, skipped and doubtful."""
    first = programme(row("a", Seats="9", Speakers="Ada"), row("b"))
    second = programme(row("a", Title="Other", Room="Hall"), row("c", Room="Hall"), row("d", Start="soon"))
    for content, button in ((first, "Import"), (second, "")):
        await office.goto(office.url.split("/import")[0] + "/import")
        file = FilePayload(name="programme.csv", mimeType="text/csv", buffer=content)
        await office.get_by_label("File").set_input_files(file)
        await office.get_by_role("button", name="Show what would change").click()
        await expect(office.get_by_role("heading", name="programme.csv")).to_be_visible()
        if button:
            await office.get_by_role("main").get_by_role("button", name=button).click()
            await expect(office.get_by_text("The timetable has been imported.")).to_be_visible()
    return office.url


async def bring_in_money(office: Page, venue: Venue) -> str:
    """The address at which a line of a bank statement is assigned by hand."""
    await venue.database.transact(begin_transfer, new_code(12), event_id=venue.event_id)
    await office.goto(f"{venue.dashboard}/bank-statement")
    content = b"Date;Amount;Payer;Description\n24.11.2026;95.00;Ada Lovelace;my ticket\n"
    file = FilePayload(name="statement.csv", mimeType="text/csv", buffer=content)
    await office.get_by_label("File of your bank").set_input_files(file)
    await office.get_by_role("button", name="Show the lines").click()
    link = office.get_by_role("link", name="Assign")
    return str(await link.get_attribute("href"))


async def invite(office: Page, venue: Venue) -> str:
    """The link of the invitation."""
    await office.goto(f"{venue.dashboard}/staff")
    await office.get_by_label("First name").fill("Ada")
    await office.get_by_label("Last name").fill("Lovelace")
    await office.get_by_label("Email").fill(f"ada.{venue.event_code.lower()}@example.org")
    await office.get_by_role("button", name="Send the invitation").click()
    return await office.get_by_role("textbox", name="The invitation link").input_value()
