"""Checks of an installation, each with the way to fix what is broken. Called by `netevent doctor`.

The checks ask the real things: they connect, greet and read, and change nothing. A mail is sent only to who
is named for it.
"""

from __future__ import annotations

import shutil
import zlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from math import log2
from pathlib import Path
from urllib.parse import urlsplit

from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from netevent.core.database import Database, migrating
from netevent.core.database.migrating import State
from netevent.core.web.origins import FIX, refused_for_its_port
from netevent.doctor.finding import Finding as Finding
from netevent.doctor.finding import Health as Health
from netevent.doctor.letters import letters
from netevent.doctor.mail import mail, send_test_mail
from netevent.doctor.names import Names
from netevent.doctor.payments import mollie, stripe
from netevent.doctor.returns import bounces, brevo
from netevent.doctor.sender.domain import examine_sender
from netevent.settings import LOCAL, NEW_KEY, Settings, SettingsError, require_secret_key

LITTLE_SPACE = 1024**3
TOO_LITTLE_SPACE = 100 * 1024**2
ANSWER_SECONDS = 10
# Bits. 48 characters of `secrets.token_urlsafe` have some 230; a repeated word has few.
LITTLE_ENTROPY = 90
# Bytes that zlib adds.
PACKING = 8


Check = Callable[[Settings], Awaitable[Finding]]


async def examine(
    settings: Settings, mail_to: str = "", names: Names | None = None
) -> AsyncIterator[Finding]:
    """One finding for each check, in the order in which to fix them. `mail_to` is sent a test mail."""
    for check in CHECKS:
        yield await check(settings)
    async for finding in examine_sender(settings, names or Names()):
        yield finding
    if mail_to:
        yield await send_test_mail(settings, mail_to)


async def _secret_key(settings: Settings) -> Finding:
    try:
        require_secret_key(settings)
    except SettingsError as error:
        return Finding("secret key", Health.broken, "It is missing or too short.", str(error))
    if _entropy(settings.secret_key.get_secret_value()) < LITTLE_ENTROPY:
        said = "It is long, but repeats itself or is made of words: it could be guessed."
        return Finding("secret key", Health.doubtful, said, NEW_KEY)
    return Finding("secret key", Health.good, "It is set.")


def _entropy(key: str) -> float:
    """Bits, by how often each sign occurs; what repeats itself counts as long as it is when packed."""
    shares = [count / len(key) for count in Counter(key).values()]
    packed = len(zlib.compress(key.encode(), 9)) - PACKING
    return -sum(share * log2(share) for share in shares) * min(len(key), packed)


async def _organizers(settings: Settings) -> Finding:
    said = {
        "open": "Anybody can become an organizer, and mail people through this server.",
        "invited": "Organizers invite organizers; netevent create-organizer makes the first one.",
        "closed": "Organizers are made by netevent create-organizer alone.",
    }[settings.organizers]
    is_open = settings.organizers == "open" and not settings.demo
    fix = "Set NETEVENT_ORGANIZERS=invited, unless that is what you want." if is_open else ""
    return Finding("organizers", Health.doubtful if is_open else Health.good, said, fix)


async def _base_url(settings: Settings) -> Finding:
    if origin := refused_for_its_port(settings):
        said = f"Pages at {origin} were refused lately: their live updates and forms do not work."
        return Finding("base URL", Health.doubtful, said, FIX)
    if urlsplit(settings.base_url).hostname not in LOCAL:
        return Finding("base URL", Health.good, settings.base_url)
    return Finding(
        "base URL",
        Health.doubtful,
        f"{settings.base_url} leads here only from this machine: links in mails won't work elsewhere.",
        "Set NETEVENT_BASE_URL to the address that people use, such as https://tickets.example.org.",
    )


async def _https(settings: Settings) -> Finding:
    if settings.secure:
        return Finding("HTTPS", Health.good, "The base URL has it.")
    if urlsplit(settings.base_url).hostname in LOCAL:
        return Finding("HTTPS", Health.good, "Not needed on this machine itself.")
    return Finding(
        "HTTPS",
        Health.broken,
        "Phones give the camera only to HTTPS pages, and passwords would travel in the open.",
        "Put a reverse proxy with a certificate in front (README, Going to production) "
        "and start NETEVENT_BASE_URL with https://.",
    )


async def _database(settings: Settings) -> Finding:
    where = make_url(settings.database).render_as_string(hide_password=True)
    try:
        version, isolation = await _asked(settings, _describe)
    except (SQLAlchemyError, OSError) as error:
        return Finding(
            "database", Health.broken, f"{where} does not answer: {_reason(error)}", _fix_database(settings)
        )
    if isolation not in ("READ COMMITTED", "SERIALIZABLE"):
        return Finding(
            "database",
            Health.broken,
            f"{version} runs at {isolation}: two desks could both let the same badge in.",
            "Allow this account READ COMMITTED (no init_connect that sets another isolation level).",
        )
    return Finding("database", Health.good, f"{version}, {isolation}, at {where}")


def _describe(connection: Connection) -> tuple[str, str]:
    """Its name with version, and how it isolates transactions. SQLite's are always serializable."""
    dialect = connection.dialect
    if dialect.name == "sqlite":
        return f"SQLite {connection.scalar(text('SELECT sqlite_version()'))}", "SERIALIZABLE"
    version = str(connection.scalar(text("SELECT version()")))
    name = "MariaDB" if "mariadb" in version.lower() else "MySQL"
    return f"{name} {version.partition('-')[0]}", str(connection.get_isolation_level())


def _fix_database(settings: Settings) -> str:
    if not settings.database_url:
        return "Let the server's account write to NETEVENT_VAR_DIR; `netevent migrate` makes the database."
    return (
        "Start the database server, create the database and the account "
        "(CREATE DATABASE netevent CHARACTER SET utf8mb4), and check NETEVENT_DATABASE_URL."
    )


async def _migrations(settings: Settings) -> Finding:
    if _is_missing_file(settings):
        return Finding("migrations", Health.good, "The embedded database is made at the first start.")
    try:
        standing = await _standing(settings)
    except (SQLAlchemyError, OSError) as error:
        return Finding("migrations", Health.broken, f"Unknown: {_reason(error)}", "Fix the database first.")
    if standing.state is State.current:
        return Finding("migrations", Health.good, f"Up to date (revision {standing.revision}).")
    sentence, fix = MIGRATIONS[standing.state]
    return Finding("migrations", Health.broken, sentence, fix)


async def _redis(settings: Settings) -> Finding:
    if not settings.redis_url:
        return Finding("Redis", Health.good, "Not needed with one worker.")
    client = Redis.from_url(
        settings.redis_url, socket_connect_timeout=ANSWER_SECONDS, socket_timeout=ANSWER_SECONDS
    )
    try:
        await client.ping()
    except (RedisError, OSError) as error:
        return Finding(
            "Redis",
            Health.broken,
            f"It does not answer: {_reason(error)}",
            "Start the Redis server or check NETEVENT_REDIS_URL. Without it, screens only move now and then.",
        )
    finally:
        await client.aclose()
    return Finding("Redis", Health.good, "It answers.")


async def _disk(settings: Settings) -> Finding:
    folder = _existing(settings.var_dir.resolve())
    free = shutil.disk_usage(folder).free
    said = f"{free / 1024**3:.1f} GiB free in {folder}"
    fix = "Free some space, or point NETEVENT_VAR_DIR to a larger disk."
    if free < TOO_LITTLE_SPACE:
        return Finding("disk", Health.broken, f"Only {said}.", fix)
    if free < LITTLE_SPACE:
        return Finding("disk", Health.doubtful, f"Only {said}.", fix)
    return Finding("disk", Health.good, f"{said}.")


async def _standing(settings: Settings) -> migrating.Standing:
    database = Database(settings.database)
    try:
        return await migrating.look(database)
    finally:
        await database.close()


async def _asked(settings: Settings, question: Callable[[Connection], tuple[str, str]]) -> tuple[str, str]:
    if _is_missing_file(settings):
        return "SQLite, not made yet", "SERIALIZABLE"
    database = Database(settings.database)
    try:
        return await database.read(lambda tx: question(tx.connection))
    finally:
        await database.close()


def _is_missing_file(settings: Settings) -> bool:
    """The embedded database before the first start: looking must not make it."""
    return not settings.database_url and not (settings.var_dir / "netevent.db").exists()


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())


def _reason(error: BaseException) -> str:
    """The driver's own words, on one line."""
    return " ".join((str(getattr(error, "orig", None) or error) or type(error).__name__).split())


MIGRATIONS = {
    State.empty: ("The database has no tables yet.", "Run `netevent migrate`."),
    State.behind: ("The tables are an older release's.", "Make a backup, then run `netevent migrate`."),
    State.unstamped: ("All tables are there, but no note of their release.", "Run `netevent migrate`."),
    State.partial: ("Some tables are missing.", migrating.REFUSALS[State.partial]),
    State.ahead: ("The tables are a newer release's.", migrating.REFUSALS[State.ahead]),
}
CHECKS: tuple[Check, ...] = (
    _secret_key,
    _base_url,
    _https,
    _organizers,
    _database,
    _migrations,
    mail,
    _redis,
    _disk,
    letters,
    stripe,
    mollie,
    bounces,
    brevo,
)
