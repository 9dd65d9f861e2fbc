"""Whose language a page is in, step by step, and what of a choice is kept."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from quart.testing.connections import WebsocketResponseError
from quart.typing import TestClientProtocol as Client
from sqlalchemy import select, update

from netevent.core.database.tables import attendees, languages, organizers, staff
from netevent.core.site import Application
from netevent.core.web.readers import LONGEST_WISH
from tests.conftest import LogIn, on_sqlite
from tests.door import PASSWORD_HASH, Door, badge
from tests.factories import insert_attendee, insert_organizer, insert_staff
from tests.marked_languages import NAMED, ONE, OTHER, language_of, marks, text_of

DASHBOARD = "/organizer/dashboard"


# ---- the order ------------------------------------------------------------------------------------------


async def test_a_guests_language_comes_from_url_session_cookie_browser_default(app: Application):
    client = app.test_client()
    assert await language_of(client) == "en"
    assert await language_of(client, browser="pl-PL,pl;q=0.9") == "pl"
    client.set_cookie("localhost", NAMED, "it")
    assert await language_of(client, browser="pl") == "it"
    await client.get("/language/es")
    client.set_cookie("localhost", NAMED, "it")
    assert await language_of(client, browser="pl") == "es"
    assert await language_of(client, "/login?lang=fr", browser="pl") == "fr"


async def test_an_account_keeps_the_language_it_chose(log_in_as: LogIn, app: Application):
    client, token = await log_in_as("olga")
    await client.post("/language/nl", headers=token)
    assert await language_of(client, DASHBOARD, browser="pl") == "nl"
    elsewhere, _ = await log_in_as("olga")
    elsewhere.set_cookie("localhost", NAMED, "it")
    assert await language_of(elsewhere, DASHBOARD) == "nl"
    assert await language_of(elsewhere, f"{DASHBOARD}?lang=de") == "de"


async def test_the_account_goes_before_the_session(log_in_as: LogIn, door: Door):
    client, token = await log_in_as("guest1")
    await client.post("/language/nl", headers=token)
    await door.change_attendee(1, preferred_language="fr")
    again, _ = await log_in_as("guest1")
    await again.get("/language/nl")
    assert await language_of(again, "/attendee/dashboard") == "fr"


@on_sqlite
@pytest.mark.parametrize("wish", ["xx", "", "../../etc", "en'--", "%00", "%F0%9F%98%80", "n" * 3000])
async def test_what_nobody_speaks_is_passed_over_at_each_step(
    app: Application, log_in_as: LogIn, door: Door, wish: str
):
    client = app.test_client()
    assert await language_of(client, f"/login?lang={wish}", browser="nl") == "nl"
    client.set_cookie("localhost", NAMED, wish)
    assert await language_of(client, f"/login?lang={wish}", browser="nl") == "nl"
    async with client.session_transaction() as session:
        session["language"] = wish
    assert await language_of(client, browser="nl") == "nl"
    await door.change_attendee(1, preferred_language=wish[:5])
    logged_in, _ = await log_in_as("guest1")
    assert await language_of(logged_in, f"/attendee/dashboard?lang={wish}", browser="nl") == "nl"
    logged_in.set_cookie("localhost", NAMED, "it")
    assert await language_of(logged_in, "/attendee/dashboard", browser="nl") == "it"


@pytest.fixture
async def without_dutch(door: Door) -> None:
    statement = update(languages).where(languages.c.code == "nl").values(is_active=False)
    await door.database.transact(lambda tx: tx.execute(statement))


@pytest.fixture
async def german_server(door: Door) -> None:
    def work(tx: Any) -> None:
        tx.execute(update(languages).values(is_default=False))
        tx.execute(update(languages).where(languages.c.code == "de").values(is_default=True))

    await door.database.transact(work)


@on_sqlite
async def test_a_language_that_was_switched_off_is_passed_over_at_each_step(
    without_dutch: None, app: Application, log_in_as: LogIn, door: Door
):
    client = app.test_client()
    client.set_cookie("localhost", NAMED, "nl")
    async with client.session_transaction() as session:
        session["language"] = "nl"
    assert await language_of(client, "/login?lang=nl", browser="nl, fr;q=0.5") == "fr"
    assert (await client.get("/language/nl")).status_code == 404
    await door.change_attendee(1, preferred_language="nl")
    logged_in, _ = await log_in_as("guest1")
    assert await language_of(logged_in, "/attendee/dashboard", browser="fr") == "fr"


@on_sqlite
async def test_the_default_is_the_servers_own(german_server: None, app: Application):
    assert await language_of(app.test_client()) == "de"
    assert await language_of(app.test_client(), browser="zh-CN, *;q=0.1") == "de"


@on_sqlite
@pytest.mark.parametrize(
    ("browser", "language"),
    [
        ("nl-BE", "nl"),
        ("nl_BE", "nl"),
        ("NL", "nl"),
        ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr"),
        ("en;q=0.2, pl;q=0.9, de;q=0.5", "pl"),
        ("de, nl", "de"),
        ("zh, nl;q=0.1", "nl"),
        ("nl;q=0, fr;q=0.1", "fr"),
        ("nl;q=0", "en"),
        ("*", "en"),
        ("", "en"),
        (",;=,q=;;q=x", "en"),
        ("nl;q=nonsense", "en"),
        ("\xff\xfe, de", "de"),
        ("de" + ",xx" * 20, "de"),
        ("de," + "x" * LONGEST_WISH, "en"),
    ],
)
async def test_the_browsers_wishes_count_by_their_quality(app: Application, browser: str, language: str):
    assert await language_of(app.test_client(), browser=browser) == language


# ---- what is kept ---------------------------------------------------------------------------------------


@on_sqlite
async def test_a_guest_keeps_what_the_url_asked_for(app: Application):
    client = app.test_client()
    assert await language_of(client, "/login?lang=fr") == "fr"
    assert await language_of(client, "/") == "fr"
    async with client.session_transaction() as session:
        session.clear()
    assert await language_of(client, "/", browser="pl") == "fr"


@on_sqlite
async def test_a_guest_keeps_it_on_the_way_to_the_log_in(app: Application):
    client = app.test_client()
    answer = await client.get(f"{DASHBOARD}?lang=fr")
    assert answer.status_code == 302
    assert await language_of(client, answer.headers["Location"]) == "fr"


@on_sqlite
async def test_for_an_account_the_url_holds_for_that_page(log_in_as: LogIn, door: Door):
    client, _ = await log_in_as("olga")
    assert await language_of(client, f"{DASHBOARD}?lang=fr") == "fr"
    assert await language_of(client, DASHBOARD) == "en"
    assert await preferences(door, organizers) == {"en"}


@on_sqlite
@pytest.mark.attack("a page of somebody else that opens our addresses", "no account changes")
async def test_a_link_changes_no_accounts_language(log_in_as: LogIn, door: Door):
    client, _ = await log_in_as("olga")
    for link in ("/language/nl", f"{DASHBOARD}?lang=nl", "/language/nl?lang=nl"):
        await client.get(link)
    assert await preferences(door, organizers) == {"en"}
    assert await language_of(client, DASHBOARD) == "en"


@pytest.mark.attack("a page of somebody else that posts a language", "refused without the token")
async def test_a_form_of_another_site_changes_no_accounts_language(log_in_as: LogIn, door: Door):
    client, _ = await log_in_as("olga")
    assert (await client.post("/language/nl")).status_code == 403
    assert await preferences(door, organizers) == {"en"}


async def preferences(door: Door, table: Any) -> set[str]:
    statement = select(table.c.preferred_language)
    return set(await door.database.read(lambda tx: tx.execute(statement).scalars().all()))


@pytest.mark.parametrize(
    ("name", "table", "page"),
    [
        ("olga", organizers, DASHBOARD),
        ("marta", staff, "/staff/dashboard"),
        ("guest1", attendees, "/attendee/dashboard"),
    ],
)
async def test_choosing_stores_it_for_the_account_and_nobody_else(
    log_in_as: LogIn, door: Door, name: str, table: Any, page: str
):
    client, token = await log_in_as(name)
    answer = await client.post(f"/language/pl?next={page}", headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    statement = select(table.c.email).where(table.c.preferred_language == "pl")
    assert await door.database.read(lambda tx: tx.execute(statement).scalars().all()) == [
        f"{name}@example.com"
    ]
    elsewhere, _ = await log_in_as(name)
    assert await language_of(elsewhere, page, browser="it") == "pl"


async def test_who_has_several_accounts_chooses_for_all_of_them(log_in_as: LogIn, door: Door):
    """They are one person's, who has proved it by the password, and reads the mails of all."""
    many = {"email": "many@example.com", "password_hash": PASSWORD_HASH}
    await insert_organizer(door.database, **many)
    await insert_staff(door.database, 1, **many)
    for event_id in (1, 2):
        await insert_attendee(door.database, event_id, **many)
    client, token = await log_in_as("many")
    await client.post("/language/es", headers=token)
    for table in (organizers, staff, attendees):
        found = await preferences_by_account(door, table)
        assert {key for key, language in found if language == "es"} == {"many@example.com"}
        assert ("many@example.com", "en") not in found


async def preferences_by_account(door: Door, table: Any) -> set[tuple[Any, ...]]:
    statement = select(table.c.email_key, table.c.preferred_language)
    return {tuple(row) for row in await door.database.read(lambda tx: tx.execute(statement).all())}


# ---- what a page asks for later -------------------------------------------------------------------------


@on_sqlite
async def test_what_a_page_asks_for_is_in_the_pages_language(
    two_languages: None, app: Application, log_in_as: LogIn
):
    """Asked for by its URL, or open in another tab: it stays in one language, whatever the account's."""
    client, token = await log_in_as("marta")
    await client.post(f"/language/{ONE}", headers=token)
    page = await text_of(await client.get(f"/staff/1/dashboard?lang={OTHER}"))
    assert f'"X-Page-Language": "{OTHER}"' in unescape(page)
    scan = {"scan_id": "a" * 36, "code": badge(1), "gate": "1"}
    desk = token | {"X-Requested-With": "desk"}
    answer = await client.post("/staff/1/checkin", form=scan, headers=desk | {"X-Page-Language": OTHER})
    assert marks(await text_of(answer)) == {OTHER}
    answer = await client.post("/staff/1/checkin", form=scan, headers=desk | {"X-Page-Language": "xx"})
    assert marks(await text_of(answer)) == {ONE}


@on_sqlite
async def test_a_programs_refusal_is_in_its_language_and_the_code_is_not(two_languages: None, client: Client):
    headers = {"Accept": "application/json", "Accept-Language": ONE}
    error = (await (await client.get("/nothing", headers=headers)).get_json())["error"]
    assert error["code"] == "not_found"
    assert marks(error["message"]) == {ONE}


@on_sqlite
async def test_a_socket_that_is_refused_is_told_so_in_the_pages_language(
    two_languages: None, app: Application
):
    with pytest.raises(WebsocketResponseError) as refused:
        async with app.test_client().websocket(
            f"/live/door/1?lang={ONE}", headers={"Origin": "http://localhost:8000"}
        ) as page:
            await page.receive()
    assert marks(await text_of(refused.value.response)) == {ONE}
