"""Devices of the people of `tests.door`, and the jobs that send to them."""

from __future__ import annotations

from typing import Any

from quart.typing import TestClientProtocol
from sqlalchemy import select

from netevent.core.database import Database
from netevent.core.database.tables import push_subscriptions
from tests.push.service import PushBrowser

Browser = tuple[TestClientProtocol, dict[str, str]]


async def subscribe(client: TestClientProtocol, token: dict[str, str], browser: PushBrowser) -> None:
    answer = await client.post("/attendee/push/subscriptions", json=browser.json, headers=token)
    assert answer.status_code == 201


async def subscriptions(database: Database) -> list[Any]:
    statement = select(push_subscriptions).order_by(push_subscriptions.c.id)
    return list(await database.read(lambda tx: tx.execute(statement).all()))
