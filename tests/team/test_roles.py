"""What a role is, where it is asked besides the guards: photos, the account's menus, the own time zone."""

from __future__ import annotations

import pytest

from netevent.core import clock
from netevent.core.database import Database
from netevent.identity.accounts import Account, Kind
from netevent.identity.invited.queries import select_needless
from netevent.identity.own_account.queries import select_zone
from netevent.identity.queries import select_account
from netevent.identity.roles.queries import select_role
from netevent.identity.roles.role import Role
from netevent.profiles.photos.queries import select_photo_for_organizer
from tests.door import Door
from tests.factories import insert_organizer
from tests.team.conftest import Team
from tests.team.people import OLGA, insert_co_organizer

OTTO = 2


async def account(database: Database, organizer_id: int) -> Account:
    found = await database.read(select_account, Kind.organizer, organizer_id)
    assert found is not None
    return found


async def test_each_has_one_role_in_the_own_event_and_none_elsewhere(door: Door, team: Team):
    edda_id, vera_id = team
    wanted = {OLGA: Role.owner, edda_id: Role.editor, vera_id: Role.viewer, OTTO: None}
    assert {one: await door.database.read(select_role, one, 1) for one in wanted} == wanted
    assert await door.database.read(select_role, edda_id, 2) is None
    assert await door.database.read(select_role, edda_id, 999) is None


@pytest.mark.parametrize("number", [0, 1])
async def test_a_co_organizer_sees_the_photos_of_that_event_alone(door: Door, team: Team, number: int):
    for attendee_id in (1, 13):
        await door.change_attendee(attendee_id, profile_picture="a" * 32)
    assert await door.database.read(select_photo_for_organizer, team[number], 1) == "a" * 32
    assert await door.database.read(select_photo_for_organizer, team[number], 13) == ""


async def test_a_co_organizer_has_events_and_reads_times_as_there(door: Door, team: Team):
    vera = await account(door.database, team[1])
    assert vera.has_events
    assert not vera.is_presenter
    assert not vera.may_organize("invited")
    assert await door.database.read(select_zone, vera) == "Europe/Amsterdam"


async def test_who_is_in_no_team_has_none(door: Door, team: Team):
    nobody = await insert_organizer(door.database, name="Nobody", email="nobody@example.com")
    assert not (await account(door.database, nobody)).has_events


async def test_an_invited_account_is_needed_as_long_as_it_is_in_a_team(door: Door, database: Database):
    given = {"unconfirmed_since": clock.now()}
    ina = await insert_co_organizer(database, "Ina", "viewer", **given)
    spare = await insert_organizer(database, name="S", email="s@example.com", presents_only=True, **given)
    assert await database.read(select_needless, [ina, spare]) == [spare]
