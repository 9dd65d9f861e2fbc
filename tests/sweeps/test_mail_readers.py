"""A law over all mails: each is in the language of whom it goes to, whoever caused it, and in one alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from quart import Quart
from sqlalchemy import delete, update

from netevent.agenda.programme.jobs import SEAT_MAIL, run_seat_mail
from netevent.announcements.announcement import Words
from netevent.connections.notifications import REQUEST
from netevent.core import clock
from netevent.core.database.tables import attendees, events, jobs, organizers, staff
from netevent.core.jobs.worker import Worker
from netevent.core.mail.message import RenderedMail
from netevent.digest.service import UNSEEN_FOR, send_digests
from netevent.identity.accounts import Kind
from netevent.identity.own_account.service import ask_for_address, confirm_address
from netevent.identity.queries import select_account
from netevent.identity.second_step.mails import tell
from netevent.notification_kinds import INBOX
from tests import factories
from tests.announcements.announcing import Desk
from tests.breakouts.seats import make_room
from tests.confirming import newest_link
from tests.conftest import LogIn, on_sqlite
from tests.door import Door, token_of
from tests.factories import insert_connection, insert_notification, insert_session
from tests.mails import waiting_mails
from tests.marked_languages import ONE, OTHER, marks
from tests.sweeps import order_mails
from tests.sweeps.test_mails import MAILS

pytestmark = pytest.mark.usefixtures("two_languages")
BASE = "http://localhost:8000"
IN_ONE = {"Accept-Language": ONE}
STAFF = "/organizer/event/1/staff"
NEW = {"first_name": "Nina", "last_name": "New", "email": "nina@example.com", "language": OTHER}
PASSWORD = "a password of the own"


class Act:
    """What somebody does who reads the one language; who is mailed reads the other."""

    def __init__(self, app: Quart, door: Door, log_in_as: LogIn) -> None:
        self.app, self.door, self._log_in_as = app, door, log_in_as

    async def as_guest(self, path: str, **form: str) -> None:
        guest = self.app.test_client()
        form |= {"csrf_token": await token_of(guest, path)}
        answer = await guest.post(path, form=form, headers=IN_ONE)
        assert answer.status_code == 200
        assert marks(await answer.get_data(as_text=True)) <= {ONE}

    async def as_organizer(self, path: str, **form: str) -> None:
        organizer, token = await self._log_in_as("olga")
        answer = await organizer.post(path, form=form, headers=token)
        assert answer.status_code in (200, 303)


async def announce(act: Act, is_important: bool = False) -> None:
    """Each reads the organizer's words in the own language, and the date too."""
    texts = {code: Words(f"[{code}]", f"[{code}] {{date}}") for code in (ONE, OTHER)}
    desk = Desk(act.door.database, 1, 1)
    await desk.send(language=ONE, texts=texts, is_important=is_important)


async def ask_for_links(act: Act, name: str) -> None:
    await act.as_guest("/attendee/request-link", email=f"{name}@example.com")


async def ask_for_a_password(act: Act) -> None:
    await act.as_guest("/login/forgotten", email="otto@example.com")


async def ask_for_an_address(act: Act) -> None:
    """It is Otto's already, who is told."""
    form = {"email": "otto@example.com", "proof": factories.PASSWORD}
    await act.as_organizer("/account/address", **form)


async def change_the_address(act: Act) -> None:
    """The new mailbox has a link; the old one is told when it was used."""
    otto = await act.door.database.read(select_account, Kind.organizer, 2)
    assert otto is not None
    await act.door.database.transact(ask_for_address, otto, "new@example.com", BASE)
    link = await newest_link(act.door.database, "new@example.com")
    await act.door.database.transact(confirm_address, link.rsplit("/", 1)[1])


async def guard_the_login(act: Act) -> None:
    """Switch the second step on and off, and so on: each is told in words of its own."""
    otto = await act.door.database.read(select_account, Kind.organizer, 2)
    assert otto is not None
    for what in ("on", "off", "codes", "reset", "passkey_added", "passkey_removed"):
        await act.door.database.transact(tell, otto, what)


async def register_as_a_stranger(act: Act) -> None:
    """Somebody types the address of an attendee, who gets the own link."""
    await act.door.database.transact(lambda tx: tx.execute(update(events).values(is_open=True)))
    form = {"first_name": "S", "last_name": "T", "email": "guest1@example.com", "password": PASSWORD}
    await act.as_guest("/register/attendee/EVENT1", **form)


async def register_as_an_organizer(act: Act) -> None:
    form = {"name": "S", "email": "otto@example.com", "password": PASSWORD}
    await act.as_guest("/register/organizer", **form)


async def present(act: Act, **form: str) -> None:
    """Somebody new is written to in the language of the event's owner, who reads the other here."""
    work = update(organizers).where(organizers.c.id == 1).values(preferred_language=OTHER)
    await act.door.database.transact(lambda tx: tx.execute(work))
    session_id = await insert_session(act.door.database, 1, clock.now())
    await act.as_organizer(f"/organizer/event/1/breakout-sessions/{session_id}/presenters", **form)


async def organize(act: Act, **form: str) -> None:
    """As `present`."""
    work = update(organizers).where(organizers.c.id == 1).values(preferred_language=OTHER)
    await act.door.database.transact(lambda tx: tx.execute(work))
    await act.as_organizer("/organizer/event/1/organizers", role="viewer", **form)


async def hand_over(act: Act) -> None:
    await organize(act, email="otto@example.com")
    await act.door.database.transact(lambda tx: tx.execute(delete(jobs)))
    await act.as_organizer("/organizer/event/1/organizers/2/hand-over")


async def tell_of_what_waits(act: Act) -> None:
    """By the clock, for nobody in particular."""
    long_ago = clock.now() - UNSEEN_FOR - timedelta(minutes=1)
    for reader in (1, 2):
        asked = await insert_connection(act.door.database, 3, reader, status="pending", asked_at=long_ago)
        await insert_notification(act.door.database, reader, REQUEST, asked, created_at=long_ago)
    assert await send_digests(act.door.database, INBOX, BASE, "k" * 40, clock.now()) == 2


async def write_to_a_session(act: Act) -> None:
    session_id = await insert_session(act.door.database, 1, clock.now(), 45, 1, 2)
    await act.as_organizer(f"/presenter/session/{session_id}/message", text="[a]")


async def give_a_seat_up(act: Act) -> None:
    """Of two who wait for it the first one moves up; then the other one."""
    room = await make_room(act.door)
    for person in (3, 1, 2):
        await room.register(person)
    for person in (3, 1):
        await room.cancel(person)
        await Worker(act.door.database, SEAT_MAIL, partial(run_seat_mail, act.door.database, BASE)).run_due()


# What is done, and whom it mails; `guest2` reads the one language, all others the other.
CAUSES: dict[str, tuple[Callable[[Act], Awaitable[None]], str, set[str]]] = {
    "an attendee's link": (lambda act: ask_for_links(act, "guest1"), "personal_link", {"guest1"}),
    "a registration": (register_as_a_stranger, "personal_link", {"guest1"}),
    "an organizer's link": (lambda act: ask_for_links(act, "otto"), "login_link", {"otto"}),
    "a member's link": (lambda act: ask_for_links(act, "marta"), "login_link", {"marta"}),
    "a forgotten password": (ask_for_a_password, "password_link", {"otto"}),
    "a new address that is taken": (ask_for_an_address, "address_link", {"otto"}),
    "a new address": (change_the_address, "address_changed", {"otto", "new"}),
    "a second step": (guard_the_login, "login_guard", {"otto"}),
    "an organizer's registration": (register_as_an_organizer, "login_link", {"otto"}),
    "an organizer's invitation": (
        lambda act: act.as_organizer("/organizer/invite", name="S", email="otto@example.com"),
        "login_link",
        {"otto"},
    ),
    "an invitation": (lambda act: act.as_organizer(STAFF, **NEW), "staff_invitation", {"nina"}),
    "an invitation again": (
        lambda act: act.as_organizer(f"{STAFF}/1/resend"),
        "staff_invitation",
        {"marta"},
    ),
    "a presenter's invitation": (
        lambda act: present(act, name="Nina", email="nina@example.com"),
        "presenter_invitation",
        {"nina"},
    ),
    "a presenter's session": (
        lambda act: present(act, email="otto@example.com"),
        "presenter_assigned",
        {"otto"},
    ),
    "a co-organizer's invitation": (
        lambda act: organize(act, name="Nina", email="nina@example.com"),
        "organizer_invitation",
        {"nina"},
    ),
    "a co-organizer's event": (
        lambda act: organize(act, email="otto@example.com"),
        "organizer_added",
        {"otto"},
    ),
    "an event that was handed over": (hand_over, "event_handed_over", {"otto"}),
    "an invitation by its code": (lambda act: act.as_guest("/staff/CODE1"), "staff_invitation", {"marta"}),
    "a presenter's message": (write_to_a_session, "session_message", {"guest1", "guest2"}),
    "a seat that was waited for": (give_a_seat_up, "moved_up", {"guest1", "guest2"}),
    "an order": (lambda act: order_mails.buy(act.door), "order", {"zoe", "zoe1", "zoe2", "zoe3"}),
    "an order for others": (
        lambda act: order_mails.buy_for_another(act.door),
        "seat_given",
        {"zoe", "yan"},
    ),
    "a seat that is handed over": (
        lambda act: order_mails.hand_a_seat_over(act.door),
        "seat_passed",
        {"zoe", "yan"},
    ),
    "money that comes twice": (
        lambda act: order_mails.pay_twice(act.door),
        "payment_to_return",
        {"zoe", "olga"},
    ),
    "a seat that is cancelled": (
        lambda act: order_mails.cancel_a_seat(act.door),
        "registration_cancelled",
        {"zoe", "yan"},
    ),
    "an event that is cancelled": (
        lambda act: order_mails.cancel_the_event(act.door),
        "event_cancelled",
        {f"guest{number}" for number in range(1, 13)},
    ),
    "an announcement": (announce, "announcement", {f"guest{number}" for number in range(1, 13)}),
    "an announcement that one must get": (
        partial(announce, is_important=True),
        "important_announcement",
        {f"guest{number}" for number in range(1, 13)},
    ),
    "the digest": (tell_of_what_waits, "digest", {"guest1", "guest2"}),
}


def test_every_kind_of_mail_is_caused_here():
    """A written mail has a text of its own, and no language."""
    assert {template for _, template, _ in CAUSES.values()} | {"written"} == set(MAILS)


@pytest.fixture
async def act(app: Quart, door: Door, log_in_as: LogIn) -> Act:
    def work(tx: Any) -> None:
        for table in (organizers, staff, attendees):
            tx.execute(update(table).values(preferred_language=OTHER))
        tx.execute(update(organizers).where(organizers.c.id == 1).values(preferred_language=ONE))
        tx.execute(update(attendees).where(attendees.c.id == 2).values(preferred_language=ONE))
        tx.execute(update(staff).where(staff.c.id == 1).values(staff_code="CODE1"))

    await door.database.transact(work)
    return Act(app, door, log_in_as)


async def mails_to(door: Door, names: set[str]) -> list[RenderedMail]:
    """All that wait, once each of these has one: some are queued after the answer."""
    async with asyncio.timeout(60):
        while True:
            mails = await waiting_mails(door.database)  # each look lets the others go on
            if {mail.recipient.split("@")[0] for mail in mails} >= names:
                return mails


@on_sqlite
@pytest.mark.parametrize("cause", CAUSES)
async def test_a_mail_is_in_its_recipients_language_whoever_caused_it(act: Act, cause: str):
    do, _, names = CAUSES[cause]
    await do(act)
    mails = await mails_to(act.door, names)
    assert {mail.recipient.split("@")[0] for mail in mails} == names
    for mail in mails:
        own = ONE if mail.recipient.startswith("guest2@") else OTHER
        assert [marks(part) for part in (mail.subject, mail.text, mail.html)] == [{own}] * 3
        assert f'<html lang="{own}">' in mail.html


@on_sqlite
async def test_a_mail_for_who_reads_what_is_no_longer_spoken_is_in_the_servers_language(act: Act):
    await act.door.change_attendee(1, preferred_language="xx")
    await ask_for_links(act, "guest1")
    (mail,) = await mails_to(act.door, {"guest1"})
    assert '<html lang="en">' in mail.html
    assert marks(mail.text) == set()
