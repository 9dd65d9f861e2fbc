"""The servers that all other tests stand on really run, and each test gets its own clean piece of them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from email.message import EmailMessage

import aiomysql
import aiosmtplib
import pytest
from playwright.async_api import Browser, Page
from redis.asyncio import Redis as RedisClient
from redis.exceptions import ConnectionError as RedisConnectionError
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, func, insert, inspect, select
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from tests.conftest import FakeCamera, LaunchBrowser, StartServer
from tests.servers import databases
from tests.servers.application import clean_environment, status_of
from tests.servers.camera import FRAMES_PER_SECOND, empty, shows
from tests.servers.mail import Mailbox
from tests.servers.mariadb import MariaDB
from tests.servers.redis import Redis

PAGE = "http://localhost/"  # browsers give the camera to localhost; the request itself never leaves them


async def test_mariadb_answers_through_aiomysql(mariadb: MariaDB):
    connection = await aiomysql.connect(
        host="127.0.0.1", port=mariadb.port, user="netevent", password="netevent"
    )
    async with connection.cursor() as cursor:
        await cursor.execute("SELECT 1")
        assert await cursor.fetchone() == (1,)
    connection.close()


async def test_redis_answers_a_ping(redis_url: str):
    async with RedisClient.from_url(redis_url) as client:
        assert await client.ping()


async def test_redis_can_be_killed_and_comes_back_at_the_same_address(own_redis: Redis):
    async with RedisClient.from_url(own_redis.url) as client:
        assert await client.ping()
        own_redis.kill()
        with pytest.raises(RedisConnectionError):
            await client.ping()
        own_redis.start()
        assert await client.ping()


async def test_a_mail_arrives_in_the_mailbox(mailbox: Mailbox):
    await aiosmtplib.send(mail_to("ada@example.org"), hostname="127.0.0.1", port=mailbox.port)

    arrived = await mailbox.mail_to("ada@example.org")

    assert arrived["Subject"] == "Käse für Ada"
    assert arrived.get_content().strip() == "Guten Tag"


async def test_a_mailbox_may_refuse_a_mail(mailbox: Mailbox):
    mailbox.refusal = "452 The disk is full"
    with pytest.raises(aiosmtplib.SMTPDataError, match="The disk is full"):
        await aiosmtplib.send(mail_to("ada@example.org"), hostname="127.0.0.1", port=mailbox.port)
    assert mailbox.messages == []


async def test_waiting_for_a_mail_that_never_comes_ends(mailbox: Mailbox):
    with pytest.raises(TimeoutError, match=r"no mail to nobody@example\.org"):
        await mailbox.mail_to("nobody@example.org", seconds=0.01)


def mail_to(address: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "door@example.org", address, "Käse für Ada"
    message.set_content("Guten Tag")
    return message


async def test_chromium_opens_a_blank_page(browser: Browser):
    context = await browser.new_context(viewport={"width": 390, "height": 844})
    page = await context.new_page()
    await page.goto("about:blank")
    assert await page.evaluate("() => innerWidth") == 390
    await context.close()


async def test_a_fake_camera_shows_its_codes_in_turn(fake_camera: FakeCamera, launch_browser: LaunchBrowser):
    film = fake_camera(shows("ADA-1815", seconds=0.5), empty(seconds=0.5))

    page = await camera_page(await launch_browser(camera=film))

    # The badge has dark modules in its upper left corner; the table is grey there.
    await page.wait_for_function("() => ['dark', 'grey'].every(seen => seenAtCorner().has(seen))")


def test_a_film_has_thirty_frames_for_each_second(fake_camera: FakeCamera):
    film = fake_camera(shows("ADA-1815", seconds=1), shows("GRACE-1906", seconds=1))
    starts_of_pictures = film.read_bytes().count(b"\xff\xd8\xff")
    assert abs(starts_of_pictures - 2 * FRAMES_PER_SECOND) <= 2


async def camera_page(browser: Browser) -> Page:
    page = await browser.new_page()
    await page.route(
        PAGE, lambda route: route.fulfill(body="<title>camera</title>", content_type="text/html")
    )
    await page.goto(PAGE)
    await page.evaluate(WATCH_THE_CORNER)
    return page


# Samples a point where a badge of 29 by 29 modules of 6 pixels has its upper left finder pattern.
WATCH_THE_CORNER = """async () => {
    const video = document.createElement("video");
    video.srcObject = await navigator.mediaDevices.getUserMedia({video: {width: 640, height: 480}});
    await video.play();
    const canvas = new OffscreenCanvas(640, 480);
    const pen = canvas.getContext("2d", {willReadFrequently: true});
    const seen = new Set();
    window.seenAtCorner = () => {
        pen.drawImage(video, 0, 0);
        const grey = pen.getImageData(260, 180, 1, 1).data[0];
        seen.add(grey < 60 ? "dark" : "grey");
        return seen;
    };
}"""


class TestDatabases:
    """These bring a table of their own, so that they hold whatever tables the application has."""

    @pytest.fixture
    def notes(self) -> Table:
        return Table(
            "notes", MetaData(), Column("id", Integer, primary_key=True), Column("text", String(100))
        )

    @pytest.fixture(params=["sqlite", "mariadb"])
    def urls(
        self, request: pytest.FixtureRequest, notes: Table, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[Iterator[str]]:
        """Each URL is what the next test would get as its database_url."""
        if request.param == "sqlite":
            source = databases.SqliteDatabases(tmp_path_factory.mktemp("model"), notes.metadata, first_note)
            yield (source.new(tmp_path_factory.mktemp("test")) for _ in range(2))
            return
        server: MariaDB = request.getfixturevalue("mariadb")
        database = databases.MariaDatabase(server, notes.metadata, first_note, name="notes")
        yield (database.new() for _ in range(2))
        server.drop_database("notes")

    async def test_the_next_test_starts_with_the_first_rows_only(self, urls: Iterator[str], notes: Table):
        for url in urls:
            async with connect(url) as connection:
                assert await connection.scalar(select(func.count()).select_from(notes)) == 1
                await connection.execute(insert(notes).values(text="of the first test"))
                await connection.commit()

    async def test_rows_that_a_dead_test_still_locks_do_not_stop_the_next(
        self, urls: Iterator[str], notes: Table
    ):
        async with abandoned_insert(next(urls), notes):
            url = await asyncio.to_thread(next, urls)
            async with connect(url) as fresh:
                assert await fresh.scalar(select(func.count()).select_from(notes)) == 1

    async def test_a_bare_database_has_no_tables(self, bare_database_url: str):
        async with connect(bare_database_url) as connection:
            assert await connection.run_sync(lambda plain: inspect(plain).get_table_names()) == []


def first_note(connection: Connection) -> None:
    connection.exec_driver_sql("INSERT INTO notes (text) VALUES ('always there')")


@asynccontextmanager
async def connect(url: str) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(url.replace("sqlite:", "sqlite+aiosqlite:"), poolclass=NullPool)
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


@asynccontextmanager
async def abandoned_insert(url: str, notes: Table) -> AsyncIterator[None]:
    """A transaction that its process left open when it died."""
    async with connect(url) as connection:
        await connection.execute(insert(notes).values(text="never committed"))
        try:
            yield
        finally:
            await connection.invalidate()


def test_no_developer_setting_reaches_a_test_server(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NETEVENT_DATABASE_URL", "mysql+aiomysql://production/")
    assert "NETEVENT_DATABASE_URL" not in clean_environment()


@pytest.mark.parametrize("anew", [False, True], ids=["preloaded", "anew"])
class TestServedApplication:
    """What every other test with a server relies on: ready when it says so, dead when killed."""

    def test_it_is_ready_and_ends_when_asked(self, start_server: StartServer, sqlite_url: str, anew: bool):
        server = start_server(sqlite_url, anew=anew)
        assert status_of(f"{server.base_url}/healthz") == 200
        assert server.stop() == 0
        assert not server.is_ready()

    def test_it_comes_back_at_the_same_address_after_a_kill(
        self, start_server: StartServer, sqlite_url: str, anew: bool
    ):
        server = start_server(sqlite_url, anew=anew)
        server.kill()
        assert not server.is_ready()
        server.start()
        assert server.is_ready()
