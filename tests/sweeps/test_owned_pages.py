"""Pages whose link was mailed to one person: in that one's language, unless this visit chose another."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from quart.typing import TestClientProtocol as Client
from sqlalchemy import update

from netevent.announcements.off.service import off_link as announcements_off
from netevent.breakouts.presenters.presenter import NewPresenter
from netevent.breakouts.presenters.service import add
from netevent.core import clock
from netevent.core.credentials import signature
from netevent.core.database.tables import attendees, organizers, staff
from netevent.identity.links.service import send_links
from netevent.identity.roles.role import Role
from netevent.staff.codes.service import show
from netevent.staff.service import resend
from netevent.team.member import NewMember
from netevent.team.service import add as add_member
from tests.confirming import newest_link
from tests.conftest import LogIn, on_sqlite
from tests.door import Door, token_of
from tests.factories import insert_session
from tests.home.personal.test_routes import PAGE, give_link
from tests.marked_languages import NAMED, ONE, OTHER, language_in, links_in, marks, text_of
from tests.registration.attendance.test_service import change_event

pytestmark = [on_sqlite, pytest.mark.usefixtures("two_languages")]
BASE = "http://localhost:8000"
IN_ONE = {"Accept-Language": ONE}
TOO_SHORT = "short"


async def personal_link(door: Door) -> str:
    await give_link(door)
    return PAGE


async def login_link(door: Door) -> str:
    await door.database.transact(send_links, "olga@example.com", BASE)
    return await newest_link(door.database, "olga@example.com")


async def invitation(door: Door) -> str:
    return (await door.database.transact(resend, 1, 1, BASE)).link.removeprefix(BASE)


async def presenters_invitation(door: Door) -> str:
    session_id = await insert_session(door.database, 1, clock.now())
    new = NewPresenter("nina@example.com", "Nina", OTHER)
    await door.database.transact(add, 1, session_id, new, BASE)
    return await newest_link(door.database, new.email)


async def co_organizers_invitation(door: Door) -> str:
    new = NewMember("nina@example.com", "Nina", Role.viewer, OTHER)
    await door.database.transact(add_member, 1, 1, new, BASE)
    return await newest_link(door.database, new.email)


async def used_invitation(door: Door) -> str:
    link = await invitation(door)
    await door.database.transact(lambda tx: tx.execute(update(staff).values(invite_used=True)))
    return link


async def digest_link(door: Door) -> str:
    return f"/attendee/digest/off/1-{signature('k' * 40, 'digest-off', '1')}"


async def off_link(door: Door) -> str:
    return announcements_off(BASE, "k" * 40, 1).removeprefix(BASE)


async def log_in_code(door: Door) -> str:
    return (await door.database.transact(show, 1, 1, BASE)).link.removeprefix(BASE)


PAGES = [
    log_in_code,
    personal_link,
    login_link,
    invitation,
    presenters_invitation,
    co_organizers_invitation,
    used_invitation,
    digest_link,
    off_link,
]
every_page = pytest.mark.parametrize("link_of", PAGES)
LinkOf = Callable[[Door], Awaitable[str]]


@pytest.fixture(autouse=True)
async def owners_read_the_other(door: Door) -> None:
    def work(tx: Any) -> None:
        for table in (organizers, staff, attendees):
            tx.execute(update(table).values(preferred_language=OTHER))

    await door.database.transact(work)


@every_page
async def test_the_page_is_in_its_owners_language(client: Client, door: Door, link_of: LinkOf):
    link = await link_of(door)
    client.set_cookie("localhost", NAMED, ONE)  # of an earlier visit, perhaps somebody else's
    answer = await client.get(link, headers=IN_ONE)
    page = await text_of(answer)
    assert (language_in(page), marks(page)) == (OTHER, {OTHER})
    assert answer.headers["Content-Language"] == OTHER


@every_page
async def test_a_language_that_this_visit_chose_goes_first(client: Client, door: Door, link_of: LinkOf):
    link = await link_of(door)
    switch = links_in(await text_of(await client.get(link)))[ONE]
    assert switch == f"{link}?lang={ONE}"
    for address in (switch, link):  # kept for the visit
        page = await text_of(await client.get(address))
        assert (language_in(page), marks(page)) == (ONE, {ONE})


@every_page
async def test_a_language_that_nobody_speaks_chooses_nothing(client: Client, door: Door, link_of: LinkOf):
    page = await text_of(await client.get(f"{await link_of(door)}?lang=xx", headers=IN_ONE))
    assert marks(page) == {OTHER}


@every_page
async def test_whoever_is_logged_in_here_the_page_is_its_owners(
    log_in_as: LogIn, door: Door, link_of: LinkOf
):
    await door.change_attendee(5, preferred_language=ONE)
    reader, _ = await log_in_as("guest5")
    assert marks(await text_of(await reader.get(await link_of(door)))) == {OTHER}


@pytest.mark.parametrize(
    ("link_of", "path"),
    [(personal_link, "/password"), (login_link, ""), (invitation, ""), (presenters_invitation, "")],
)
async def test_a_refused_password_is_refused_in_the_owners_language(
    client: Client, door: Door, link_of: LinkOf, path: str
):
    link = await link_of(door)
    sent = {"password": TOO_SHORT, "csrf_token": await token_of(client, link)}
    answer = await client.post(link + path, form=sent, headers=IN_ONE)
    page = await text_of(answer)
    assert answer.status_code == 422
    assert marks(page) == {OTHER}
    assert links_in(page)[ONE] == f"{link}?lang={ONE}"


async def test_what_the_personal_page_refuses_is_in_its_owners_language(client: Client, door: Door):
    await give_link(door)
    await change_event(door, start_time=clock.EPOCH, end_time=clock.EPOCH)
    token = {"csrf_token": await token_of(client, PAGE)}
    answer = await client.post(f"{PAGE}/attendance", form=token | {"attending": "no"}, headers=IN_ONE)
    page = await text_of(answer)
    assert answer.status_code == 422
    assert marks(page) == {OTHER}
    assert links_in(page)[ONE] == f"{PAGE}?lang={ONE}"
