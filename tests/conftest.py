"""Fixtures for all tests: real servers, databases of their own, browsers and cameras.

A server that is not installed skips its tests with a sentence; under CI=true every skip is a failure.

Every test has its own application and its own rows. What comes out the same each time is made once for the
run: the rules of addresses, the routes, the texts of SQL statements (`done_once`). `log_in_as` begins a login
without the form; `tests/identity` goes through it.
"""

import gc
import logging
import os
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Protocol

import pytest
from playwright.async_api import Browser, Playwright, async_playwright
from quart import Quart
from quart.typing import TestClientProtocol
from redis import Redis as RedisClient
from sqlalchemy import Connection, MetaData

from netevent import blueprints
from netevent.app import create_app
from netevent.core.database import Database, Transaction, budget
from netevent.core.i18n.queries import insert_languages
from netevent.core.logs import set_up_logs
from netevent.core.site import Application
from netevent.core.web import pages
from netevent.reactions import REACTIONS
from netevent.settings import Settings, read_settings
from tests import proof, routes_once, statements_once
from tests.door import Door, log_in, make_door
from tests.marked_languages import two_languages as two_languages
from tests.rules import compile_once
from tests.servers import application, camera, chromium, databases
from tests.servers.application import Server
from tests.servers.camera import Scene
from tests.servers.databases import FirstRows, MariaDatabase, SqliteDatabases
from tests.servers.mail import Mailbox
from tests.servers.mariadb import MariaDB
from tests.servers.redis import Redis


class LogIn(Protocol):
    async def __call__(self, name: str) -> tuple[TestClientProtocol, dict[str, str]]: ...


BACKENDS = ("sqlite", "mariadb")
# For what asks the database for nothing but the login, which is tried on both elsewhere.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class StartServer(Protocol):
    def __call__(self, database_url: str, *, anew: bool = False, **settings: str) -> Server: ...


class FakeCamera(Protocol):
    def __call__(self, *scenes: Scene) -> Path: ...


class LaunchBrowser(Protocol):
    async def __call__(self, *, camera: Path | None = None) -> Browser: ...


# ---- databases ----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def metadata() -> MetaData:
    """The tables that every test's database has."""
    from netevent.core.database.tables import metadata

    return metadata


@pytest.fixture(scope="session")
def first_rows() -> FirstRows:
    """Inserts what an installed server always has in its tables, such as the languages."""

    def insert(connection: Connection) -> None:
        insert_languages(Transaction(connection))

    return insert


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with all tables and no rows; a test that asks for it runs on SQLite and on MariaDB."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_databases").new(tmp_path))
    return str(request.getfixturevalue("mariadb_database").new())


@pytest.fixture
def sqlite_url(sqlite_databases: SqliteDatabases, tmp_path: Path) -> str:
    """The same on SQLite only."""
    return sqlite_databases.new(tmp_path)


@pytest.fixture
def mariadb_url(mariadb_database: MariaDatabase) -> str:
    """The same on MariaDB only."""
    return mariadb_database.new()


@pytest.fixture(params=BACKENDS)
def bare_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table, for migrations and schema.sql."""
    if request.param == "sqlite":
        yield databases.sqlite_url(tmp_path / "bare.db")
        return
    server: MariaDB = request.getfixturevalue("mariadb")
    name = databases.bare_mariadb_database(server)
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture(scope="session")
def mariadb() -> Iterator[MariaDB]:
    """The run's MariaDB server."""
    server = MariaDB()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def mariadb_database(mariadb: MariaDB, metadata: MetaData, first_rows: FirstRows) -> MariaDatabase:
    return MariaDatabase(mariadb, metadata, first_rows)


@pytest.fixture(scope="session")
def sqlite_databases(
    tmp_path_factory: pytest.TempPathFactory, metadata: MetaData, first_rows: FirstRows
) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"), metadata, first_rows)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url, reactions=REACTIONS)
    yield opened
    await opened.close()


@pytest.fixture
async def door(database: Database) -> Door:
    return await make_door(database)


@pytest.fixture
async def door_on_sqlite(sqlite_url: str) -> AsyncIterator[Door]:
    """The same on SQLite only, for what does not depend on the database."""
    database = Database(sqlite_url)
    yield await make_door(database)
    await database.close()


# ---- the application in this process --------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def done_once() -> Iterator[None]:
    """What every test's application would do anew, with the same outcome each time."""
    with pytest.MonkeyPatch.context() as patch:
        compile_once(patch)
        routes_once.register_once(patch)
        statements_once.compile_once(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def addresses(done_once: None) -> None:
    """Templates and mails name routes, also in tests that have no application."""
    blueprints.register(Quart("netevent"))


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return read_settings(
        secret_key="k" * 40,
        database_url=database_url,
        var_dir=tmp_path,
        base_url="http://localhost:8000",
        organizers="open",
        _env_file=None,
    )


@pytest.fixture(scope="session", autouse=True)
def the_database_may_be_slow() -> Iterator[None]:
    """On a busy machine it stops for seconds. Servers of their own (`tests.faults`) keep the real budget."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(budget, "FOR_REQUESTS", budget.FOR_JOBS)
        yield


@pytest.fixture(scope="session", autouse=True)
def garbage_is_rarely_looked_for() -> None:
    """And not in what was collected and imported: that was a quarter of this process's work."""
    gc.set_threshold(20_000, 10, 10)
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def templates() -> None:
    """Compiled before the few seconds begin that a test's application has for its start."""
    pages.compile_all()
    gc.collect()
    gc.freeze()


@pytest.fixture
async def app(settings: Settings, door: Door, templates: None) -> AsyncIterator[Application]:
    """The whole application, started, with the people of `tests.door`."""
    set_up_logs("json", logging.ERROR)
    app = create_app(settings)
    async with app.test_app():
        yield app


@pytest.fixture
def client(app: Application) -> TestClientProtocol:
    """A browser in which nobody is logged in."""
    return app.test_client()


@pytest.fixture
def log_in_as(app: Application) -> LogIn:
    """Logs one of the people of `tests.door` in, by name: olga, otto, marta, piet, guest1, …"""

    async def log_in_by_name(name: str) -> tuple[TestClientProtocol, dict[str, str]]:
        return await log_in(app, f"{name}@example.com")

    return log_in_by_name


# ---- Redis and mail -----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def shared_redis() -> Iterator[Redis]:
    server = Redis()
    yield server
    server.close()


@pytest.fixture
def redis_url(shared_redis: Redis) -> str:
    """An empty Redis."""
    with RedisClient.from_url(shared_redis.url) as client:
        client.flushall()
    return shared_redis.url


@pytest.fixture
def own_redis() -> Iterator[Redis]:
    """A Redis server of the test's own, to be killed and started again."""
    server = Redis()
    yield server
    server.close()


@pytest.fixture(scope="session")
def smtp_server() -> Iterator[Mailbox]:
    server = Mailbox()
    yield server
    server.close()


@pytest.fixture
def mailbox(smtp_server: Mailbox) -> Mailbox:
    """An SMTP server without mails yet; `mailbox.url` is the NETEVENT_SMTP_URL that leads to it."""
    smtp_server.clear()
    return smtp_server


# ---- the application as a process -----------------------------------------------------------------------


@pytest.fixture
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartServer]:
    """Starts `netevent serve` and waits until it is ready; `settings` are NETEVENT_ names in lower case."""
    started: list[Server] = []

    def start(database_url: str, *, anew: bool = False, **settings: str) -> Server:
        folder = tmp_path_factory.mktemp("server")
        server = Server(folder, application.settings_for(folder, database_url, **settings), anew)
        started.append(server)
        server.start()
        return server

    yield start
    for server in started:
        server.kill()


# ---- browsers -------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    async with async_playwright() as started:
        yield started


@pytest.fixture(scope="session")
async def browser(playwright: Playwright) -> AsyncIterator[Browser]:
    """The run's Chromium; a test opens its own contexts in it and closes them."""
    launched = await chromium.launch(playwright)
    yield launched
    await launched.close()


@pytest.fixture
async def launch_browser(playwright: Playwright) -> AsyncIterator[LaunchBrowser]:
    """Starts a browser of the test's own, with a film before its camera if one is given."""
    async with AsyncExitStack() as stack:

        async def launch(*, camera: Path | None = None) -> Browser:
            launched = await chromium.launch(playwright, camera=camera)
            stack.push_async_callback(launched.close)
            return launched

        yield launch


@pytest.fixture
def fake_camera(tmp_path_factory: pytest.TempPathFactory) -> FakeCamera:
    """Films the given scenes, in their order, for `launch_browser(camera=…)`."""

    def film(*scenes: Scene) -> Path:
        return camera.film(scenes, tmp_path_factory.mktemp("camera") / "badges.mjpeg")

    return film


# ---- laws of the run ------------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=BACKENDS, help="run only the tests that need no other database")
    proof.add_option(parser)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(proof.Proof(config), "proof")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if wanted := config.getoption("database"):
        (other,) = set(BACKENDS) - {wanted}
        config.hook.pytest_deselected(items=[item for item in items if needs(item, other)])
        items[:] = [item for item in items if not needs(item, other)]


def needs(item: pytest.Item, backend: str) -> bool:
    """Whether a test's parameters or fixtures name the database."""
    return any(backend in name for name in (item.name, *getattr(item, "fixturenames", ())))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under CI=true a skipped test is a failed one."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped under CI=true: {call.excinfo}"
    return report
