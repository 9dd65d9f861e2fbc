"""Devices of the people of `tests.door`, and the jobs that send to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from quart.typing import TestClientProtocol
from sqlalchemy import select, update

from netevent.core import clock
from netevent.core.credentials import new_token, token_hash
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import jobs, notifications, push_subscriptions
from netevent.core.jobs.worker import Worker
from netevent.identity.accounts import Account, Kind
from netevent.identity.queries import insert_login, insert_login_accounts
from netevent.notification_kinds import INBOX
from netevent.push.keys.keeping import PushKeys
from netevent.push.sending.due import PUSH, Due
from netevent.push.sending.jobs import run_push
from netevent.push.sending.sender import Sender
from netevent.push.subscriptions.endpoints import push_services
from netevent.push.subscriptions.service import subscribe as subscribe_to
from netevent.push.subscriptions.subscription import subscription_in
from netevent.settings import Settings
from tests.push.service import PushBrowser, PushService

A_DAY = timedelta(days=1)


@dataclass(slots=True)
class Pushing:
    """A process that sends: its database, its sender, and the push service that it reaches."""

    database: Database
    settings: Settings
    service: PushService
    sender: Sender

    async def device_of(self, attendee_id: int, login_id: str = "") -> PushBrowser:
        """A new one, in a login of its own."""
        browser = self.service.new_browser()
        login = login_id or await self.log_in(attendee_id)
        new = subscription_in(browser.json)
        await self.database.transact(subscribe_to, new, attendee_id, login, "Firefox · Android")
        return browser

    async def log_in(self, attendee_id: int, expires_at: datetime | None = None) -> str:
        login_id = token_hash(new_token())
        account = Account(Kind.attendee, attendee_id, "", "", "en")

        def insert(tx: Transaction) -> None:
            insert_login(tx, login_id, new_token(), account, expires_at or clock.now() + A_DAY, "")
            insert_login_accounts(tx, login_id, [account])

        await self.database.transact(insert)
        return login_id

    @property
    def worker(self) -> Worker:
        secret = self.settings.secret_key.get_secret_value()
        return Worker(self.database, PUSH, partial(run_push, self.database, INBOX, secret, self.sender))

    async def run(self) -> None:
        """Do all that is due."""
        await self.worker.run_due()

    async def waiting(self) -> list[tuple[Due, datetime]]:
        """What is due, and when."""
        statement = (
            select(jobs).where(jobs.c.kind == PUSH.name, jobs.c.state == "waiting").order_by(jobs.c.id)
        )
        rows = await self.database.read(lambda tx: tx.execute(statement).all())
        return [(PUSH.arguments.read(row.arguments), row.run_at) for row in rows]

    async def hurry(self) -> None:
        """What waits for later is due now."""
        await self.database.transact(lambda tx: tx.execute(update(jobs).values(run_at=clock.now())))


def pushing_of(database: Database, settings: Settings, service: PushService) -> Pushing:
    keys = PushKeys(settings, database)
    return Pushing(database, settings, service, Sender(keys, push_services(settings.push_services)))


async def subscribe(client: TestClientProtocol, token: dict[str, str], browser: PushBrowser) -> None:
    answer = await client.post("/attendee/push/subscriptions", json=browser.json, headers=token)
    assert answer.status_code == 201


async def subscriptions(database: Database) -> list[Any]:
    statement = select(push_subscriptions).order_by(push_subscriptions.c.id)
    return list(await database.read(lambda tx: tx.execute(statement).all()))


async def told(database: Database) -> list[Any]:
    statement = select(notifications).order_by(notifications.c.id)
    return list(await database.read(lambda tx: tx.execute(statement).all()))
