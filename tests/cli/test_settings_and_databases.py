"""Wrong settings and unready databases are told in a sentence; migrate says what it did."""

from pathlib import Path

import pytest

from tests.cli.commands import KEY, netevent
from tests.conftest import StartServer


def test_without_a_secret_key_serve_says_how_to_make_one(tmp_path: Path):
    done = netevent("serve", folder=tmp_path)
    assert done.code == 2
    assert "NETEVENT_SECRET_KEY must be set" in done.err


@pytest.mark.parametrize(
    ("name", "value"),
    [("port", "eighty"), ("base_url", "tickets"), ("database_url", "postgres://x"), ("workers", "2")],
)
def test_a_wrong_setting_stops_the_start_and_is_named(tmp_path: Path, name: str, value: str):
    done = netevent("serve", folder=tmp_path, secret_key=KEY, **{name: value})
    assert done.code == 2
    assert f"NETEVENT_{name.upper()}" in done.err


@pytest.mark.attack("NETEVENT_DEMO=true on a real server", "it does not start")
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])  # noqa: S104 - it is refused
def test_the_demos_mailbox_is_not_served_to_a_network(tmp_path: Path, host: str):
    done = netevent("serve", folder=tmp_path, secret_key=KEY, demo="true", host=host)
    assert done.code == 2
    assert "NETEVENT_DEMO is true" in done.err


@pytest.mark.attack("another account of the same machine", "var is for ours alone")
def test_files_are_for_the_servers_own_account(start_server: StartServer):
    server = start_server("")
    found = [server.folder / "var", *(server.folder / "var").rglob("*")]
    assert len(found) > 1
    modes = {f"{file.stat().st_mode & 0o777:o}" for file in found}
    assert modes <= {"700", "600"}


def test_a_wrong_secret_is_not_shown(tmp_path: Path):
    done = netevent("migrate", folder=tmp_path, database_url="postgres://netevent:hunter2@host/x")
    assert done.code == 2
    assert "hunter2" not in done.err


def test_a_database_that_does_not_answer_is_named_without_its_password(tmp_path: Path):
    url = "mysql+aiomysql://netevent:hunter2@127.0.0.1:1/netevent"
    done = netevent("migrate", folder=tmp_path, database_url=url)
    assert done.code == 1
    assert "127.0.0.1:1/netevent" in done.err
    assert "hunter2" not in done.err


def test_migrate_says_what_it_did(tmp_path: Path, bare_database_url: str):
    first = netevent("migrate", folder=tmp_path, database_url=bare_database_url)
    second = netevent("migrate", folder=tmp_path, database_url=bare_database_url)
    assert first.out.startswith("Made all tables")
    assert "nothing was changed" in second.out


def test_serve_makes_the_embedded_database_by_itself(start_server: StartServer):
    server = start_server("")
    assert server.is_ready()


def test_serve_sends_a_database_servers_owner_to_migrate(tmp_path: Path, bare_mariadb_url: str):
    done = netevent("serve", folder=tmp_path, secret_key=KEY, database_url=bare_mariadb_url)
    assert done.code == 1
    assert "Run `netevent migrate`" in done.err


@pytest.fixture
def bare_mariadb_url(request: pytest.FixtureRequest) -> str:
    from tests.servers.databases import bare_mariadb_database

    server = request.getfixturevalue("mariadb")
    return str(server.url(bare_mariadb_database(server)))


def test_a_port_in_use_is_told_in_a_sentence(tmp_path: Path, start_server: StartServer, sqlite_url: str):
    port = start_server(sqlite_url).settings["NETEVENT_PORT"]
    done = netevent("serve", "--port", port, folder=tmp_path, secret_key=KEY)
    assert done.code == 1
    assert "another program uses this port" in done.err
