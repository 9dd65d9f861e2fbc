"""SQL of logins and of the accounts behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Table,
    case,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    null,
    select,
    update,
)

from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import (
    attendees,
    breakout_session_organizers,
    breakout_sessions,
    events,
    login_accounts,
    logins,
    organizers,
    staff,
)
from netevent.core.i18n.localized import localized
from netevent.core.text.addresses import own_address
from netevent.identity.accounts import Account, Kind, Post
from netevent.identity.posts.queries import POST, post_of
from netevent.identity.roles.queries import has_events


@dataclass(frozen=True, slots=True)
class Login:
    """A row of `logins`; one that `STANDS`, unless it says otherwise."""

    id: str
    csrf_token: str
    kind: Kind
    account_id: int


def select_accounts_by_email(tx: Transaction, email_key: str, most: int) -> list[tuple[Account, str | None]]:
    """The accounts of a confirmed address with their password hashes, at most `most` of a kind."""
    found: list[tuple[Account, str | None]] = []
    for kind, statement in ACCOUNTS.items():
        table = TABLES[kind]
        rows = tx.execute(
            statement.add_columns(table.c.password_hash)
            .where(table.c.email_key == email_key, *CONFIRMED[kind])
            .order_by(table.c.id.desc())
            .limit(most)
        )
        found += [(_account(kind, row), row.password_hash) for row in rows]
    return found


def select_organizer_by_email(tx: Transaction, email_key: str) -> Account | None:
    """The organizer with this address, confirmed or not."""
    row = tx.execute(ACCOUNTS[Kind.organizer].where(organizers.c.email_key == email_key)).first()
    return _account(Kind.organizer, row) if row else None


def select_is_new_organizer(tx: Transaction, organizer_id: int, since: datetime) -> bool:
    statement = select(organizers.c.id).where(
        organizers.c.id == organizer_id, organizers.c.created_at > since
    )
    return tx.execute(statement).first() is not None


def select_account(tx: Transaction, kind: Kind, account_id: int) -> Account | None:
    row = tx.execute(ACCOUNTS[kind].where(TABLES[kind].c.id == account_id)).first()
    return _account(kind, row) if row else None


def select_login(tx: Transaction, login_id: str, now: datetime) -> Login | None:
    row = tx.execute(select(logins).where(logins.c.id == login_id, STANDS, logins.c.expires_at > now)).first()
    return Login(row.id, row.csrf_token, Kind(row.account_kind), row.account_id) if row else None


def select_logins_that_stand(tx: Transaction, login_ids: Sequence[str], now: datetime) -> set[str]:
    """Those of the logins that have not ended."""
    statement = select(logins.c.id).where(logins.c.id.in_(login_ids), STANDS, logins.c.expires_at > now)
    return set(tx.execute(statement).scalars())


def select_login_accounts(tx: Transaction, login_id: str) -> list[tuple[Kind, int]]:
    rows = tx.execute(
        select(login_accounts.c.account_kind, login_accounts.c.account_id)
        .where(login_accounts.c.login_id == login_id)
        .order_by(login_accounts.c.account_kind, login_accounts.c.account_id)
    )
    return [(Kind(row.account_kind), row.account_id) for row in rows]


def select_logins_of(tx: Transaction, kind: Kind, account_id: int) -> list[str]:
    """The logins that could use this account, now or after a switch."""
    rows = tx.execute(
        select(login_accounts.c.login_id).where(
            login_accounts.c.account_kind == kind.value, login_accounts.c.account_id == account_id
        )
    )
    return list(rows.scalars())


def select_event_of_session(tx: Transaction, session_id: int) -> int | None:
    return tx.execute(
        select(breakout_sessions.c.event_id).where(breakout_sessions.c.id == session_id)
    ).scalar()


def select_end_of_event(tx: Transaction, event_id: int) -> datetime | None:
    """None for an event without an end."""
    return tx.execute(select(events.c.end_time).where(events.c.id == event_id)).scalar()


def insert_login(
    tx: Transaction,
    login_id: str,
    csrf_token: str,
    account: Account,
    expires_at: datetime,
    device: str,
    waits: bool = False,
) -> None:
    tx.execute(
        insert(logins).values(
            id=login_id,
            csrf_token=csrf_token,
            account_kind=account.kind.value,
            account_id=account.id,
            expires_at=expires_at,
            device=device,
            waits=waits,
        )
    )


def insert_login_accounts(tx: Transaction, login_id: str, accounts: Iterable[Account]) -> None:
    rows = [
        {"login_id": login_id, "account_kind": account.kind.value, "account_id": account.id}
        for account in accounts
    ]
    tx.execute(insert(login_accounts), rows)


def update_login_account(tx: Transaction, login_id: str, kind: Kind, account_id: int) -> None:
    tx.execute(
        update(logins).where(logins.c.id == login_id).values(account_kind=kind.value, account_id=account_id)
    )


def update_account_language(tx: Transaction, kind: Kind, account_id: int, language: str) -> None:
    """The attendee's own word, which no list writes over (`attendees.writing`)."""
    table = TABLES[kind]
    values: dict[str, Any] = {"preferred_language": language}
    if kind is Kind.attendee:
        own = attendees.c.own_fields
        values["own_fields"] = case((own.contains("language"), own), else_=own + " language")
    tx.execute(update(table).where(table.c.id == account_id).values(values))


def delete_login(tx: Transaction, login_id: str) -> None:
    tx.execute(delete(login_accounts).where(login_accounts.c.login_id == login_id))
    tx.execute(delete(logins).where(logins.c.id == login_id))


def delete_login_account(tx: Transaction, kind: Kind, account_id: int) -> None:
    tx.execute(
        delete(login_accounts).where(
            login_accounts.c.account_kind == kind.value, login_accounts.c.account_id == account_id
        )
    )


def delete_expired_logins(tx: Transaction, now: datetime) -> None:
    old = select(logins.c.id).where(logins.c.expires_at <= now)
    tx.execute(delete(login_accounts).where(login_accounts.c.login_id.in_(old)))
    tx.execute(delete(logins).where(logins.c.expires_at <= now))


def insert_organizer(
    tx: Transaction,
    email: str,
    email_key: str,
    name: str,
    password_hash: str,
    language: str,
    staff_code: str,
    unconfirmed_since: datetime | None,
    presents_only: bool,
) -> int:
    result = tx.execute(
        insert(organizers).values(
            email=email,
            email_key=email_key,
            name=name,
            password_hash=password_hash,
            preferred_language=language,
            staff_code=staff_code,
            unconfirmed_since=unconfirmed_since,
            presents_only=presents_only,
        )
    )
    return inserted_id(result)


def _account(kind: Kind, row: Row[Any]) -> Account:
    return Account(
        kind=kind,
        id=row.id,
        name=f"{row.first_name} {row.last_name}".strip(),
        email=own_address(row.email),
        language=row.preferred_language,
        event_id=row.event_id,
        event_name=localized(row.event_name or "", row.name_texts),
        is_operator=bool(row.is_operator),
        presents_only=bool(row.presents_only),
        has_events=bool(row.has_events),
        presents=bool(row.presents),
        post=post_of(row) if kind is Kind.staff else NO_POST,
        is_archived=bool(row.is_archived),
    )


def _of_an_event(table: Table) -> Select[Any]:
    return select(
        table.c.id,
        table.c.email,
        table.c.first_name,
        table.c.last_name,
        table.c.preferred_language,
        table.c.event_id,
        events.c.name.label("event_name"),
        events.c.name_texts,
        events.c.archived_at.is_not(None).label("is_archived"),
        *(false().label(name) for name in ("is_operator", "presents_only", "has_events", "presents")),
    ).join(events, events.c.id == table.c.event_id)


# Not one that waits for a second step: that opens nothing.
STANDS = logins.c.waits == false()
CONFIRMED: dict[Kind, tuple[ColumnElement[bool], ...]] = {
    Kind.organizer: (organizers.c.unconfirmed_since.is_(None),),
    # An invitation's link confirms it: without a password nobody logs in.
    Kind.staff: (),
    Kind.attendee: (attendees.c.unconfirmed_since.is_(None),),
}
TABLES = {Kind.organizer: organizers, Kind.staff: staff, Kind.attendee: attendees}
NO_POST = Post()
_others = organizers.alias()
FIRST_ORGANIZER = (
    select(func.min(_others.c.id))
    .where(_others.c.unconfirmed_since.is_(None), _others.c.presents_only == false())
    .scalar_subquery()
)
ACCOUNTS: dict[Kind, Select[Any]] = {
    Kind.organizer: select(
        organizers.c.id,
        organizers.c.email,
        organizers.c.name.label("first_name"),
        literal("").label("last_name"),
        organizers.c.preferred_language,
        null().label("event_id"),
        null().label("event_name"),
        (organizers.c.id == FIRST_ORGANIZER).label("is_operator"),
        null().label("name_texts"),
        false().label("is_archived"),
        organizers.c.presents_only,
        has_events(organizers.c.id).label("has_events"),
        exists().where(breakout_session_organizers.c.organizer_id == organizers.c.id).label("presents"),
    ),
    Kind.staff: _of_an_event(staff).add_columns(*POST),
    Kind.attendee: _of_an_event(attendees),
}
