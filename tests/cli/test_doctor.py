"""The doctor finds what is really broken, says how to fix it, and changes nothing."""

from pathlib import Path

import pytest

from netevent.core.web.origins import REFUSED
from tests.cli.commands import KEY, Done, netevent
from tests.servers.mail import Mailbox

NOBODY = "127.0.0.1:1"


def test_a_broken_installation_is_told_part_by_part(tmp_path: Path):
    done = netevent(
        "doctor",
        folder=tmp_path,
        secret_key="short",
        base_url="http://tickets.example.org",
        database_url=f"mysql+aiomysql://netevent:hunter2@{NOBODY}/netevent",
        smtp_url=f"smtp://netevent:hunter2@{NOBODY}",
        redis_url=f"redis://:hunter2@{NOBODY}/0",
    )
    assert done.code == 1
    assert broken(done) == ["secret key", "HTTPS", "database", "migrations", "mail", "Redis"]
    assert "Start the database server" in done.out
    assert "NETEVENT_SMTP_URL" in done.out
    assert "hunter2" not in done.out + done.err


def test_a_whole_installation_is_well(
    tmp_path: Path, bare_database_url: str, mailbox: Mailbox, redis_url: str
):
    netevent("migrate", folder=tmp_path, database_url=bare_database_url)
    done = netevent(
        "doctor",
        folder=tmp_path,
        secret_key=KEY,
        base_url="https://tickets.example.org",
        database_url=bare_database_url,
        smtp_url=mailbox.url,
        redis_url=redis_url,
    )
    assert done.code == 0, done.out
    assert broken(done) == []
    assert "Up to date" in done.out


@pytest.mark.attack("a key that is long and guessable", "the doctor names it")
@pytest.mark.parametrize("key", ["a" * 64, "secret" * 10, "changemechangemechangemechangeme"])
def test_a_weak_key_is_named(tmp_path: Path, key: str):
    done = netevent("doctor", folder=tmp_path, secret_key=key)
    assert "could be guessed" in done.out
    assert "could be guessed" not in netevent("doctor", folder=tmp_path, secret_key=KEY).out


def test_who_lets_anybody_become_an_organizer_is_told(tmp_path: Path):
    assert "Organizers invite organizers" in netevent("doctor", folder=tmp_path, secret_key=KEY).out
    done = netevent("doctor", folder=tmp_path, secret_key=KEY, organizers="open")
    assert "Set NETEVENT_ORGANIZERS=invited" in done.out


def test_a_database_without_tables_is_sent_to_migrate(tmp_path: Path, bare_database_url: str):
    done = netevent("doctor", folder=tmp_path, secret_key=KEY, database_url=bare_database_url)
    assert broken(done) == ["migrations"]
    assert "Run `netevent migrate`" in done.out


def test_looking_at_a_new_folder_makes_nothing(tmp_path: Path):
    done = netevent("doctor", folder=tmp_path, secret_key=KEY)
    assert done.code == 0, done.out
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_a_proxy_took_away_is_told(tmp_path: Path):
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / REFUSED).write_text("https://tickets.example.org:8443")
    done = netevent("doctor", folder=tmp_path, secret_key=KEY, base_url="https://tickets.example.org")
    assert broken(done) == [], "a stranger may have caused it"
    assert "https://tickets.example.org:8443 were refused" in done.out
    assert "$http_host" in done.out


def broken(done: Done) -> list[str]:
    return [line[8:19].strip() for line in done.out.splitlines() if line.startswith("broken")]
