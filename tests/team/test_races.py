"""Several windows that change one team in the same moment: the event has one owner, and nobody is lost."""

from __future__ import annotations

from typing import Any

import pytest

from netevent.core.database import Transaction
from netevent.core.errors import Refusal
from netevent.events.queries import update_owner
from netevent.identity.roles.role import Role
from netevent.team import queries, service
from netevent.team.member import NewMember
from tests.breakouts.presenters.test_races import all_at_once, on_mariadb
from tests.door import Door
from tests.mails import waiting_mails
from tests.team.conftest import Team
from tests.team.people import BASE_URL, OLGA, team_of

CROWD = 20


def whoever(tx: Transaction, event_id: int, owner_id: int) -> None:
    """As if the event were always the own one."""


async def add(door: Door, email: str) -> Any:
    new = NewMember(email, "Ada", Role.viewer, "en")
    return await door.database.transact(service.add, 1, OLGA, new, BASE_URL)


async def hand_over(door: Door, to: int) -> None:
    await door.database.transact(service.hand_over, 1, OLGA, to, BASE_URL)


async def remove(door: Door, organizer_id: int) -> None:
    await door.database.transact(service.remove, 1, OLGA, organizer_id)


async def test_of_two_who_are_handed_the_event_one_gets_it(door: Door, team: Team):
    outcomes = await all_at_once(door, hand_over(door, team[0]), hand_over(door, team[1]))
    assert outcomes == ["NoneType", "NotItsOwner"]
    roles = await team_of(door.database)
    assert sorted(roles) == sorted((OLGA, *team))
    assert roles[OLGA] == "editor"
    assert len(await waiting_mails(door.database)) == 1


async def test_without_the_two_guards_one_of_them_would_be_lost(
    door: Door, team: Team, monkeypatch: pytest.MonkeyPatch
):
    """The twin: the second hands over what is no longer the own, and the first is in no list."""
    monkeypatch.setattr(service, "_require_owner", whoever)
    monkeypatch.setattr(service, "update_owner", anybodys)
    monkeypatch.setattr(queries, "insert_co_organizer", lambda *given: None)
    await all_at_once(door, hand_over(door, team[0]), hand_over(door, team[1]))
    assert len(await team_of(door.database)) == 1


def anybodys(tx: Transaction, event_id: int, owner_id: int, new_owner_id: int) -> bool:
    """From whoever owns it by now."""
    return any(update_owner(tx, event_id, one, new_owner_id) for one in range(OLGA, new_owner_id + CROWD))


async def test_who_is_removed_is_handed_nothing(door: Door, team: Team):
    """Removed, or the owner: never both, whichever comes first."""
    outcomes = await all_at_once(door, hand_over(door, team[0]), remove(door, team[0]))
    roles = await team_of(door.database)
    assert "NoneType" in outcomes
    assert set(outcomes) & {"NotFound", "NotItsOwner"}
    if roles.get(team[0]) == "owner":
        assert roles[OLGA] == "editor"
    else:
        assert team[0] not in roles
        assert roles[OLGA] == "owner"


async def test_without_looking_at_what_was_deleted_the_removed_one_would_own_it(
    door: Door, team: Team, monkeypatch: pytest.MonkeyPatch
):
    """The twin, one after the other: found before the removal, handed over after it."""
    member = await door.database.read(service.find, 1, team[0])
    await remove(door, team[0])
    monkeypatch.setattr(service, "find", lambda *asked: member)
    with pytest.raises(Refusal):
        await hand_over(door, team[0])
    monkeypatch.setattr(service, "_take_out", whoever)
    await hand_over(door, team[0])
    assert (await team_of(door.database))[team[0]] == "owner"


async def test_one_address_added_in_two_windows_is_one_row_and_one_mail(door: Door):
    """A twin there is not: the unique key stands in the database itself."""
    outcomes = await all_at_once(door, *(add(door, "ada@example.com") for _ in range(2)))
    assert outcomes == ["AlreadyOrganizes", "Member"]
    assert len(await team_of(door.database)) == 2
    assert len(await waiting_mails(door.database)) == 1


async def test_the_last_place_goes_to_one(door: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(service, "MOST_CO_ORGANIZERS", 1)
    outcomes = await all_at_once(door, *(add(door, f"ada{n}@example.com") for n in range(CROWD)))
    assert outcomes == ["Member"] + ["TooManyOrganizers"] * (CROWD - 1)
    assert len(await team_of(door.database)) == 2


@on_mariadb
async def test_without_the_lock_it_would_go_to_several(door: Door, monkeypatch: pytest.MonkeyPatch):
    """The twin: on SQLite writers queue, and the race is none there."""
    monkeypatch.setattr(service, "MOST_CO_ORGANIZERS", 1)
    monkeypatch.setattr(service, "lock_event", whoever_of_event)
    await all_at_once(door, *(add(door, f"ada{n}@example.com") for n in range(CROWD)))
    assert len(await team_of(door.database)) > 2


def whoever_of_event(tx: Transaction, event_id: int) -> None:
    """Nobody waits."""


async def test_who_leaves_while_being_handed_the_event_is_out_or_its_owner(door: Door, team: Team):
    leaving = door.database.transact(service.leave, 1, team[0])
    outcomes = await all_at_once(door, hand_over(door, team[0]), leaving)
    roles = await team_of(door.database)
    assert outcomes in (["NoneType", "NotFound"], ["NoneType", "OwnerStays"])
    assert list(roles.values()).count("owner") == 1
    assert roles.get(team[0]) in (None, "owner")
