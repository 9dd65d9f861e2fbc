"""The operator's page: what it shows and does, what it refuses, and whom it lets in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from quart import Quart
from sqlalchemy import update

from netevent.core.database.tables import attendees, organizers
from netevent.core.i18n.queries import update_is_active
from netevent.core.site import Application
from tests.conftest import LogIn
from tests.door import Door
from tests.languages.conftest import Table
from tests.profiles.test_routes import FORM as PROFILE

PATH = "/organizer/languages"
Olga = tuple[Any, dict[str, str]]
HOSTILE = ("xx", "%00", "..%2f..", "'%20OR%201=1", "%F0%9F%8E%AB" * 300, "de%20")


@pytest.fixture
def table(door: Door) -> Table:
    return Table(door.database, door.published)


@pytest.fixture
async def olga(log_in_as: LogIn) -> Olga:
    """The operator: she has the first account."""
    return await log_in_as("olga")


async def text_of(answer: Any) -> str:
    text: str = await answer.get_data(as_text=True)
    return text


async def act(olga: Olga, code: str, what: str) -> Any:
    client, token = olga
    return await client.post(f"{PATH}/{code}", form={"act": what}, headers=token)


async def test_each_language_stands_there_in_its_own_words_and_in_the_readers(olga: Olga):
    client, _ = olga
    text = await text_of(await client.get(f"{PATH}?lang=de"))
    for code, native, name in (("de", "Deutsch", "Deutsch"), ("pl", "Polski", "Polnisch")):
        assert f'lang="{code}">{native}</h2>' in text
        assert f"{name} · <code>{code}</code>" in text
    english = text[text.index('id="language-en"') :]
    assert "100\N{NO-BREAK SPACE}% übersetzt" in english[: english.index("</li>")]
    assert re.search(r'<span lang="fr">\d+ \w+ \d{4} à \d\d:\d\d</span>', text)


async def test_buttons_activate_deactivate_choose_the_default_and_move(olga: Olga, table: Table):
    for code, what in (("nl", "default"), ("en", "deactivate"), ("de", "up"), ("en", "down")):
        answer = await act(olga, code, what)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{PATH}#language-{code}")
    assert await table.defaults() == ["nl"]
    assert await table.codes() == ["de", "en", "nl", "fr", "es", "it", "pl"]
    assert "en" not in await table.active()
    assert (await act(olga, "en", "activate")).status_code == 303
    assert "en" in await table.active()


async def test_a_change_is_there_with_the_next_page_of_anybody(app: Application, olga: Olga, client: Any):
    await act(olga, "de", "deactivate")
    assert app.site.languages.codes == ("en", "nl", "fr", "es", "it", "pl")
    for page in (await client.get("/?lang=de"), await client.get("/", headers={"Accept-Language": "de-AT"})):
        text = await text_of(page)
        assert '<html lang="en"' in text
        assert "Deutsch" not in text
    assert (await client.get("/language/de")).status_code == 404
    await act(olga, "de", "activate")
    assert '<html lang="de"' in await text_of(await client.get("/?lang=de"))


async def test_who_prefers_it_gets_the_default_until_it_is_back(olga: Olga, door: Door, log_in_as: LogIn):
    await door.change_attendee(1, preferred_language="de")
    guest, _ = await log_in_as("guest1")
    assert '<html lang="de"' in await text_of(await guest.get("/attendee/dashboard"))
    await act(olga, "nl", "default")
    await act(olga, "de", "deactivate")
    assert '<html lang="nl"' in await text_of(await guest.get("/attendee/dashboard"))
    await act(olga, "de", "activate")
    assert '<html lang="de"' in await text_of(await guest.get("/attendee/dashboard"))


async def test_a_profile_that_is_saved_meanwhile_keeps_the_preference(
    olga: Olga, door: Door, log_in_as: LogIn
):
    await door.change_attendee(1, preferred_language="de")
    await act(olga, "de", "deactivate")
    guest, token = await log_in_as("guest1")
    text = await text_of(await guest.get("/attendee/profile"))
    assert '<option selected value="de">Deutsch</option>' in text
    assert "Deutsch</button>" not in text
    answer = await guest.post("/attendee/profile", form=PROFILE | {"language": "de"}, headers=token)
    assert answer.status_code == 303
    assert await _preferred(door) == "de"


async def test_what_a_profile_may_not_choose_is_a_language_that_is_not_active(
    olga: Olga, door: Door, log_in_as: LogIn
):
    await act(olga, "de", "deactivate")
    guest, token = await log_in_as("guest1")
    answer = await guest.post("/attendee/profile", form=PROFILE | {"language": "de"}, headers=token)
    assert answer.status_code == 422
    assert await _preferred(door) == "en"


async def test_a_date_format_is_saved_and_its_example_shown(olga: Olga, table: Table):
    client, token = olga
    answer = await client.post(f"{PATH}/de/date-format", form={"date_format": "%Y<b>%m"}, headers=token)
    assert answer.status_code == 303
    assert (await table.one("de")).date_format == "%Y<b>%m"
    text = await text_of(await client.get(PATH))
    assert re.search(r'<span lang="de">\d{4}&lt;b&gt;\d\d</span>', text)
    await client.post(f"{PATH}/de/date-format", form={"date_format": " "}, headers=token)
    assert re.search(r'<span lang="de">\d\d\.\d\d\.\d{4}, ', await text_of(await client.get(PATH)))


async def test_a_refused_date_format_stays_to_be_mended(olga: Olga, table: Table):
    client, token = olga
    before = await table.all()
    answer = await client.post(f"{PATH}/de/date-format", form={"date_format": "%d %Q"}, headers=token)
    text = await text_of(answer)
    assert answer.status_code == 422
    assert "%Q has no meaning in a date format." in text
    assert text.count('value="%d %Q"') == text.count('aria-invalid="true"') == 1
    assert await table.all() == before


@pytest.mark.parametrize(
    ("code", "what", "said"),
    [
        ("en", "deactivate", "English is the default, so it stays active."),
        ("pl", "default", "Polski is not active, so it cannot be the default."),
        ("en", "wipe", "Something in the request is missing or invalid."),
        ("en", "", "Something in the request is missing or invalid."),
    ],
)
async def test_what_is_refused_is_told_in_a_sentence_and_changes_nothing(
    olga: Olga, table: Table, code: str, what: str, said: str
):
    await table.database.transact(update_is_active, "pl", is_active=False)
    before = await table.all()
    answer = await act(olga, code, what)
    assert answer.status_code == 422
    assert said in await text_of(answer)
    assert await table.all() == before


async def test_the_menu_leads_the_operator_there_and_nobody_else(olga: Olga, log_in_as: LogIn):
    assert f'href="{PATH}"' in await text_of(await olga[0].get("/organizer/dashboard"))
    for name, page in (("otto", "/organizer/dashboard"), ("marta", "/staff/dashboard")):
        assert PATH not in await text_of(await (await log_in_as(name))[0].get(page))


async def test_who_is_not_confirmed_is_passed_over(door: Door, log_in_as: LogIn):
    statement = (
        update(organizers).where(organizers.c.id == 1).values(unconfirmed_since=organizers.c.created_at)
    )
    await door.database.transact(lambda tx: tx.execute(statement))
    otto, _ = await log_in_as("otto")
    assert (await otto.get(PATH)).status_code == 200


@pytest.mark.attack("the operator's page, by everybody else", "403")
@pytest.mark.parametrize("name", ["otto", "marta", "piet", "guest1"])
async def test_nobody_else_comes_near_it(log_in_as: LogIn, table: Table, name: str):
    before = await table.all()
    client, token = await log_in_as(name)
    assert (await client.get(PATH)).status_code == 403
    for path, form in (("de", {"act": "deactivate"}), ("de/date-format", {"date_format": "%d"})):
        assert (await client.post(f"{PATH}/{path}", form=form, headers=token)).status_code == 403
    assert await table.all() == before


@pytest.mark.attack("the operator's page, by nobody", "to the log-in")
async def test_a_guest_is_sent_to_the_login(app: Quart, client: Any, table: Table):
    before = await table.all()
    assert "/login" in (await client.get(PATH)).headers["Location"]
    assert (await client.post(f"{PATH}/de", form={"act": "deactivate"})).status_code in (401, 403)
    assert await table.all() == before


@pytest.mark.attack("the operator's page, from another site", "403 without its token")
async def test_without_its_token_nothing_is_done(olga: Olga, table: Table):
    before = await table.all()
    client, token = olga
    elsewhere = token | {"Origin": "https://elsewhere.example"}
    for headers in ({}, {"X-CSRF-Token": "x" * 43}, elsewhere):
        for path, form in (("de", {"act": "deactivate"}), ("de/date-format", {"date_format": "%d"})):
            assert (await client.post(f"{PATH}/{path}", form=form, headers=headers)).status_code == 403
    assert await table.all() == before


@pytest.mark.attack("the operator's page, with huge and hostile input", "refused, no fault")
async def test_huge_and_hostile_input_changes_nothing(olga: Olga, table: Table):
    before = await table.all()
    client, token = olga
    for code in HOSTILE:
        answer = await client.post(f"{PATH}/{code}", form={"act": "deactivate"}, headers=token)
        assert answer.status_code == 404, code[:20]
    for text in ("%d" * 16_000, "%" * 31, "%(x)s"):
        form = {"date_format": text}
        answer = await client.post(f"{PATH}/de/date-format", form=form, headers=token)
        assert answer.status_code == 422, text[:20]
    larger = token | {"Content-Length": "70000"}
    assert (
        await client.post(f"{PATH}/de/date-format", data=b"a" * 70_000, headers=larger)
    ).status_code == 413
    assert (await act(olga, "de", "deactivate" * 1000)).status_code == 422
    assert await table.all() == before


@pytest.mark.attack("date formats that a library takes for one letter", "every page still shows its times")
async def test_any_format_that_is_taken_can_be_shown(olga: Olga, table: Table):
    client, token = olga
    for text in ("%H%H%H%H", "%B%b%m", "%A%a%A%a", "%Y%y%Y", "''%d'", "%d {{ 7*7 }} %%s"):
        await client.post(f"{PATH}/en/date-format", form={"date_format": text}, headers=token)
        assert (await table.one("en")).date_format == text
        answer = await client.get(PATH)
        assert answer.status_code == 200
        assert "49" not in re.findall(r'<span lang="en">(.*)</span>', await text_of(answer))[0]


async def _preferred(door: Door) -> str:
    statement = attendees.select().where(attendees.c.id == 1)
    return str((await door.database.read(lambda tx: tx.execute(statement).one())).preferred_language)
