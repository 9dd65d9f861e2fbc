"""Two operators at once: there is one default, and it is active. The twin shows what the lock is for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from functools import partial
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from netevent.core.errors import Conflict
from netevent.core.i18n import SEVEN, Language, queries
from netevent.languages import service
from tests.languages.conftest import Table

CODES = [language.code for language in SEVEN]


async def race(table: Table, *runs: Awaitable[Any]) -> list[Any]:
    """What each said: None, or why not."""
    await asyncio.gather(*(table.all() for _ in range(4)))  # connections are open
    results = await asyncio.gather(*runs, return_exceptions=True)
    assert [one for one in results if one is not None and not isinstance(one, Conflict)] == []
    return results


async def test_of_all_who_become_the_default_at_once_one_does(table: Table):
    for _ in range(5):
        await race(table, *(table.database.transact(service.make_default, code) for code in CODES))
        assert len(await table.defaults()) == 1


@pytest.mark.parametrize("turn", range(6))
async def test_the_default_is_active_whoever_is_quicker(table: Table, turn: int):
    """One makes German the default, the other deactivates it."""
    runs = [
        table.database.transact(service.make_default, "de"),
        table.database.transact(service.deactivate, "de"),
    ]
    results = await race(table, *(runs if turn % 2 else runs[::-1]))
    (default,) = await table.defaults()
    assert default in await table.active()
    assert results.count(None) == 1


async def test_of_all_that_go_at_once_the_default_is_left(table: Table):
    runs = [table.database.transact(service.deactivate, code) for code in CODES]
    results = await race(table, *runs, table.database.transact(service.make_default, "pl"))
    (default,) = await table.defaults()
    assert default in await table.active()
    assert sum(isinstance(one, Conflict) for one in results) >= 1


async def test_to_look_without_the_lock_would_leave_a_default_that_is_not_active(table: Table):
    """The twin: both look before either writes, and both find that they may."""
    both_have_looked = asyncio.Barrier(2)

    async def make_default() -> None:
        is_active = (await table.one("de")).is_active
        await both_have_looked.wait()
        if is_active:
            await table.database.transact(queries.update_default, "de")

    async def deactivate() -> None:
        is_default = (await table.one("de")).is_default
        await both_have_looked.wait()
        if not is_default:
            await table.database.transact(queries.update_is_active, "de", is_active=False)

    await race(table, make_default(), deactivate())
    assert await table.defaults() == ["de"]
    assert "de" not in await table.active()


async def test_moves_at_once_lose_no_language(table: Table):
    moves = (partial(service.move, code=code, position=1) for code in CODES)
    await race(table, *(table.database.transact(move) for move in moves))
    assert sorted(await table.codes()) == sorted(CODES)


async def test_one_language_is_added_once(table: Table):
    added = Language("pt", "Portuguese", "Português", is_active=False)
    results = await race(table, *(table.database.transact(service.add, added) for _ in range(6)))
    assert results.count(None) == 1
    assert (await table.codes()).count("pt") == 1


async def test_the_database_itself_takes_no_code_twice(table: Table):
    with pytest.raises(IntegrityError):
        await table.database.transact(queries.insert_language, SEVEN[0])
