"""How the demo runs: its settings, its secret key, what `--reset` wipes, and the event written down.

Called by the command line. The demo's own files are var/demo.db with SQLite's two companions, the secret
key, demo.json and the mails; nothing else is ever removed.
"""

from __future__ import annotations

import os
import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path

from netevent.badges.making.sources import sources_of
from netevent.core import clock
from netevent.core.certificate import EVERYWHERE, local_addresses, local_certificate
from netevent.core.credentials import hash_password
from netevent.core.database import Database, Transaction, migrating
from netevent.core.i18n.refreshing import LanguagesOfTable
from netevent.demo import queries
from netevent.demo.announcing import announce
from netevent.demo.printing import KIOSK_PIN, furnish
from netevent.demo.queries import DemoEvent
from netevent.demo.selling import sell
from netevent.demo.story import ACCOUNTS, EVENT_CODE, Story, story
from netevent.registration.personal_link.service import Links
from netevent.resources import resource_path
from netevent.serving import Listening
from netevent.settings import Settings, SettingsError, read_settings

LOCAL = {"localhost", "127.0.0.1", "::1"}
KEY_FILE = "secret_key"
DATABASE_FILES = ("demo.db", "demo.db-wal", "demo.db-shm")
OWN_FILES = (*DATABASE_FILES, KEY_FILE, "demo.json")
MAIL_FOLDER = "mail"


def is_local(host: str) -> bool:
    """Whether only this machine's browsers reach it; they give the camera to pages without HTTPS, too."""
    return host in LOCAL


def demo_settings(host: str, port: int) -> Settings:
    """The settings of the demo: one process, its own key and, unless one is set, its own database."""
    given = read_settings(host=host, port=port, workers=1, base_url=base_url(host, port), demo=True)
    given.var_dir.mkdir(parents=True, exist_ok=True)
    own: dict[str, object] = {} if "organizers" in given.model_fields_set else {"organizers": "open"}
    if not given.secret_key.get_secret_value():
        own["secret_key"] = kept_key(given.var_dir / KEY_FILE)
    if not given.database_url:
        own["database_url"] = f"sqlite:///{(given.var_dir / DATABASE_FILES[0]).resolve()}"
    return read_settings(**given.model_dump(include={"host", "port", "workers", "base_url", "demo"}), **own)


def base_url(host: str, port: int) -> str:
    """Where a browser finds the demo: by name on this machine, else over HTTPS at its first address."""
    if is_local(host):
        return f"http://localhost:{port}"
    shown = next(iter(local_addresses()), "localhost") if host in EVERYWHERE else host
    return f"https://[{shown}]:{port}" if ":" in shown else f"https://{shown}:{port}"


def kept_key(file: Path) -> str:
    """The key in the file; made at the first start, readable by the owner only."""
    if file.exists():
        return file.read_text().strip()
    key = secrets.token_urlsafe(48)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(key + "\n")
    return key


def listening(settings: Settings) -> Listening:
    """Where the demo listens; off this machine with a certificate of its own making."""
    if is_local(settings.host):
        return Listening(settings.host, settings.port)
    made = local_certificate(settings.var_dir, settings.host, datetime.now(UTC))
    return Listening(settings.host, settings.port, made.certificate, made.key)


def wipe() -> None:
    """Remove the demo's own files.

    Raises:
        SettingsError: the demo runs on a database server, which is not ours to empty.
    """
    settings = read_settings(workers=1)
    if settings.database_url:
        raise SettingsError(
            "NETEVENT_DATABASE_URL is set, and a reset empties only the demo's own database. "
            "Unset it, or empty that database yourself."
        )
    for name in OWN_FILES:
        (settings.var_dir / name).unlink(missing_ok=True)
    shutil.rmtree(settings.var_dir / MAIL_FOLDER, ignore_errors=True)


async def prepare(database: Database, settings: Settings) -> DemoEvent:
    """Make the tables and the event, unless a start before did.

    Raises:
        SettingsError: the database is somebody's real one.
        CannotMigrate: its tables are not of this release.
    """
    await migrating.migrate(database)
    event = await database.read(queries.select_demo_event)
    return event or await _fill(database, settings)


async def _fill(database: Database, settings: Settings) -> DemoEvent:
    if await database.read(queries.count_organizers):
        raise SettingsError(
            f"The database of NETEVENT_DATABASE_URL has accounts but no demo event ({EVENT_CODE}): it seems "
            "to be in real use. Give the demo an empty database, or unset it."
        )
    # What is ready in every language is written down in them.
    await LanguagesOfTable(database, resource_path("translations")).load()
    hashes = {account: await hash_password(account.password) for account in ACCOUNTS}
    now = clock.now()
    pin_hash = await hash_password(KIOSK_PIN)
    await database.transact(_make, story(now), hashes, pin_hash, now, settings)
    event = await database.read(queries.select_demo_event)
    assert event is not None
    return event


def _make(
    tx: Transaction, told: Story, hashes: queries.Hashes, pin_hash: str, now: datetime, settings: Settings
) -> None:
    """All of it or nothing: a start that is broken off leaves an empty database."""
    event_id = queries.insert_story(tx, told, hashes, now)
    sell(tx, event_id, _links(settings))
    announce(tx, event_id, queries.select_owner_id(tx, event_id), told, now)
    furnish(tx, event_id, sources_of(settings), pin_hash)


def _links(settings: Settings) -> Links:
    """What links to the orders of the demo are made of."""
    return Links(settings.base_url, settings.secret_key.get_secret_value(), settings.can_mail)
