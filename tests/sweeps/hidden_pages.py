"""Pages that neither a link nor an address by hand leads to: each stands behind something that was done.

Called by the sweep over the pseudo-language, with its reader.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from quart.datastructures import FileStorage

from netevent.announcements.announcement import Audience, Starts, State
from netevent.announcements.ready.texts import READY
from netevent.announcements.recipients.recipient import Which
from netevent.badges.kiosks.kiosk import Wish
from netevent.badges.kiosks.service import add as add_kiosk
from netevent.badges.stations.service import add as add_station
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.documents.badges.formats import Format
from netevent.office.batches.batch import UNDO
from netevent.office.batches.kinds import KINDS
from netevent.office.calling_off.call_off import CALL_OFF
from netevent.payments import service as payments
from netevent.payments.statements.matching import Mark
from netevent.payments.statements.reading import read_lines
from netevent.registration.orders.order import Asked, Buyer, NewOrder, Order
from netevent.registration.orders.placing.service import place
from netevent.registration.orders.reading_rights import ORDERS
from netevent.registration.settings.queries import RegistrationSettings, write_settings
from tests.announcements.office.announced import POSTED, put_results, write
from tests.attendees.importing.test_upload import DATA, report, send
from tests.breakouts.importing.uploads import Organizer, programme, row
from tests.browsers import let_see
from tests.conftest import LogIn
from tests.door import PASSWORD, badge, token_of
from tests.factories import insert_type
from tests.identity.second_step.phone import first_step, set_up
from tests.office.batches.test_routes import over, post_ticked
from tests.payments.invoices.sales import sell_and_give_back
from tests.payments.statements.statements import begin, payments_of
from tests.registration.orders.shop import LINKS, person

if TYPE_CHECKING:
    from tests.sweeps.test_pseudo_language import Reader

# The same names in all forms; each value is one that a form refuses.
WRONG = {
    "email": "x", "name": "x" * 300, "first_name": "x" * 300, "last_name": "", "password": "x", "start": "x",
    "end": "x", "time": "x", "time_zone": "x", "language": "xx", "phone": "x", "linkedin": "x", "code": "x",
    "introduction": "x" * 9000, "message": "x" * 9000, "note": "x" * 9000, "scan_id": "x", "date_format": "x",
}  # fmt: skip

TYPES: dict[str, dict[str, Any]] = {
    "Two days": {"price": Decimal(95), "capacity": 12},
    "Two days early": {"sale_until": datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)},
    "Two days late": {"sale_from": datetime(2099, 1, 1, tzinfo=UTC).replace(tzinfo=None)},
    "Two days full": {"capacity": 0},
    "Two days hidden": {"unlock_code": "SUMMER"},
}


async def read_orders(reader: Reader, log_in_as: LogIn) -> None:
    """The registration page with types, to choose and not; and an order that waits for a word."""
    database = reader.door.database
    for name, given in TYPES.items():
        await insert_type(database, 1, name, is_offered=True, **given)
    await database.transact(write_settings, 1, RegistrationSettings(needs_approval=True))
    guest = await insert_type(database, 1, "Guest of honour", is_offered=True)
    new = NewOrder(Buyer("Ada Byron", "ada@example.org", "en"), (Asked(guest, person("Ada")),))
    order = await database.transact(place, 1, new, LINKS)
    client = reader.app.test_client()
    page = "/event/register/EVENT1"
    await reader.open(client, f"{page}?unlock=SUMMER")
    token = await token_of(client, page)
    for pressed in ({}, {"add": "1"}, {"show": "1", "unlock": "WINTER"}):
        await reader.post(client, page, WRONG | {"p1-email": "x", "csrf_token": token} | pressed)
    await read_own_order(reader, client, order)
    olga, _ = await log_in_as("olga")
    await reader.door.change_attendee(3, payment_status="pending", amount_due=Decimal("95.00"))
    await reader.open(olga, "/staff/1/till/3")
    for path in ("orders", f"orders/{order.id}", "orders?q=nobody", "registration-settings"):
        await reader.open(olga, f"/organizer/event/1/{path}")


async def read_own_order(reader: Reader, client: Any, order: Order) -> None:
    """The page of an order, in the browser that placed it; nobody else has it."""
    page = "/event/EVENT1/payment"
    await let_see(client, ORDERS, order.id)
    await reader.open(client, page)
    await reader.open(client, f"{page}/seats/{order.seats[0].id}?order={order.reference}")
    given = {"order": order.reference, "csrf_token": await token_of(client, page)}
    for path in (page, f"{page}/cancel"):
        await reader.post(client, path, given | {"method": "desk"})
    await reader.open(reader.app.test_client(), page)


async def read_batches(reader: Reader, log_in_as: LogIn) -> None:
    """What is done with many: asked, done, and taken back; and what is left out each time."""
    olga, token = await log_in_as("olga")
    attendees = "/organizer/event/1/attendees"
    await reader.open(olga, f"{attendees}/batch-assign-type?to=0&whom=found")
    await reader.open(olga, f"{attendees}/batch?whom=found")
    for kind in KINDS:
        await reader.open(olga, f"{attendees}/batch?do={kind}-0&whom=found")
        answer = await post_ticked(olga, token, [2, 3, 4, 5], do=f"{kind}-0", sure="4", number=kind)
        if answer.status_code != 303:
            continue  # where nothing can be mailed
        page = answer.headers["Location"]
        await over(reader.door)
        await reader.open(olga, page)
        await reader.post(olga, f"{page}/undo", {"csrf_token": token["X-CSRF-Token"]})
        await over(reader.door, UNDO.name)
        await reader.open(olga, page)


async def read_a_cancelled_event(reader: Reader, log_in_as: LogIn) -> None:
    """While it goes on, and when it is over."""
    olga, token = await log_in_as("olga")
    page = "/organizer/event/1/cancel"
    form = {"name": "Event 1", "text": "x", "csrf_token": token["X-CSRF-Token"]}
    await reader.post(olga, page, form)
    await reader.open(olga, page)
    await over(reader.door, CALL_OFF.name)
    await reader.open(olga, page)
    await reader.open(olga, "/organizer/event/1")
    await reader.open(reader.app.test_client(), "/register/attendee/EVENT1")


async def read_a_second_step(reader: Reader, log_in_as: LogIn) -> None:
    """While it is on, and while a login waits for it."""
    olga, header = await log_in_as("olga")
    phone = await set_up(olga, header)
    for page in ("/account/second-step", "/account/second-step/off", "/account/second-step/codes"):
        await reader.open(olga, page)
    form = {"code": phone.recovery[0], "proof": PASSWORD, "csrf_token": header["X-CSRF-Token"]}
    await reader.post(olga, "/account/second-step/codes", form)
    await reader.post(olga, "/account/second-step/off", WRONG | form)
    guest, _ = await first_step(reader.app, "olga@example.com")
    await reader.open(guest, "/login/code")
    token = {"csrf_token": await token_of(guest, "/login/code")}
    for path in ("/login/code", "/login/passkey"):
        await reader.post(guest, path, WRONG | token)


async def read_a_file(reader: Reader, log_in_as: LogIn) -> None:
    """Its page; a page that only a form leads to."""
    client, token = await log_in_as("olga")
    ordered: Any = await client.post("/organizer/event/1/journal/csv/download", headers=token)
    page = ordered.headers["Location"]
    shown: Any = await client.get(page)
    await reader.read("GET", page, shown.status_code, await shown.get_data(as_text=True))


async def read_a_kiosk(reader: Reader, log_in_as: LogIn) -> None:
    """As people stand before it; then as its organizer has it, who removes it in the end."""
    made = await reader.door.database.transact(add_kiosk, 1, Wish("Kiosk of Olga", 1, None), "!")
    browser: Any = reader.app.test_client()
    form = {"csrf_token": await token_of(browser, "/nowhere")}
    await reader.open(browser, f"/kiosk/open/{made.token}")
    await reader.post(browser, f"/kiosk/open/{made.token}", form)
    assert (await browser.get("/kiosk")).status_code == 200
    await reader.open(browser, "/kiosk")
    await reader.open(browser, "/kiosk/leave")
    await reader.post(browser, "/kiosk/leave", form | {"pin": "4711"})
    await reader.post(browser, "/kiosk/find", form | {"code": "NOBODY"})
    await reader.post(browser, "/kiosk/find", form | {"code": badge(5)})
    await reader.post(browser, "/kiosk/check-in", form)
    client, token = await log_in_as("olga")
    own = f"/organizer/event/1/badges/kiosks/{made.device.id}"
    for path in ("/organizer/event/1/badges/kiosks", own, f"{own}/remove"):
        await reader.open(client, path)
    form = {"csrf_token": token["X-CSRF-Token"]}
    await reader.post(client, own, form)
    await read_a_link(reader, client, f"{own}/link", form)
    await reader.post(client, f"{own}/remove", form)
    station = await reader.door.database.transact(add_station, 1, "Station of Olga", Format.a6)
    await read_a_link(reader, client, f"/organizer/event/1/badges/stations/{station.device.id}/link", form)


async def read_a_link(reader: Reader, client: Any, path: str, form: dict[str, str]) -> None:
    """Of a station or a kiosk: shown to who has just made it."""
    await reader.post(client, path, form)
    assert (await client.get(path)).status_code == 200
    await reader.open(client, path)


async def read_invoices(reader: Reader, log_in_as: LogIn) -> None:
    """The list with one of each kind; a file of them; and why their event is not deleted."""
    await sell_and_give_back(reader.door.database)
    client, token = await log_in_as("olga")
    own = "/organizer/event/1/invoices"
    await reader.open(client, own)
    await reader.open(client, f"{own}?year=1999")
    await reader.post(client, f"{own}/file", {"csrf_token": token["X-CSRF-Token"], "file": "csv"})
    await reader.open(client, f"{own}/{2**30}")
    await reader.open(client, "/organizer/event/1/delete")
    buyer, _ = await log_in_as("guest1")
    await reader.door.change_attendee(1, payment_status="paid")
    await reader.open(buyer, "/attendee/privacy/delete")


async def read_an_import(reader: Reader, log_in_as: LogIn) -> None:
    """What it would do, with another meaning of a column; its rows; its report; and its undo."""
    content = (DATA / "attendees-with-faults.csv").read_bytes()
    reader.data |= set(content.decode("utf-8-sig").splitlines())
    client, answer = await send(log_in_as, content, "attendees-with-faults.csv")
    preview = answer.headers["Location"]
    token = {"csrf_token": await token_of(client, preview)}
    await reader.read("GET", preview, 200, await (await client.get(preview)).get_data(as_text=True))
    rows = f"{preview}/rows?group=added"
    await reader.read("GET", rows, 200, await (await client.get(rows)).get_data(as_text=True))
    await reader.post(client, preview, token | {"column-0": ""})
    await reader.read("GET", preview, 200, await (await client.get(preview)).get_data(as_text=True))
    await reader.post(client, preview, token | {"column-0": "first_name"})
    page = await report(reader.door, client, answer)
    done = (await client.get(preview)).headers["Location"]
    await reader.read("GET", done, 200, page)
    for _ in range(2):
        await reader.post(client, f"{done}/undo", token)


async def read_a_timetable(reader: Reader, log_in_as: LogIn) -> None:
    """With something new, changed, gone, skipped, doubtful; and what was done with it."""
    olga = Organizer(*await log_in_as("olga"))
    await olga.bring_in(programme(row("a", Seats="9"), row("b")))
    changed = row(
        "a", Title="Other", Speakers="Ada", Seats="8", Room="", Start="2026-11-27 09:15", Track="Web"
    )
    where, page = await olga.preview(
        programme(changed, row("c", Room="Hall"), row("d", Room="Hall", Seats="many"), row("e", Start="soon"))
    )
    await reader.read("GET", where, 200, page)
    await reader.read("GET", where, 200, await olga.say_yes(where))


async def read_a_statement(reader: Reader, log_in_as: LogIn) -> None:
    """Lines with every mark, one to assign by hand, and what was done with them."""
    olga, token = await log_in_as("olga")
    await reader.door.database.transact(_payments)
    page = "/organizer/event/1/bank-statement"
    for content in (_statement(), _statement(), b"Date;Amount\n24.11.2026;-5\n"):
        file = FileStorage(BytesIO(content), filename="statement.csv")
        answer = await olga.post(page, files={"file": file}, headers=token)
        await reader.read("POST", page, answer.status_code, str(await answer.get_data(as_text=True)))
        await reader.open(olga, page)
    lines = await reader.door.database.read(read_lines, 1)
    assert {one.match.mark for one in lines.matched} | {Mark.unknown} == set(Mark)
    by_hand = f"{page}/{lines.unknown[0].id}"
    await reader.open(olga, by_hand)
    await reader.open(olga, f"{by_hand}?q=zzz")
    ticked = "&".join(
        f"line={one.line.id}:{mark}" for one in lines.matched for mark in (one.match.mark, "unknown")
    )
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    await olga.post(f"{page}/take", data=ticked, headers=token | kind)
    await reader.open(olga, page)
    await olga.post(f"{page}/dismiss", form={"which": "all"}, headers=token)
    await reader.open(olga, page)
    await reader.post(olga, by_hand, token | {"csrf_token": await token_of(olga, page), "payment": "1"})


async def read_announcements(reader: Reader, log_in_as: LogIn) -> None:
    """One of each state, with every outcome, each part of its people, and what is said of each button."""
    olga, token = await log_in_as("olga")
    page = "/organizer/event/1/announcements"
    moment: dict[str, Any] = {"starts": Starts.at, "send_at": clock.now() + timedelta(days=400)}
    draft, later, stopped, sent, sending = [await write(reader.door, 1, **moment) for _ in range(5)]
    for number, state in ((stopped, State.stopped), (sent, State.sent), (sending, State.sending)):
        await put_results(reader.door, number, state)
    for act in ("schedule", "unschedule", "stop", "test"):
        await olga.post(f"{page}/{draft}/{act}", headers=token)
        await reader.open(olga, f"{page}/{draft}")
    await olga.post(f"{page}/{later}/schedule", headers=token)
    for address in ("", "/delete", "/send", "/edit", "?person=1&in=de"):
        await reader.open(olga, f"{page}/{draft}{address}")
    for which in Which:
        await reader.open(olga, f"{page}/{sent}?which={which}")
    for address in (f"/outcome?id={sent}", f"/{sending}", f"/{stopped}", f"/{later}", f"/{later}/send", ""):
        await reader.open(olga, page + address)
    for audience in Audience:
        await reader.open(olga, f"{page}/count?audience={audience}")
    for ready in (*(one.key for one in READY), "own"):
        await reader.open(olga, f"{page}/new?ready={ready}")
    csrf = token | {"csrf_token": await token_of(olga, page)}
    wrong = {"audience": "type", "starts": "at", "subject_de": "x"}
    await reader.post(olga, f"{page}/new", csrf | wrong)
    await reader.post(olga, f"{page}/{draft}/edit", csrf | POSTED | {"seen_at": "2020-01-01"})
    await reader.post(olga, f"{page}/{draft}/delete", csrf)
    await reader.open(olga, page)


def _payments(tx: Transaction) -> None:
    for letter in "ABCDEF":
        begin(tx, letter * 12)
    paid, *_ = payments_of(tx, "E" * 12)
    payments.take(tx, 1, paid.id, "Olga")
    payments.end_open(tx, "F" * 12)


def _statement() -> bytes:
    amounts = {"A": "95", "B": "94", "C": "96", "D": "95 CHF", "E": "95", "F": "95"}
    rows = [f"24.11.2026;{amount};{letter * 12}" for letter, amount in amounts.items()]
    return "\n".join(("Date;Amount;Description", *rows, "24.11.2026;95;thanks", "soon;95;thanks")).encode()
