"""A law over all that people read: each text went through gettext. What Python says is found by this alone.

The house speaks a language whose every text stands between brackets; what a page, a refusal or a mail shows
outside of them is data, or it went past the translators.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar

import pytest
from quart import Quart
from quart.typing import TestClientProtocol as Client
from sqlalchemy import select
from wtforms.i18n import get_translations

from netevent.core import i18n
from netevent.core.database import Transaction
from netevent.core.database.tables import metadata
from netevent.core.web import forms
from netevent.office.mail_previews.material import ANOTHER, NOBODY_YET
from tests.conftest import LogIn, on_sqlite
from tests.door import Door, token_of
from tests.sweeps.brackets import Bracketed, bare_words, bare_words_of_mail
from tests.sweeps.crawler import STARTS, Address, endpoint_of, walk
from tests.sweeps.hidden_pages import (
    WRONG,
    read_a_cancelled_event,
    read_a_file,
    read_a_kiosk,
    read_a_second_step,
    read_a_statement,
    read_a_timetable,
    read_an_import,
    read_announcements,
    read_batches,
    read_invoices,
    read_orders,
)
from tests.sweeps.test_mail_readers import CAUSES, Act, mails_to
from tests.sweeps.test_mail_readers import act as act
from tests.sweeps.test_owned_pages import PAGES
from tests.sweeps.test_routes import rules

TRANSLATED = [language.code for language in i18n.SEVEN if language.code != "en"]

# Where no link of a page leads.
BY_HAND = {
    "nobody": (
        "/goodbye",
        "/nowhere",
        "/staff/invite/over",
        "/staff/join/over",
        "/print",
        "/attendee/personal/over",
        "/login/link/over",
        "/login/password/over",
        "/account/address/over",
        "/kiosk",
        "/kiosk/open/over",
        "/event/EVENT1/programme",
        "/event/EVENT1/programme?q=nobody",
        "/event/register/EVENT1",
        "/certificate/ABCDEFGHJKLMNPQR",
    ),
    "olga": (
        "/organizer/event/1/attendees?q=nobody",
        "/organizer/event/2",
        "/organizer/event/1/addresses",
        "/organizer/time-zones?zone=nowhere",
        "/organizer/event/1/look/preview?colour=%23fff",
        "/organizer/event/1/badges/rectangular/download?whom=found&q=nobody",
        "/organizer/event/1/badges/rectangular/download?people=1",
        "/organizer/events/archived",
        "/organizer/event/1/attendees/doubles/1/2",
        "/organizer/event/1/attendees/1/same-as?q=guest",
        "/staff/1/attendees/search?q=x",
        "/staff/1/letter/g",
        "/staff/1/badges/1/text",
        "/organizer/event/1/breakout-sessions/1/presenters",
        "/organizer/event/1/organizers/leave",
        "/presenter/dashboard",
    ),
    "marta": ("/staff/1/attendees/search?q=guest", "/organizer/event/1", "/staff/2/dashboard"),
    "guest1": (
        "/attendee/people?q=nobody",
        "/attendee/people/find?q=guest",
        "/appointments/999",
        "/appointments/12/accept",
    ),
    "guest2": ("/organizer/dashboard",),
}
POSTED = {
    "olga": (
        "/staff/1/checkin",
        "/staff/1/checkin/undo",
        "/staff/1/badges/print",
        "/rooms/1/checkin",
        "/rooms/1/checkin/undo",
        "/account/logins/end",
        "/organizer/event/preview",
        "/organizer/event/1/badges/preview",
        "/account/logins/end-others",
        "/organizer/event/1/breakout-sessions/1/people/2/put-in",
        "/organizer/event/1/attendees/doubles/undo",
        "/organizer/event/1/attendees/doubles/1/2",
    ),
    "guest1": (
        "/attendee/scan/connect",
        "/attendee/notifications/request/1/seen",
        "/attendee/event/attendance",
        "/attendee/breakout-sessions/1/cancel",
    ),
}
# Sent last: they end the login, or what the pages are about.
ENDING = ("logout", "archive", "delete", "hand-over", "remove", "password")
REDIRECTS = {302, 303, 308}
# Routes that show nobody a page, and why.
SHOWS_NO_PAGE = {
    "health.alive": "for programs",
    "health.ready": "for programs",
    "announcements_off.turn_off": "for programs, or leads back",
    "announcements_off.turn_on": "leads back",
    "digest.switch_off": "for programs, or leads back",
    "undeliverable.try_again": "leads back",
    "undeliverable.try_all_again": "leads back",
    "home.badge_in_capitals": "the same page as in small letters",
    "identity.language": "leads back",
    "batches.stop": "leads back",
    "bank_statements.take": "leads back",
    "bank_statements.dismiss": "leads back",
    "calling_off.left": "a file: tests/office/calling_off/test_routes.py",
    "office_mails.html_part": "a mail, each of which is read below: tests/office/mail_previews",
    "office_payments.try_again": "leads back",
    "announcements.csv": "a file: tests/announcements/office/test_table.py",
    "announcements.html_part": "a mail, read below with the others: tests/announcements/office",
    "announcement_acts.schedule": "leads back",
    "announcement_acts.unschedule": "leads back",
    "announcement_acts.stop": "leads back",
    "announcement_acts.test": "leads back",
    "payment_files.csv": "a file: tests/office/payments/test_files.py",
    "payment_files.excel": "a file: tests/office/payments/test_files.py",
    "doubles.two_people": "leads back",
    "handbook.picture": "a picture",
    "webapp.service_worker": "a script, which has no texts",
    "webapp.manifest": "for the phone: tests/webapp/test_routes.py",
    "webapp.start": "leads on",
    "second_step.open_others": "leads on",
    "passkeys.remove": "leads back",
    "passkeys.options_to_add": "for the page's script",
    "passkeys.options_to_log_in": "for the page's script",
    "push.key": "for the page's script",
    "push.subscribe": "for the page's script",
    "push.end": "for the page's script",
    "push.test": "for the page's script",
    "push.renewed": "for the service worker",
    "push_choices.remove": "leads back",
    "archiving.bring_back": "leads back",
    "orders.decide": "leads back",
    "orders.seat": "leads back",
    "orders.remove": "leads back",
    "event_registration.calendar": "a calendar file: tests/registration/form/test_routes.py",
    "own_badge.shown_picture": "a picture: tests/badges/own/test_routes.py",
    "own_badge.pdf": "a file: tests/badges/own/test_routes.py",
    "kiosk_page.alive": "for the page's script",
    "badges.preview_picture": "a picture: tests/badges/settings/test_routes.py",
    "badges.printed_test_page": "a file: tests/badges/settings/test_routes.py",
    "look.preview_style": "a style: tests/events/look/test_routes.py",
    "look.look_style": "a style: tests/events/look/test_routes.py",
    "look.logo": "a picture: tests/events/look/test_routes.py",
    "presenters.workbook": "a workbook: tests/presenters/test_workbook.py",
    "certificates.pdf": "a file: tests/papers/test_certificates.py",
    "papers.door_list": "a file: tests/papers/test_door_list.py",
    "papers.name_tents": "a file: tests/papers/test_name_tents.py",
    "invoices.pdf": "a file: tests/reports/invoices/test_routes.py",
    "own_invoices.pdf": "a file: tests/reports/invoices/own/test_routes.py",
    "home.own_registration": "leads on",
    "made_files.download": "a file: tests/reports/test_jobs.py",
    "made_files.cancel": "leads back",
    "voucher_files.csv": "a file: tests/registration/vouchers/test_routes.py",
    "calendar.subscribed": "a calendar file: tests/sweeps/test_file_readers.py",
    "payment_webhooks.webhook": "for programs",
    "print_programs.arrive": "for programs",
    "print_programs.take": "for programs",
    "print_programs.badge": "for programs",
    "print_programs.end": "for programs",
    "print_programs.state": "for programs",
    "print_programs.leave": "for programs",
    "print_page.open_link": "leads on",
    "print_page.arrive": "for the page's script",
    "print_page.take": "for the page's script",
    "print_page.badge": "a picture: tests/badges/stations/test_routes.py",
    "print_page.end": "for the page's script",
    "print_page.state": "for the page's script",
    "print_page.leave": "for the page's script",
    "print_stations.pause": "leads back",
    "print_stations.cancel": "leads back",
    "print_stations.print_again": "leads back",
    "desk_printing.badge": "a file: tests/badges/desks/test_routes.py",
    "desk_printing.badge_picture": "a picture: tests/badges/desks/test_routes.py",
    "brevo.webhook": "for programs",
    "demo_payment.show": "the demo's alone: tests/payments/demo_page",
    "demo_payment.end": "leads back",
    "outbox.mails": "the demo's alone, shown below",
    "outbox.mail": "the demo's alone, shown below",
}


# Who stands in previews of mails and does not exist.
EXAMPLES = {name for one in (NOBODY_YET, ANOTHER) for name in (one.first_name, one.last_name)}


class TextsOfForms(Bracketed):
    """WTForms has its own catalogues. Notes what it was asked for."""

    asked: ClassVar[set[str]] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return super().gettext(message)


@pytest.fixture
def brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_catalogue", Bracketed)
    monkeypatch.setattr(forms, "get_translations", lambda languages: TextsOfForms())


def test_what_goes_past_gettext_is_found():
    page = """<p title="Bare">⟦Dear ⟦Ada⟧,⟧ <b>you</b> are <em>⟦in⟧</em> Berlin, Ada</p><script>no</script>"""
    assert bare_words(page, ["Berlin Ada"]) == {"Bare", "you", "are"}
    assert bare_words_of_mail("⟦Hello⟧ Ada, see https://example.org/here", ["Ada"]) == {"see"}


class Reader:
    """Opens pages and sends forms, and notes each bare word with where it stood."""

    def __init__(self, app: Quart, door: Door) -> None:
        self.app, self.door = app, door
        self.urls = app.url_map.bind("localhost")
        self.seen: set[str] = set()
        self.data = {*WRONG.values(), *EXAMPLES}
        self.bare: dict[str, set[str]] = defaultdict(set)

    async def read_all(self, client: Client, starts: Iterable[str], posted: Iterable[str] = ()) -> None:
        """The pages that begin here; then each of their forms, sent wrong and sent empty."""
        posts = {Address("POST", path) for path in posted}
        async for page in walk(client, self.app, starts):
            await self.read("GET", page.path, page.status, page.text)
            posts |= {one for one in page.addresses if one.method == "POST"}
        token = await token_of(client, "/nowhere")
        for address in sorted(posts, key=self._last_what_ends):
            if endpoint_of(self.urls, address) not in SHOWS_NO_PAGE:
                await self.post(client, address.path, WRONG | {"csrf_token": token})
                await self.post(client, address.path, {"csrf_token": token})

    def _last_what_ends(self, address: Address) -> tuple[bool, str]:
        return any(one in address.path for one in ENDING), address.path

    async def open(self, client: Client, path: str) -> None:
        answer: Any = await client.get(path)
        await self.read("GET", path, answer.status_code, await answer.get_data(as_text=True))

    async def post(self, client: Client, path: str, form: dict[str, str]) -> None:
        answer: Any = await client.post(path, form=form)
        shown = await answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        await self.read("POST", path, answer.status_code, shown)

    async def read(self, method: str, path: str, status: int, text: str) -> None:
        self.seen.add(endpoint_of(self.urls, Address(method, path)))
        if status in REDIRECTS or not text:
            return
        if bare_words(text, self.data):
            self.data |= await data_of(self.door)
        if found := bare_words(text, self.data):
            self.bare[f"{method} {path}"] |= found


async def data_of(door: Door) -> set[str]:
    """Every text that the database has."""

    def texts(tx: Transaction) -> set[str]:
        rows = [row for table in metadata.tables.values() for row in tx.execute(select(table))]
        return {value for row in rows for value in row if isinstance(value, str)}

    return await door.database.read(texts)


@on_sqlite
@pytest.mark.usefixtures("brackets", "lively_event")
async def test_every_page_and_every_answer_to_a_form_went_through_gettext(
    app: Quart, door: Door, log_in_as: LogIn
):
    reader = Reader(app, door)
    # First: an event that was put away has none.
    await read_a_kiosk(reader, log_in_as)
    for name in STARTS:
        client, _ = (app.test_client(), {}) if name == "nobody" else await log_in_as(name)
        await reader.read_all(client, (*STARTS[name], *BY_HAND[name]), POSTED.get(name, ()))
    for link_of in PAGES:
        await reader.read_all(app.test_client(), (await link_of(door),))
    await read_an_import(reader, log_in_as)
    await read_a_timetable(reader, log_in_as)
    await read_a_statement(reader, log_in_as)
    await read_batches(reader, log_in_as)
    await read_announcements(reader, log_in_as)
    await read_a_file(reader, log_in_as)
    await read_invoices(reader, log_in_as)
    await read_orders(reader, log_in_as)
    await read_a_cancelled_event(reader, log_in_as)
    # Last: from then on the password alone logs nobody in.
    await read_a_second_step(reader, log_in_as)
    assert dict(reader.bare) == {}
    every = {rule.endpoint for rule in rules(app) if not rule.websocket}
    assert every - reader.seen - SHOWS_NO_PAGE.keys() == set()
    assert {
        text for text in TextsOfForms.asked for code in TRANSLATED if not wtforms_has(code, text)
    } == set()


def wtforms_has(code: str, text: str) -> bool:
    return str(get_translations([code]).gettext(text)) != text


@on_sqlite
@pytest.mark.usefixtures("brackets")
@pytest.mark.parametrize("cause", CAUSES)
async def test_every_mail_went_through_gettext(act: Act, door: Door, cause: str):
    do, _, names = CAUSES[cause]
    await do(act)
    for mail in await mails_to(door, names):
        data = await data_of(door)
        found = [bare_words_of_mail(mail.subject, data), bare_words_of_mail(mail.text, data)]
        assert [*found, bare_words(mail.html, data)] == [set()] * 3
