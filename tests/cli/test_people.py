"""An organizer's account and a list of attendees, from the command line."""

from pathlib import Path

from sqlalchemy import func, insert, select, update

from netevent.core import clock
from netevent.core.database.tables import attendees, events, languages, organizers, second_steps
from tests.cli.commands import netevent
from tests.servers.databases import blocking_engine

LISTS = Path(__file__).parent.parent / "data"
PASSWORD = "a good password\n"


def test_an_organizer_is_made_once(tmp_path: Path, database_url: str):
    first = make_organizer(tmp_path, database_url)
    second = make_organizer(tmp_path, database_url)
    assert (first.code, second.code) == (0, 1)
    assert "can log in with robin@example.org" in first.out
    assert "There is already an account with this email address" in second.err
    assert PASSWORD.strip() not in first.out + first.err


def test_a_short_password_and_a_strange_address_are_refused(tmp_path: Path, sqlite_url: str):
    short = make_organizer(tmp_path, sqlite_url, typed="short\n")
    strange = make_organizer(tmp_path, sqlite_url, email="robin")
    assert "between 10 and" in short.err
    assert "robin is not an e-mail address" in strange.err


def test_a_list_comes_in_whole_and_a_second_time_changes_nothing(tmp_path: Path, database_url: str):
    make_event(tmp_path, database_url)
    first = import_list(tmp_path, database_url, "attendees-1200.xlsx")
    second = import_list(tmp_path, database_url, "attendees-1200.xlsx")
    assert first.code == 0, first.err
    assert "1200 of 1200 rows" in first.err
    assert first.out.splitlines()[-1] == "1200 added, 0 changed, 0 as they were, 0 left out."
    assert second.out.splitlines()[-1] == "0 added, 0 changed, 1200 as they were, 0 left out."
    assert count(database_url) == 1200


def test_bad_rows_are_listed_with_number_and_reason(tmp_path: Path, sqlite_url: str):
    make_event(tmp_path, sqlite_url)
    done = import_list(tmp_path, sqlite_url, "attendees-with-faults.csv")
    assert done.code == 0
    sums, *lines = done.out.splitlines()
    assert sums == "38 added, 0 changed, 0 as they were, 3 left out."
    assert lines[0] == "Row 38: “not-an-address” is not an email address."


def test_who_is_made_here_reads_the_servers_language(tmp_path: Path, sqlite_url: str):
    """Where the list names no language: mails to these people are in it from the first one on."""
    with blocking_engine(sqlite_url).begin() as connection:
        connection.execute(update(languages).values(is_default=languages.c.code == "de"))
    make_event(tmp_path, sqlite_url)
    (tmp_path / "list.csv").write_text("First name,Last name,E-mail\nAda,Byron,ada@example.org\n")
    netevent("import-attendees", "HARBR7", "list.csv", folder=tmp_path, database_url=sqlite_url)
    with blocking_engine(sqlite_url).begin() as connection:
        for table in (organizers, attendees):
            assert set(connection.scalars(select(table.c.preferred_language))) == {"de"}


def test_a_file_that_is_no_list_is_refused(tmp_path: Path, sqlite_url: str):
    make_event(tmp_path, sqlite_url)
    (tmp_path / "list.csv").write_bytes(b"\x00\x01\x02")
    unreadable = netevent("import-attendees", "HARBR7", "list.csv", folder=tmp_path, database_url=sqlite_url)
    missing = netevent("import-attendees", "HARBR7", "none.csv", folder=tmp_path, database_url=sqlite_url)
    assert (unreadable.code, missing.code) == (1, 1)
    assert "list.csv: " in unreadable.err
    assert "none.csv cannot be read" in missing.err


def test_a_database_without_tables_is_sent_to_migrate(tmp_path: Path, bare_database_url: str):
    for done in (
        make_organizer(tmp_path, bare_database_url),
        import_list(tmp_path, bare_database_url, "attendees-with-faults.csv"),
    ):
        assert done.code == 1
        assert "Run `netevent migrate`" in done.err
        assert "no such table" not in done.err


def test_an_unknown_event_is_named(tmp_path: Path, sqlite_url: str):
    done = import_list(tmp_path, sqlite_url, "attendees-with-faults.csv")
    assert done.code == 1
    assert "no event with the code HARBR7" in done.err


def test_a_lost_second_step_is_taken_away(tmp_path: Path, sqlite_url: str):
    make_organizer(tmp_path, sqlite_url)
    with blocking_engine(sqlite_url).begin() as connection:
        owner = connection.scalar(select(organizers.c.id))
        row = {"organizer_id": owner, "secret": "sealed", "last_step": 1, "on_since": clock.now()}
        connection.execute(insert(second_steps), row)
    email = ("reset-second-step", "Robin@Example.org")
    done = netevent(*email, folder=tmp_path, database_url=sqlite_url)
    assert done.code == 0
    assert "Robin de Graaf (organizer) logs in with the password alone now." in done.out
    again = netevent(*email, folder=tmp_path, database_url=sqlite_url)
    assert again.code == 1
    assert "No account with the address" in again.err


def make_organizer(folder: Path, url: str, email: str = "robin@example.org", typed: str = PASSWORD):
    arguments = ("create-organizer", "--password-stdin", email, "Robin de Graaf")
    return netevent(*arguments, folder=folder, typed=typed, database_url=url)


def make_event(folder: Path, url: str) -> None:
    make_organizer(folder, url)
    with blocking_engine(url).begin() as connection:
        owner = connection.scalar(select(organizers.c.id))
        event = {"organizer_id": owner, "code": "HARBR7", "name": "Day", "start_time": clock.now()}
        connection.execute(insert(events), event)


def import_list(folder: Path, url: str, name: str):
    return netevent("import-attendees", "harbr7", str(LISTS / name), folder=folder, database_url=url)


def count(url: str) -> int:
    with blocking_engine(url).connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(attendees)) or 0)
