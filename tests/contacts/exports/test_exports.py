"""Exports: vCards that open elsewhere, tables that run no formulas; what the others show and no more."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import vobject
from quart.typing import TestClientProtocol as Client

from netevent.contacts.exports.vcards import Contact, vcards
from netevent.profiles.cards.card import Card, Relationship
from netevent.settings import Settings
from tests.conftest import LogIn
from tests.connections.relationships import block, relationship
from tests.door import Door
from tests.people_paths import person_path

ME, BEN = 1, 2
PEOPLE = "/attendee/people"
IN_PROCESS = "k" * 40
CARD = person_path(BEN, "/card.vcf", IN_PROCESS)
EXPORTS = (CARD, f"{PEOPLE}/connections.vcf", f"{PEOPLE}/connections.csv")
JSON = {"Accept": "application/json"}
TOLD = {
    "first_name": "Żaneta",
    "last_name": "O'Neil; Bakker, jr",
    "organisation": "Café; Söhne, & Co",
    "role": "Engineer\\Architect",
    "introduction": "Bridges;\nand tunnels, mostly. " + "Ż" * 120,
    "profile_picture": "abcdef",
    "email": "ben@example.org",
    "phone": "+31 6 12345678",
    "linkedin": "https://www.linkedin.com/in/ben",
}
# Where each field stands in a vCard, and in the table.
LINES = {
    "organisation": ("org", "Organisation"),
    "role": ("title", "Role"),
    "introduction": ("note", "Introduction"),
    "email": ("email", "Email"),
    "phone": ("tel", "Phone"),
    "linkedin": ("url", "LinkedIn"),
}


@pytest.fixture
async def client(door: Door, log_in_as: LogIn) -> Client:
    """Guest1's phone, connected with Ben."""
    await relationship(door, ME, BEN)
    await door.change_attendee(BEN, **TOLD)
    opened, _token = await log_in_as("guest1")
    return opened


async def bytes_of(client: Client, path: str) -> bytes:
    answer = await client.get(path)
    assert answer.status_code == 200
    content: bytes = await answer.get_data(as_text=False)
    return content


async def cards(client: Client, path: str = CARD) -> list[Any]:
    return list(vobject.readComponents((await bytes_of(client, path)).decode()))


async def rows(client: Client) -> list[dict[str, str]]:
    content = await bytes_of(client, f"{PEOPLE}/connections.csv")
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


# ---- vCards -----------------------------------------------------------------------------------------------


async def test_a_vcard_opens_elsewhere_with_all_that_shows(client: Client):
    (card,) = await cards(client)
    assert card.version.value == "3.0"
    assert (card.n.value.given, card.n.value.family) == ("Żaneta", "O'Neil; Bakker, jr")
    assert card.fn.value == "Żaneta O'Neil; Bakker, jr"
    assert card.org.value == ["Café; Söhne, & Co"]
    assert card.title.value == "Engineer\\Architect"
    assert (card.email.value, card.tel.value, card.url.value) == (
        "ben@example.org",
        "+31 6 12345678",
        "https://www.linkedin.com/in/ben",
    )
    assert card.note.value == TOLD["introduction"]


async def test_lines_are_folded_at_75_octets(client: Client, settings: Settings):
    place_photo(settings, "abcdef")
    content = await bytes_of(client, CARD)
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) == 75
    assert lines[-1] == b""
    assert b"\n" not in content.replace(b"\r\n", b"")
    for line in lines:
        line.decode()


@pytest.mark.parametrize(
    "name", ["BEGIN:VCARD\r\nFN:Evil", "x\nTEL:666", "x\x85TEL:666", "x\u2028TEL:666", "\\n"]
)
@pytest.mark.parametrize("field", ["first_name", "organisation", "role", "phone", "introduction"])
async def test_no_name_brings_lines_of_its_own(door: Door, client: Client, field: str, name: str):
    await door.change_attendee(BEN, **{field: name})
    (card,) = await cards(client)
    assert len(card.contents["tel"]) == 1
    assert len(card.contents["fn"]) == 1
    text = (await bytes_of(client, CARD)).decode()
    assert text.count("BEGIN:VCARD\r\n") == 1
    assert not [line for line in text.splitlines() if line.startswith(("TEL:666", "FN:Evil"))]


@pytest.mark.parametrize("field", LINES)
async def test_a_hidden_field_is_in_no_export(door: Door, client: Client, field: str):
    line, heading = LINES[field]
    (card,) = await cards(client)
    assert line in card.contents
    await door.change_attendee(BEN, **{f"shows_{field}": "nobody"})
    (card,) = await cards(client)
    assert line not in card.contents
    (row,) = await rows(client)
    assert row[heading] == ""


async def test_a_hidden_name_leaves_the_work_to_call_somebody_by(door: Door, client: Client):
    await door.change_attendee(BEN, shows_name="nobody", organisation="TU Delft", role="")
    (card,) = await cards(client)
    assert card.fn.value == "TU Delft"
    assert "aneta" not in (await bytes_of(client, CARD)).decode()
    answer = await client.get(CARD)
    assert "card.vcf" in answer.headers["Content-Disposition"]


def place_photo(settings: Settings, name: str) -> bytes:
    photo = bytes(range(256)) * 4
    folder = Path(settings.var_dir) / "photos" / name[:2]
    folder.mkdir(parents=True)
    (folder / f"{name}-256.jpg").write_bytes(photo)
    return photo


async def test_a_photo_goes_along_where_it_shows_and_exists(door: Door, client: Client, settings: Settings):
    (card,) = await cards(client)
    assert "photo" not in card.contents, "its file is not there"
    photo = place_photo(settings, "abcdef")
    (card,) = await cards(client)
    assert card.photo.value == photo
    assert card.photo.params == {"ENCODING": ["b"], "TYPE": ["JPEG"]}
    await door.change_attendee(BEN, shows_photo="nobody")
    (card,) = await cards(client)
    assert "photo" not in card.contents


async def test_a_photos_name_leads_nowhere_else(door: Door, client: Client, settings: Settings):
    secret = Path(settings.var_dir) / "photos" / "secret-256.jpg"
    secret.parent.mkdir()
    secret.write_bytes(b"secret")
    (secret.parent / "..").resolve().joinpath("x").mkdir()
    await door.change_attendee(BEN, profile_picture="../photos/secret")
    (card,) = await cards(client)
    assert "photo" not in card.contents


async def test_all_connections_are_in_one_file_by_name(door: Door, client: Client):
    await relationship(door, 3, ME)
    await relationship(door, ME, 4, "pending")
    found = await cards(client, f"{PEOPLE}/connections.vcf")
    assert [card.n.value.given for card in found] == ["Żaneta", "Guest3"]


def test_hundreds_of_cards_are_quick_to_write_and_whole():
    card = Card(1, 1, Relationship.connected, first_name="Ben", last_name="Ż" * 100)
    content = vcards(Contact(card, b"\xff" * 15_000) for _ in range(300))
    assert content.count(b"BEGIN:VCARD") == content.count(b"END:VCARD") == 300


# ---- the table --------------------------------------------------------------------------------------------


async def test_the_table_has_what_shows_and_the_own_notes(client: Client, log_in_as: LogIn):
    writer, token = await log_in_as("guest1")
    form = {"note": "Line one\nline two", "tags": "slides, Utrecht", "met_where": "Coffee bar"}
    await writer.post(person_path(BEN, "/note", IN_PROCESS), form=form, headers=token)
    (row,) = await rows(client)
    assert row["First name"] == "Żaneta"
    assert row["Introduction"] == TOLD["introduction"]
    assert (row["Private note"], row["Tags"], row["Where we met"]) == (
        "Line one\nline two",
        "slides, Utrecht",
        "Coffee bar",
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
async def test_what_a_spreadsheet_would_run_is_text(door: Door, client: Client, start: str):
    await door.change_attendee(BEN, role=f"{start}1+1|cmd")
    (row,) = await rows(client)
    assert row["Role"] == f"'{start}1+1|cmd"
    assert row["Phone"] == "'+31 6 12345678"


async def test_nobody_yet_is_an_empty_table(log_in_as: LogIn):
    client, _token = await log_in_as("guest1")
    assert await rows(client) == []
    assert await bytes_of(client, f"{PEOPLE}/connections.vcf") == b""


# ---- how they are sent, and to whom -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "kind", "filename"),
    [
        (CARD, "text/vcard; charset=utf-8", "filename*=UTF-8''%C5%BBaneta%20ONeil%20Bakker%20jr.vcf"),
        (EXPORTS[1], "text/vcard; charset=utf-8", "filename=connections.vcf"),
        (EXPORTS[2], "text/csv; charset=utf-8", "filename=connections.csv"),
    ],
)
async def test_exports_are_saved_and_never_shown_by_the_browser(
    client: Client, path: str, kind: str, filename: str
):
    answer = await client.get(path)
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert filename in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("status", ["", "pending", "rejected"])
async def test_who_is_not_connected_is_not_exported(door: Door, log_in_as: LogIn, status: str):
    if status:
        await relationship(door, ME, BEN, status)
    client, _token = await log_in_as("guest1")
    assert (await client.get(CARD)).status_code == 404
    assert await cards(client, EXPORTS[1]) == []
    assert await rows(client) == []


async def test_exports_are_for_the_two_alone(door: Door, app: Any, client: Client, log_in_as: LogIn):
    for path in EXPORTS:
        assert (await app.test_client().get(path)).headers["Location"].startswith("/login")
        assert (await app.test_client().get(path, headers=JSON)).status_code == 401
        for name in ("olga", "marta"):
            browser, _token = await log_in_as(name)
            assert (await browser.get(path)).status_code == 403
    for name in ("guest3", "guest13"):
        browser, _token = await log_in_as(name)
        assert (await browser.get(CARD)).status_code == 404
        assert await rows(browser) == []
    await block(door, BEN, ME)
    assert (await client.get(CARD)).status_code == 404
    assert await rows(client) == []


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("x;=HYPERLINK(1);y", "x;'=HYPERLINK(1);y"),
        ("x\n=1+1", "x\n'=1+1"),
        ('x;" @SUM(1)', "x;\" '@SUM(1)"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("a - b; c", "a - b; c"),
    ],
)
async def test_no_formula_begins_where_another_language_cuts(
    door: Door, client: Client, typed: str, written: str
):
    """Excel cuts at semicolons where the comma is for decimals."""
    await door.change_attendee(BEN, organisation=typed)
    (row,) = await rows(client)
    assert row["Organisation"] == written
