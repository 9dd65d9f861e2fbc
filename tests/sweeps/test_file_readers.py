"""Files, reports and refusals are in the language of whom they are for: each of two readers gets the own."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
import vobject
from icalendar import Calendar
from quart.typing import TestClientProtocol as Client

from netevent.contacts.exports.table import HEADINGS
from netevent.core.site import Application
from tests.agenda.agendas import ANNA, BEN, appoint, at
from tests.agenda.calendar.test_routes import address_of
from tests.attendees.importing.test_upload import DATA, report, send
from tests.conftest import LogIn, on_sqlite
from tests.connections.relationships import relationship
from tests.door import Door
from tests.marked_languages import ONE, OTHER, marks, text_of

pytestmark = [on_sqlite, pytest.mark.usefixtures("two_languages")]
CONNECTIONS = "/attendee/people/connections"
LANGUAGE_OF = {"guest1": ONE, "guest2": OTHER}


@pytest.fixture(autouse=True)
async def two_readers(door: Door) -> None:
    """Anna and Ben, who are connected and meet; each reads another language."""
    await door.change_attendee(ANNA, preferred_language=ONE)
    await door.change_attendee(BEN, preferred_language=OTHER)
    await relationship(door, ANNA, BEN)


async def content_of(client: Client, path: str) -> str:
    answer = await client.get(path)
    assert answer.status_code == 200
    return (await answer.get_data(as_text=False)).decode("utf-8-sig")


@pytest.mark.parametrize(("name", "language"), LANGUAGE_OF.items())
async def test_a_tables_headings_are_in_its_readers_language(log_in_as: LogIn, name: str, language: str):
    client, _ = await log_in_as(name)
    headings, *_ = csv.reader(StringIO(await content_of(client, f"{CONNECTIONS}.csv")))
    assert headings == [f"[{language}] {heading}" for heading in HEADINGS]
    assert (await client.get(f"{CONNECTIONS}.csv")).headers["Content-Language"] == language


@pytest.mark.parametrize(("name", "language"), LANGUAGE_OF.items())
async def test_a_vcard_says_in_its_readers_language_what_it_must(
    log_in_as: LogIn, door: Door, name: str, language: str
):
    """Somebody who shows neither name nor work has to be called something."""
    hidden = {f"shows_{field}": "nobody" for field in ("name", "organisation", "role")}
    for person in (ANNA, BEN):
        await door.change_attendee(person, **hidden)
    client, _ = await log_in_as(name)
    (card,) = vobject.readComponents(await content_of(client, f"{CONNECTIONS}.vcf"))
    assert card.fn.value == f"[{language}] Attendee"


@pytest.mark.parametrize(("name", "language"), LANGUAGE_OF.items())
async def test_an_agenda_is_in_its_owners_language_on_each_way(
    log_in_as: LogIn, app: Application, door: Door, name: str, language: str
):
    number = await appoint(door.database, at(100))
    client, _ = await log_in_as(name)
    other = OTHER if language == ONE else ONE
    subscription = await address_of(log_in_as, name)
    asked = {"Accept-Language": other}
    files = [
        await client.get(f"/appointments/{number}.ics"),
        await client.get(f"/appointments/agenda.ics?lang={other}"),
        await app.test_client().get(subscription, headers=asked),
    ]
    for file in files:
        (entry,) = Calendar.from_ical(await file.get_data(as_text=False)).events
        assert marks(str(entry["SUMMARY"])) == {language}
        assert file.headers["Content-Language"] == language


async def test_a_kept_calendar_is_not_taken_for_one_in_another_language(
    log_in_as: LogIn, app: Application, door: Door
):
    await appoint(door.database, at(100))
    address, program = await address_of(log_in_as), app.test_client()
    before = await program.get(address)
    again = await program.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert again.status_code == 304
    await door.change_attendee(ANNA, preferred_language=OTHER)
    again = await program.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert again.status_code == 200
    assert marks(await text_of(again)) == {OTHER}


async def test_an_imports_report_is_in_the_language_of_who_reads_it(log_in_as: LogIn, door: Door):
    """Not of who uploaded the list, and not of the job."""
    content = (DATA / "attendees-with-faults.csv").read_bytes()
    client, answer = await send(log_in_as, content, "list.csv")
    assert marks(await report(door, client, answer)) == set()
    done = (await client.get(answer.headers["Location"])).headers["Location"]
    for language in (ONE, OTHER):
        address = f"{done}?lang={language}"
        for headers in ({}, {"HX-Request": "true"}):
            page = await text_of(await client.get(address, headers=headers))
            assert f"[{language}] Row" in page
            assert marks(page) == {language}


@pytest.mark.parametrize("language", [ONE, OTHER])
async def test_a_refused_list_is_refused_in_the_language_of_who_sent_it(log_in_as: LogIn, language: str):
    client, token = await log_in_as("olga")
    await client.post(f"/language/{language}", headers=token)
    _, answer = await send(log_in_as, b"\x00\x01", "list.csv")
    assert answer.status_code == 422
    assert marks(await text_of(answer)) == {language}


WRONG: list[tuple[str, str, int]] = [
    ("GET", "/nothing", 404),
    ("GET", "/organizer/dashboard", 403),
    ("GET", "/organizer/event/2", 403),
    ("GET", "/live/door/1/regions", 403),
    ("DELETE", "/attendee/dashboard", 405),
    ("POST", "/attendee/profile", 422),
    ("POST", "/attendee/people/none/connect", 404),
]


@pytest.mark.parametrize(("method", "path", "status"), WRONG)
@pytest.mark.parametrize("asked", [{}, {"HX-Request": "true"}, {"Accept": "application/json"}])
async def test_what_is_refused_is_told_to_each_in_the_own_language(
    log_in_as: LogIn, method: str, path: str, status: int, asked: dict[str, str]
):
    for name, language in LANGUAGE_OF.items():
        client, token = await log_in_as(name)
        form = {"first_name": ""} if method == "POST" else None
        answer = await getattr(client, method.lower())(path, headers=token | asked, form=form)
        assert answer.status_code == status
        assert marks(await text_of(answer)) == {language}


async def test_a_fault_is_told_in_the_readers_language(
    log_in_as: LogIn, app: Application, monkeypatch: pytest.MonkeyPatch
):
    async def break_down() -> str:
        raise RuntimeError("the kettle is on fire")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setitem(app.view_functions, "home.attendee", break_down)
    for name, language in LANGUAGE_OF.items():
        client, _ = await log_in_as(name)
        answer = await client.get("/attendee/dashboard")
        assert answer.status_code == 500
        assert marks(await text_of(answer)) == {language}
