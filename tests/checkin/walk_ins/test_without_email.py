"""Who was added at the desk without an address: nobody sees the one that the table has."""

from __future__ import annotations

import re

import pytest
from quart.typing import TestClientProtocol as Client

from netevent.core.database import Database
from netevent.core.text.addresses import NO_MAIL, own_address, stored_address
from netevent.identity.accounts import Kind
from netevent.identity.queries import select_account
from netevent.presenters.messages.queries import select_registered
from netevent.privacy.reading import read_record
from netevent.profiles.cards.card import Relationship
from netevent.profiles.cards.queries import select_card, select_own_card
from tests.agenda.agendas import at
from tests.checkin.walk_ins.test_service import add
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_connection, insert_session

LIST = "/organizer/event/1/attendees"


@pytest.fixture
async def noor(door: Door) -> int:
    answer = await add(door)
    assert answer.attendee is not None
    return answer.attendee.id


def form(email: str, seen: str) -> dict[str, str]:
    about = {"first_name": "Noortje", "last_name": "Bakker", "email": email, "seen": seen}
    return about | {"type_id": "1", "is_attending": "y"}


async def seen_on(client: Client, page: str) -> str:
    found = re.search(
        r'name="seen"[^>]*value="([^"]+)"', await (await client.get(page)).get_data(as_text=True)
    )
    assert found
    return found[1]


def test_each_gets_an_address_of_its_own_and_everybody_else_keeps_theirs():
    one, other = stored_address(""), stored_address("")
    assert one != other
    assert (own_address(one), own_address("anna@example.com")) == ("", "anna@example.com")
    assert stored_address("anna@example.com") == "anna@example.com"


async def test_no_page_and_no_file_of_the_organizer_shows_it(noor: int, log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    for path in (LIST, f"{LIST}/{noor}", f"{LIST}/csv/download"):
        text = await (await client.get(path)).get_data(as_text=True)
        assert "Noor" in text, path
        assert NO_MAIL not in text, path


async def test_no_card_no_record_and_no_account_shows_it(door: Door, noor: int):
    database: Database = door.database
    await insert_connection(database, noor, 1)
    card = await database.read(select_card, 1, noor)
    own = await database.read(select_own_card, noor, Relationship.own)
    account = await database.read(select_account, Kind.attendee, noor)
    record = await database.read(read_record, noor)
    assert card is not None
    assert own is not None
    assert account is not None
    assert (card.email, own.email, account.email) == ("", "", "")
    assert NO_MAIL not in repr(record)


async def test_a_presenters_message_does_not_count_who_cannot_get_it(door: Door, noor: int):
    session_id = await insert_session(door.database, 1, at(60), 45, noor, 2)
    told = await door.database.read(select_registered, session_id)
    assert [one.id for one in told] == [2]


async def test_the_organizer_corrects_the_name_and_no_address_is_asked_for(
    door: Door, noor: int, log_in_as: LogIn
):
    client, token = await log_in_as("olga")
    page = f"{LIST}/{noor}"
    answer = await client.post(page, form=form("", await seen_on(client, page)), headers=token)
    assert answer.status_code == 303
    assert "Noortje" in await (await client.get(page)).get_data(as_text=True)


async def test_an_address_that_comes_later_counts(door: Door, noor: int, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    page = f"{LIST}/{noor}"
    sent = form("noor@example.com", await seen_on(client, page))
    await client.post(page, form=sent, headers=token)
    account = await door.database.read(select_account, Kind.attendee, noor)
    assert account is not None
    assert account.email == "noor@example.com"
    without = await client.post(page, form=form("", await seen_on(client, page)), headers=token)
    assert without.status_code == 422, "who has one keeps one"
