"""The server has one pair of keys, whoever makes it first; the database alone does not open it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import delete, insert, select

from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import vapid_keys
from netevent.core.sealing import seal
from netevent.push.keys import keeping, service
from netevent.push.keys.keeping import PushKeys, subject_of
from netevent.push.keys.pair import KeyPair, new_pair
from netevent.push.keys.queries import ONLY, KeptKeys, insert_keys
from netevent.settings import Settings
from tests.agenda.agendas import ANNA
from tests.door import Door
from tests.push.devices import Pushing, subscriptions
from tests.servers.databases import blocking_engine

SECRET, OTHER_SECRET = "s" * 40, "t" * 40
PROCESSES = 6


@pytest.fixture
async def processes(database: Database, database_url: str) -> list[Database]:
    """One database, as so many processes have it open."""
    return [Database(database_url) for _ in range(PROCESSES)]


async def made_at_once(processes: list[Database]) -> set[str]:
    made = await asyncio.gather(
        *(one.transact(service.find_or_make_keys, SECRET) for one in processes), return_exceptions=True
    )
    for one in processes:
        await one.close()
    return {one.private_key for one in made if isinstance(one, KeyPair)}


async def test_of_several_processes_that_need_the_first_keys_all_have_the_same(
    database: Database, processes: list[Database]
):
    [made] = await made_at_once(processes)
    found = await database.read(service.find_keys, SECRET)
    assert found is not None
    assert found.private_key == made


async def test_without_the_one_row_each_would_have_its_own(
    processes: list[Database], monkeypatch: pytest.MonkeyPatch
):
    """The twin: each has looked before any of them writes, and writes over what is there."""

    def nobody_else(tx: Transaction) -> None:
        return None

    def overwrite(tx: Transaction, keys: KeptKeys, now: object) -> None:
        tx.execute(delete(vapid_keys))
        row = {"private_key": keys.private_key, "public_key": keys.public_key, "made_at": clock.now()}
        tx.execute(insert(vapid_keys).values(id=ONLY, **row))

    monkeypatch.setattr(service, "select_keys", nobody_else)
    monkeypatch.setattr(service, "insert_keys", overwrite)
    made = [await one.transact(service.find_or_make_keys, SECRET) for one in processes]
    for one in processes:
        await one.close()
    assert len({keys.private_key for keys in made}) == PROCESSES


async def test_keys_that_another_process_makes_meanwhile_end_no_subscription(
    mariadb_url: str, monkeypatch: pytest.MonkeyPatch
):
    """SQLite lets nobody write while somebody may."""
    slow = Database(mariadb_url)
    other = sealed(SECRET)
    monkeypatch.setattr(service, "new_pair", lambda: slowly_made(mariadb_url, other))
    monkeypatch.setattr(service, "delete_all", lambda tx: pytest.fail("nobody has another secret"))
    assert (await slow.transact(service.find_or_make_keys, SECRET)).public_key == other.public_key
    await slow.close()


def sealed(secret: str) -> KeptKeys:
    made = new_pair()
    return KeptKeys(seal(secret, service.PURPOSE, service.OWNER, made.private_key), made.public_key)


def slowly_made(url: str, others: KeptKeys) -> KeyPair:
    """Another process is faster."""
    engine = blocking_engine(url)
    with engine.begin() as connection:
        insert_keys(Transaction(connection), others, clock.now())
    engine.dispose()
    return new_pair()


async def test_the_database_alone_does_not_open_it(database: Database):
    made = await database.transact(service.find_or_make_keys, SECRET)
    row = (await database.read(lambda tx: tx.execute(select(vapid_keys)).all()))[0]
    assert made.private_key not in str(row)
    assert await database.read(service.find_keys, OTHER_SECRET) is None


async def test_with_another_secret_there_are_new_keys_and_no_browser_of_the_old_ones(
    database: Database, door: Door, pushing: Pushing
):
    first = await database.transact(service.find_or_make_keys, SECRET)
    await pushing.device_of(ANNA)
    second = await database.transact(service.find_or_make_keys, OTHER_SECRET)
    assert first.public_key != second.public_key
    assert await subscriptions(database) == []
    assert await database.transact(service.find_or_make_keys, OTHER_SECRET) == second


async def test_a_token_is_for_one_push_service(database: Database, settings: Settings):
    keys = PushKeys(settings, database)
    first, again, other = [
        await keys.authorization(endpoint)
        for endpoint in ("https://a.example/1", "https://a.example/2", "https://b.example/1")
    ]
    assert first == again != other


def test_the_private_key_is_not_in_what_is_logged():
    pair = KeyPair("private words", "public words")
    assert "private words" not in repr(replace(pair))


@pytest.mark.parametrize(
    ("mail_from", "base_url", "subject"),
    [
        ("Conf <door@example.org>", "https://t.example.org", "mailto:door@example.org"),
        ("NetEvent <no-reply@localhost>", "https://t.example.org", "https://t.example.org"),
        ("NetEvent <no-reply@localhost>", "http://localhost:8000", "mailto:no-reply@localhost"),
    ],
)
def test_push_services_are_told_whom_to_turn_to(
    settings: Settings, mail_from: str, base_url: str, subject: str
):
    named = settings.model_copy(update={"mail_from": mail_from, "base_url": base_url})
    assert subject_of(named) == subject


async def test_tokens_of_services_that_nobody_asks_any_more_are_not_kept(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    now = [0.0]
    monkeypatch.setattr(keeping, "monotonic", lambda: now[0])
    keys = PushKeys(settings, database)
    first = await keys.authorization("https://a.example/1")
    now[0] = keeping.KEPT_SECONDS / 2
    later = await keys.authorization("https://b.example/1")
    now[0] = keeping.KEPT_SECONDS + 1
    await keys.authorization("https://c.example/1")
    assert (keys.kept, await keys.authorization("https://b.example/1")) == (2, later)
    assert await keys.authorization("https://a.example/1") != first


async def test_however_many_hosts_somebody_names_a_few_tokens_are_kept(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(keeping, "MOST_KEPT", 3)
    keys = PushKeys(settings, database)
    given = [await keys.authorization(f"https://h{host}.push.apple.com/1") for host in range(8)]
    assert keys.kept == 3
    assert await keys.authorization("https://h7.push.apple.com/2") == given[7]
