"""SQL of the subscriptions. A subscription is one as long as the login stands in which it was made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events, login_accounts, logins, push_subscriptions
from netevent.identity.accounts import Kind
from netevent.identity.queries import STANDS
from netevent.push.subscriptions.subscription import Subscription


@dataclass(frozen=True, slots=True)
class Device:
    """A browser of an attendee's, with what is needed to send to it."""

    id: int
    attendee_id: int
    login_id: str = field(repr=False)
    to: Subscription = field(repr=False)
    name: str = ""
    added_at: datetime | None = None
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is told: in which language, and in which zone the event's times are."""

    id: int
    language: str
    zone: str


def select_reached(tx: Transaction, attendee_ids: Collection[int], now: datetime) -> set[int]:
    """Those of the attendees who have a device that stands."""
    statement = _standing(select(push_subscriptions.c.attendee_id).distinct(), now)
    return set(tx.execute(statement.where(push_subscriptions.c.attendee_id.in_(attendee_ids))).scalars())


def select_devices(tx: Transaction, attendee_ids: Collection[int], now: datetime) -> list[Device]:
    """The devices of these attendees that stand, the oldest first."""
    table = push_subscriptions
    statement = _standing(select(table), now).where(table.c.attendee_id.in_(attendee_ids))
    return [
        Device(
            row.id,
            row.attendee_id,
            row.login_id,
            Subscription(row.endpoint, row.p256dh, row.auth),
            row.device,
            row.added_at,
            row.used_at,
        )
        for row in tx.execute(statement.order_by(table.c.added_at, table.c.id))
    ]


def select_readers(tx: Transaction, attendee_ids: Collection[int]) -> dict[int, Reader]:
    statement = (
        select(attendees.c.id, attendees.c.preferred_language, events.c.time_zone)
        .join(events, events.c.id == attendees.c.event_id)
        .where(attendees.c.id.in_(attendee_ids))
    )
    rows = tx.execute(statement)
    return {row.id: Reader(row.id, row.preferred_language, row.time_zone) for row in rows}


def upsert_subscription(
    tx: Transaction, new: Subscription, attendee_id: int, login_id: str, device: str, now: datetime
) -> bool:
    """Write it, or hand over what another had with this address. Whether it is new to this attendee."""
    values = {
        "attendee_id": attendee_id,
        "login_id": login_id,
        "p256dh": new.p256dh,
        "auth": new.auth,
        "device": device,
    }
    if _update(tx, new.endpoint_hash, push_subscriptions.c.attendee_id == attendee_id, **values):
        return False
    if _update(tx, new.endpoint_hash, **values, added_at=now, used_at=None):
        return True
    row = values | {"endpoint": new.endpoint, "endpoint_hash": new.endpoint_hash, "added_at": now}
    try:
        tx.execute(insert(push_subscriptions).values(**row))
    except IntegrityError:  # another transaction was faster
        _update(tx, new.endpoint_hash, **values)
    return True


def update_renewed(tx: Transaction, old_endpoint_hash: str, new: Subscription) -> bool:
    """Whether there was such a one. Of two who renew it at once, one.

    What stands at the new address gives way: the page that was opened meanwhile may have told of it.
    """
    address = {"endpoint": new.endpoint, "endpoint_hash": new.endpoint_hash}
    values = {"p256dh": new.p256dh, "auth": new.auth, **address}
    try:
        with tx.connection.begin_nested():
            return _update(tx, old_endpoint_hash, **values)
    except IntegrityError:
        tx.execute(delete(push_subscriptions).where(_is_at(new.endpoint_hash)))
        return _update(tx, old_endpoint_hash, **values)


def update_used(tx: Transaction, subscription_ids: Collection[int], now: datetime) -> None:
    statement = update(push_subscriptions).where(push_subscriptions.c.id.in_(subscription_ids))
    tx.execute(statement.values(used_at=now))


def delete_subscription(tx: Transaction, attendee_id: int, endpoint_hash: str) -> bool:
    is_own = push_subscriptions.c.attendee_id == attendee_id
    return tx.execute(delete(push_subscriptions).where(is_own, _is_at(endpoint_hash))).rowcount == 1


def delete_device(tx: Transaction, attendee_id: int, subscription_id: int) -> bool:
    is_own = push_subscriptions.c.attendee_id == attendee_id
    is_this = push_subscriptions.c.id == subscription_id
    return tx.execute(delete(push_subscriptions).where(is_own, is_this)).rowcount == 1


def delete_gone(tx: Transaction, endpoint_hashes: Sequence[str]) -> None:
    """Those that a push service does not know any more. What was renewed meanwhile has another address."""
    tx.execute(delete(push_subscriptions).where(push_subscriptions.c.endpoint_hash.in_(endpoint_hashes)))


def delete_surplus(tx: Transaction, attendee_id: int, most: int) -> None:
    """All but the newest ones."""
    table = push_subscriptions
    newest_first = select(table.c.id).where(table.c.attendee_id == attendee_id)
    ids = tx.execute(newest_first.order_by(table.c.added_at.desc(), table.c.id.desc())).scalars().all()
    if ids[most:]:
        tx.execute(delete(table).where(table.c.id.in_(ids[most:])))


def delete_of_ended_login(tx: Transaction, login_id: str) -> None:
    """Of this login, if it is over."""
    of_login = push_subscriptions.c.login_id == login_id
    tx.execute(delete(push_subscriptions).where(of_login, ~exists().where(logins.c.id == login_id)))


def delete_ended(tx: Transaction) -> None:
    """Of all logins that are over."""
    is_theirs = logins.c.id == push_subscriptions.c.login_id
    tx.execute(delete(push_subscriptions).where(~exists().where(is_theirs)))


def delete_all(tx: Transaction) -> None:
    tx.execute(delete(push_subscriptions))


def _standing(statement: Select[tuple[int]], now: datetime) -> Select[tuple[int]]:
    """Only where the login stands, and may still use this attendee's account."""
    may_use = and_(
        login_accounts.c.login_id == push_subscriptions.c.login_id,
        login_accounts.c.account_kind == Kind.attendee.value,
        login_accounts.c.account_id == push_subscriptions.c.attendee_id,
    )
    return (
        statement.join_from(push_subscriptions, logins, logins.c.id == push_subscriptions.c.login_id)
        .join(login_accounts, may_use)
        .where(STANDS, logins.c.expires_at > now)
    )


def _update(tx: Transaction, of_hash: str, /, *conditions: ColumnElement[bool], **values: object) -> bool:
    statement = update(push_subscriptions).where(_is_at(of_hash), *conditions).values(**values)
    return tx.execute(statement).rowcount == 1


def _is_at(endpoint_hash: str) -> ColumnElement[bool]:
    return push_subscriptions.c.endpoint_hash == endpoint_hash
