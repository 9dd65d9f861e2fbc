"""Private notes: for one's own connections alone, and for nobody else's eyes."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from quart.typing import TestClientProtocol as Client
from sqlalchemy import func, select

from netevent.contacts.forms import tags_in
from netevent.contacts.queries import Note, select_note, select_people
from netevent.contacts.service import save_note
from netevent.core.database import Transaction
from netevent.core.database.tables import connection_notes
from tests.conftest import LogIn
from tests.connections.relationships import block, relationship
from tests.door import Door
from tests.people_paths import person_path

ME, BEN = 1, 2
IN_PROCESS = "k" * 40
NOTE = person_path(BEN, "/note", IN_PROCESS)
HTMX = {"HX-Request": "true"}
TYPED = {"note": "Wants the slides", "tags": "slides,  Utrecht ", "met_where": "Coffee bar"}


async def kept(door: Door, viewer: int = ME, person: int = BEN) -> Note:
    return await door.database.read(select_note, viewer_id=viewer, person_id=person)


async def text_of(answer: Any) -> str:
    text: str = await answer.get_data(as_text=True)
    return text


async def test_a_note_is_saved_and_shown_again(door: Door, log_in_as: LogIn):
    await relationship(door, ME, BEN)
    client, token = await log_in_as("guest1")
    answer = await client.post(NOTE, form=TYPED, headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, person_path(BEN, "", IN_PROCESS))
    assert await kept(door) == Note("Wants the slides", ("slides", "Utrecht"), "Coffee bar")
    page = await text_of(await client.get(NOTE))
    assert "Wants the slides" in page
    assert 'value="slides, Utrecht"' in page
    await client.post(NOTE, form={"note": "", "tags": "", "met_where": ""}, headers=token)
    assert await kept(door) == Note()


async def test_htmx_gets_the_fields_with_what_was_saved(door: Door, log_in_as: LogIn):
    await relationship(door, ME, BEN)
    client, token = await log_in_as("guest1")
    answer = await client.post(NOTE, form=TYPED, headers=token | HTMX)
    assert answer.status_code == 200
    part = await text_of(answer)
    assert "<html" not in part
    assert "data-draft-saved" in part
    assert 'value="slides, Utrecht"' in part


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"tags": ",".join(f"tag{number}" for number in range(11))}, "at most 10 tags"),
        ({"tags": "x" * 31}, "longer than 30 characters"),
        ({"note": "x" * 2001}, "2000"),
        ({"met_where": "x" * 256}, "255"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
async def test_a_refused_note_comes_back_with_all_that_was_typed(
    door: Door, log_in_as: LogIn, wrong: dict[str, str], said: str, headers: dict[str, str]
):
    await relationship(door, ME, BEN)
    client, token = await log_in_as("guest1")
    answer = await client.post(NOTE, form=TYPED | wrong, headers=token | headers)
    assert answer.status_code == 422
    page = await text_of(answer)
    assert said in page
    for value in (TYPED | wrong).values():
        assert " ".join(value.split()) in page
    assert "data-draft-saved" not in page
    assert await kept(door) == Note()


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("", ()),
        (" , ,, ", ()),
        ("a, b ,c", ("a", "b", "c")),
        ("follow   up", ("follow up",)),
        ("Łódź, lodz, LODZ", ("LODZ",)),
        ("★, ☆", ("★", "☆")),
    ],
)
def test_tags_stand_between_commas_each_once(text: str, tags: tuple[str, ...]):
    assert tags_in(text) == tags


async def test_the_most_and_longest_tags_fit(door: Door, log_in_as: LogIn):
    await relationship(door, ME, BEN)
    client, token = await log_in_as("guest1")
    tags = tuple(f"{number}{'ż' * 29}" for number in range(10))
    await client.post(NOTE, form={"tags": ",".join(tags)}, headers=token)
    assert (await kept(door)).tags == tags


async def test_only_its_owner_ever_reads_a_note(door: Door, log_in_as: LogIn):
    await relationship(door, ME, BEN)
    client, token = await log_in_as("guest1")
    await client.post(NOTE, form=TYPED, headers=token)
    ben, _token = await log_in_as("guest2")
    for path in (
        "/attendee/people",
        person_path(ME, "/note", IN_PROCESS),
        person_path(ME, "/card.vcf", IN_PROCESS),
        "/attendee/people/connections.vcf",
        "/attendee/people/connections.csv",
    ):
        text = await text_of(await ben.get(path))
        assert "slides" not in text, path
        assert "Coffee bar" not in text, path


@pytest.mark.parametrize("status", ["", "pending", "rejected"])
async def test_who_is_not_connected_is_not_noted_about(door: Door, log_in_as: LogIn, status: str):
    if status:
        await relationship(door, ME, BEN, status)
    client, token = await log_in_as("guest1")
    assert (await client.get(NOTE)).status_code == 404
    assert (await client.post(NOTE, form=TYPED, headers=token)).status_code == 404
    assert await kept(door) == Note()


async def test_nobody_else_writes_there(door: Door, app: Any, log_in_as: LogIn):
    await relationship(door, ME, BEN)
    assert (await app.test_client().get(NOTE)).headers["Location"].startswith("/login")
    for name, status in (("olga", 403), ("marta", 403), ("guest3", 404), ("guest13", 404), ("guest2", 404)):
        browser, token = await log_in_as(name)
        assert (await browser.get(NOTE)).status_code == status, name
        assert (await browser.post(NOTE, form=TYPED, headers=token)).status_code == status, name
    await block(door, BEN, ME)
    client, token = await log_in_as("guest1")
    assert (await client.get(NOTE)).status_code == 404
    assert (await client.post(NOTE, form=TYPED, headers=token)).status_code == 404


async def test_two_first_notes_at_once_are_one(door: Door):
    await relationship(door, ME, BEN)

    async def save(number: int) -> None:
        await door.database.transact(save_note, viewer_id=ME, person_id=BEN, note=Note(f"note {number}"))

    await asyncio.gather(*(save(number) for number in range(10)))

    def rows(tx: Transaction) -> int:
        return int(tx.execute(select(func.count()).select_from(connection_notes)).scalar_one())

    assert await door.database.read(rows) == 1
    assert (await kept(door)).note.startswith("note ")


async def test_a_note_does_not_show_once_the_two_are_not_connected(door: Door):
    note = Note("private")
    await relationship(door, ME, BEN)
    await door.database.transact(save_note, viewer_id=ME, person_id=BEN, note=note)
    await block(door, ME, BEN)
    assert await door.database.read(select_people, viewer_id=ME) == []


async def test_the_client_is_told_to_keep_drafts_apart_for_each_owner(door: Door, log_in_as: LogIn):
    await relationship(door, ME, BEN)
    client: Client
    client, _token = await log_in_as("guest1")
    assert f'data-draft="note-{ME}-{BEN}"' in await text_of(await client.get(NOTE))
