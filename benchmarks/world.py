"""The event that is measured: an organizer, a staff member, attendees; and logins for thousands of pages.

Written straight into the database: what is measured is the door, not the import. `scenarios` calls it.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from quart_auth.extension import _AuthSerializer
from sqlalchemy import insert, update

from benchmarks.servers import Server
from netevent.attendees.search_keys import attendee_search_key, directory_key
from netevent.core import clock
from netevent.core.credentials import hash_password, new_token, token_hash
from netevent.core.database import Database, Transaction
from netevent.core.database.budget import patient
from netevent.core.database.tables import (
    attendees,
    events,
    login_accounts,
    logins,
    metadata,
    organizers,
    scans,
    staff,
)

COOKIE = "netevent_login"
COOKIE_SALT = "quart auth salt"
STAFF_EMAIL = "door@bench.example"
PASSWORD = "a password for the benchmark"
EVENT = 1
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class World:
    database: Database
    server: Server
    people: int
    codes: list[str] = field(repr=False)

    @property
    def event_id(self) -> int:
        return EVENT


async def make_world(database_url: str, server: Server, people: int) -> World:
    database = Database(database_url)
    password_hash = await hash_password(PASSWORD)
    with patient():  # thousands of rows are not a request
        await database.transact(_insert_event, password_hash, people)
        await database.transact(_insert_attendees, people)
    return World(database, server, people, [code(number) for number in range(1, people + 1)])


async def fill(database_url: str, people: int) -> None:
    """Tables and people for the bare handler, in a database that has nothing yet."""
    database = Database(database_url)
    await database.transact(lambda tx: metadata.create_all(tx.connection))
    await database.close()
    world = await make_world(database_url, Server(0, 0), people)
    await world.database.close()


async def nobody_in(world: World) -> None:
    """Everyone outside again, so that the next run checks in and does not only answer "already in"."""
    await world.database.transact(_take_out)


async def make_sessions(world: World, kind: str, count: int, first: int = 1) -> list[str]:
    """`count` cookie headers, each of another login: of the attendees in turn, or all of the staff member.

    The attendees in turn begin with the one whose id is `first`.
    """
    tokens = [new_token() for _ in range(count)]
    owners = [(first - 1 + n) % world.people + 1 if kind == "attendee" else 1 for n in range(count)]
    with patient():
        await world.database.transact(_insert_logins, kind, tokens, owners)
    signer = _AuthSerializer(world.server.secret_key, COOKIE_SALT)
    return [f"{COOKIE}={_text(signer.dumps(token))}" for token in tokens]


def code(number: int) -> str:
    return f"BEN{number:07}"


def first_name(number: int) -> str:
    """A text that is in no other name, so that it can be looked for on a desk's page."""
    return f"Person{number}n"


def _insert_event(tx: Transaction, password_hash: str, people: int) -> None:
    organizer = {"email": "o@bench.example", "email_key": "o@bench.example", "name": "Olga Organizer"}
    tx.execute(insert(organizers), [{"id": 1, "password_hash": password_hash, **organizer}])
    event = {"id": EVENT, "organizer_id": 1, "code": "BENCH", "name": "Bench", "seats_taken": people}
    tx.execute(insert(events), [{**event, "start_time": clock.now(), "end_time": clock.now() + DAY}])
    member = {"first_name": "Dora", "last_name": "Door", "email": STAFF_EMAIL, "email_key": STAFF_EMAIL}
    tx.execute(
        insert(staff),
        [{"id": 1, "event_id": EVENT, "password_hash": password_hash, "invite_used": True, **member}],
    )


def _insert_attendees(tx: Transaction, people: int) -> None:
    tx.execute(insert(attendees), [attendee(number) for number in range(1, people + 1)])


def attendee(number: int, event_id: int = EVENT) -> dict[str, object]:
    email = f"p{number}@bench.example"
    return {
        "id": number,
        "event_id": event_id,
        "email": email,
        "email_key": email,
        "password_hash": "!",
        "first_name": first_name(number),
        "last_name": "Bench",
        "search_key": attendee_search_key(first_name(number), "Bench", "", email),
        "directory_key": directory_key(first_name(number), "Bench", "", ""),
        "attendee_code": code(number),
    }


def _insert_logins(tx: Transaction, kind: str, tokens: list[str], owners: list[int]) -> None:
    accounts = [{"account_kind": kind, "account_id": owner} for owner in owners]
    ids = [token_hash(token) for token in tokens]
    until = clock.now() + DAY
    rows = [
        {"id": id_, "csrf_token": new_token(), "expires_at": until, **account}
        for id_, account in zip(ids, accounts, strict=True)
    ]
    tx.execute(insert(logins), rows)
    pairs = zip(ids, accounts, strict=True)
    tx.execute(insert(login_accounts), [{"login_id": id_, **account} for id_, account in pairs])


def _take_out(tx: Transaction) -> None:
    tx.execute(scans.delete())
    tx.execute(update(attendees).values(checked_in=False, checked_in_at=None, checked_in_minute=None))


def _text(signed: str | bytes) -> str:
    return signed.decode() if isinstance(signed, bytes) else signed
