"""An event's name and description in several languages: who writes them, and what each reader sees."""

from __future__ import annotations

from typing import Any

import pytest
from icalendar import Calendar
from quart.typing import TestClientProtocol as Client
from sqlalchemy import select, update

from netevent.app import create_app
from netevent.core.database.tables import attendees, event_texts, events, languages, staff
from netevent.events import queries
from netevent.events.details import EventText
from netevent.registration.personal_link.queries import select_invitees_where
from netevent.settings import Settings
from tests.conftest import LogIn
from tests.door import Door, log_in
from tests.events.test_routes import FORM
from tests.mails import waiting_mails

EDIT = "/organizer/event/1/edit"
CREATE = "/organizer/event/create"
GERMAN = {"name": "Harbour day", "name_de": "Hafentag", "description_de": "Am Wasser"}


async def write(log_in_as: LogIn, texts: dict[str, str], path: str = EDIT) -> Any:
    client, token = await log_in_as("olga")
    return await client.post(path, form=FORM | texts, headers=token)


async def kept(door: Door, event_id: int = 1) -> list[EventText]:
    return await door.database.read(queries.select_texts, event_id)


async def text_of(client: Client, path: str) -> str:
    answer = await client.get(path)
    assert answer.status_code == 200
    text = await answer.get_data(as_text=True)
    assert isinstance(text, str)
    return text


async def change(door: Door, statement: Any) -> None:
    await door.database.transact(lambda tx: tx.execute(statement))


# ---- the form -----------------------------------------------------------------------------------------


async def test_a_new_event_gets_its_texts(door: Door, log_in_as: LogIn):
    answer = await write(log_in_as, GERMAN, CREATE)
    event_id = int(answer.headers["Location"].rsplit("/", 1)[1])
    assert await kept(door, event_id) == [EventText("de", "Hafentag", "Am Wasser")]


async def test_a_text_is_changed_and_removed_and_no_other(door: Door, log_in_as: LogIn):
    await write(log_in_as, GERMAN | {"name_fr": "Jour du port"})
    await write(log_in_as, GERMAN | {"name_fr": "Fête du port"})
    assert [one.name for one in await kept(door)] == ["Hafentag", "Fête du port"]
    await write(log_in_as, {"name_de": " ", "description_de": "", "name_fr": "Fête du port"})
    assert await kept(door) == [EventText("fr", "Fête du port")]
    await write(log_in_as, {"name_fr": ""})
    assert await kept(door) == []
    column = select(events.c.name_texts).where(events.c.id == 1)
    assert await door.database.read(lambda tx: tx.execute(column).scalar_one()) is None


async def test_the_fields_are_closed_until_something_stands_in_them(log_in_as: LogIn):
    client, _token = await log_in_as("olga")
    page = await text_of(client, EDIT)
    assert '<details class="folded texts">' in page
    assert 'name="name_en"' not in page, "English is the default"
    await write(log_in_as, GERMAN)
    page = await text_of(client, EDIT)
    assert '<details class="folded texts" open>' in page
    assert 'value="Hafentag"' in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"name_de": "x" * 256},
        {"name_de": "Hafentag www.example.com"},
        {"description_de": "x" * 5001},
    ],
)
async def test_a_wrong_text_is_marked_and_nothing_typed_is_lost(
    door: Door, log_in_as: LogIn, wrong: dict[str, str]
):
    answer = await write(log_in_as, {"name_nl": "Havendag"} | wrong)
    page = await answer.get_data(as_text=True)
    ((field, typed),) = wrong.items()
    assert answer.status_code == 422
    assert '<details class="folded texts" open>' in page
    assert f'id="{field}-error"' in page
    assert f'href="#{field}"' in page
    assert typed in page
    assert 'value="Havendag"' in page
    assert await kept(door) == []


async def test_texts_are_cleaned_as_the_fields_at_the_top(door: Door, log_in_as: LogIn):
    await write(log_in_as, {"name_de": "  Hafen \x00 tag\r\n"})
    assert [one.name for one in await kept(door)] == ["Hafen tag"]


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_writes_them(door: Door, log_in_as: LogIn, who: str, status: int):
    client, token = await log_in_as(who)
    answer = await client.post(EDIT, form=FORM | GERMAN, headers=token)
    assert answer.status_code == status
    assert await kept(door) == []


async def test_texts_go_with_their_event(door: Door, log_in_as: LogIn):
    await write(log_in_as, GERMAN)
    client, token = await log_in_as("olga")
    await client.post("/organizer/event/1/delete", form={"name": "Hafentag"}, headers=token)
    assert await door.database.read(lambda tx: tx.execute(select(event_texts)).all()) == []


# ---- the readers --------------------------------------------------------------------------------------


async def test_each_reads_the_name_in_the_own_language(log_in_as: LogIn):
    await write(log_in_as, GERMAN)
    for who, paths in {
        "marta": ("/staff/1/dashboard", "/staff/1/attendees/search", "/accounts"),
        "guest1": ("/attendee/dashboard", "/appointments", "/accounts"),
        "olga": ("/organizer/event/1", "/organizer/dashboard", "/organizer/event/1/staff"),
    }.items():
        client, _token = await log_in_as(who)
        for path in paths:
            page = await text_of(client, f"{path}?lang=de")
            assert ("Hafentag" in page, "Harbour day" in page) == (True, False), path
            page = await text_of(client, f"{path}?lang=nl")
            assert ("Hafentag" in page, "Harbour day" in page) == (False, True), path


async def test_the_registration_page_has_name_and_description(door: Door, client: Client, log_in_as: LogIn):
    await write(log_in_as, GERMAN | {"description": "By the water"})
    event = await door.database.read(queries.select_event, 1)
    assert event is not None
    path = f"/register/attendee/{event.code}"
    page = await text_of(client, f"{path}?lang=de")
    assert "Hafentag" in page
    assert "Am Wasser" in page
    page = await text_of(client, f"{path}?lang=fr")
    assert "Harbour day" in page
    assert "By the water" in page


async def test_a_name_is_text_and_no_markup(log_in_as: LogIn):
    await write(log_in_as, {"name_de": "<b>Hafen</b>"})
    client, _token = await log_in_as("marta")
    page = await text_of(client, "/staff/1/dashboard?lang=de")
    assert "&lt;b&gt;Hafen&lt;/b&gt;" in page
    assert "<b>Hafen" not in page


async def test_a_mail_is_in_its_recipients_language(door: Door, log_in_as: LogIn):
    await write(log_in_as, GERMAN)
    client, token = await log_in_as("olga")
    for language, address in (("de", "ada@example.com"), ("nl", "bob@example.com")):
        member = {"first_name": "Ada", "last_name": "Door", "email": address, "language": language}
        await client.post("/organizer/event/1/staff", form=member, headers=token)
    mails = {mail.recipient: mail for mail in await waiting_mails(door.database)}
    german, dutch = mails["ada@example.com"], mails["bob@example.com"]
    assert all("Hafentag" in part for part in (german.subject, german.text, german.html))
    assert all("Harbour day" in part for part in (dutch.subject, dutch.text, dutch.html))


async def test_a_link_is_mailed_with_the_name_in_its_owners_language(door: Door, log_in_as: LogIn):
    await write(log_in_as, GERMAN)
    await change(door, update(attendees).where(attendees.c.id == 1).values(preferred_language="de"))
    await change(door, update(attendees).where(attendees.c.id == 2).values(preferred_language="fr"))
    found = await door.database.read(select_invitees_where, 2, attendees.c.id.in_((1, 2)))
    assert {one.attendee_id: one.event_name for one in found} == {1: "Hafentag", 2: "Harbour day"}


async def test_a_calendar_has_the_name_in_its_owners_language(door: Door, log_in_as: LogIn):
    await write(log_in_as, GERMAN)
    await door.change_attendee(1, preferred_language="de")
    client, _token = await log_in_as("guest1")
    calendar = Calendar.from_ical(await text_of(client, "/appointments/agenda.ics?lang=nl"))
    assert calendar.calendar_name == "Hafentag"


async def test_what_is_downloaded_of_oneself_has_the_default(log_in_as: LogIn):
    await write(log_in_as, GERMAN)
    client, _token = await log_in_as("guest1")
    assert "Hafentag" in await text_of(client, "/attendee/privacy/data?lang=de")
    answer = await client.get("/attendee/privacy/data.json?lang=de")
    assert (await answer.get_json())["account"]["event_name"] == "Harbour day"


async def test_a_language_that_is_switched_off_keeps_its_text_and_shows_it_nowhere(
    door: Door, log_in_as: LogIn, settings: Settings
):
    await write(log_in_as, GERMAN)
    await change(door, update(staff).where(staff.c.id == 1).values(preferred_language="de"))
    await change(door, update(languages).where(languages.c.code == "de").values(is_active=False))
    later = create_app(settings)
    async with later.test_app():
        client, _token = await log_in(later, "marta@example.com")
        page = await text_of(client, "/staff/1/dashboard")
        assert ("Hafentag" in page, "Harbour day" in page) == (False, True)
        organizer, token = await log_in(later, "olga@example.com")
        assert "name_de" not in await text_of(organizer, EDIT)
        await organizer.post(EDIT, form=FORM | {"name_fr": "Jour du port"}, headers=token)
    assert [one.name for one in await kept(door)] == ["Hafentag", "Jour du port"]
