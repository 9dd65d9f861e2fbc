"""A browser gets a new address: once, whoever tells of it at the same moment."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from netevent.core.credentials import token_hash
from netevent.core.database.budget import patient
from netevent.core.errors import NotFound
from netevent.push.subscriptions import queries, service
from netevent.push.subscriptions.queries import update_renewed
from netevent.push.subscriptions.subscription import subscription_in
from tests.push.devices import Pushing, subscriptions
from tests.push.service import PushBrowser

ANNA = 1


async def renew(pushing: Pushing, old: PushBrowser, new: PushBrowser) -> bool:
    try:
        await pushing.database.transact(service.renew, old.endpoint, subscription_in(new.json))
    except NotFound:
        return False
    return True


async def endpoints(pushing: Pushing) -> list[str]:
    return [row.endpoint for row in await subscriptions(pushing.database)]


async def test_of_many_who_renew_it_at_once_one_does(pushing: Pushing):
    old, new = await pushing.device_of(ANNA), pushing.service.new_browser()
    with patient():
        told = await asyncio.gather(*(renew(pushing, old, new) for _ in range(8)))
    assert sorted(told) == [False] * 7 + [True]
    assert await endpoints(pushing) == [new.endpoint]


async def test_of_many_new_addresses_one_stands(pushing: Pushing):
    old = await pushing.device_of(ANNA)
    new = [pushing.service.new_browser() for _ in range(6)]
    with patient():
        told = await asyncio.gather(*(renew(pushing, old, one) for one in new))
    assert await endpoints(pushing) == [one.endpoint for one, is_it in zip(new, told, strict=True) if is_it]
    assert sum(told) == 1


@pytest.mark.parametrize("again", range(4))
async def test_the_page_and_the_worker_may_tell_of_it_at_once(pushing: Pushing, again: int):
    """The page that is opened subscribes at the new address while the worker renews the old one."""
    login = await pushing.log_in(ANNA)
    old, new = await pushing.device_of(ANNA, login), pushing.service.new_browser()
    subscribing = pushing.database.transact(
        service.subscribe, subscription_in(new.json), ANNA, login, "Firefox · Android"
    )
    with patient():
        await asyncio.gather(subscribing, renew(pushing, old, new))
    assert await endpoints(pushing) == [new.endpoint]


async def test_what_stands_at_the_new_address_gives_way(pushing: Pushing):
    old, new = await pushing.device_of(ANNA), await pushing.device_of(ANNA)
    assert await renew(pushing, old, new)
    assert await endpoints(pushing) == [new.endpoint]


async def test_an_unknown_old_address_takes_nobodys_away(pushing: Pushing):
    here = await pushing.device_of(ANNA)
    assert not await renew(pushing, pushing.service.new_browser(), here)
    assert await endpoints(pushing) == [here.endpoint]


async def test_without_the_old_address_as_its_condition_each_would_have_renewed_it(
    pushing: Pushing, monkeypatch: pytest.MonkeyPatch
):
    """The twin: each as if the row were still at the old address."""
    old, new = await pushing.device_of(ANNA), pushing.service.new_browser()
    moved: list[str] = []

    def unguarded(tx: Any, old_hash: str, renewed: Any) -> bool:
        standing = token_hash(moved[-1] if moved else old.endpoint)
        moved.append(renewed.endpoint)
        return update_renewed(tx, standing, renewed)

    monkeypatch.setattr(queries, "update_renewed", unguarded)
    assert [await renew(pushing, old, new) for _ in range(2)] == [True, True]
