"""schema.sql is what `netevent schema` prints, and a real MariaDB makes the tables of the code from it."""

from collections.abc import Iterator

import pymysql
import pytest

from netevent.core.database.schema import render_schema
from netevent.core.i18n import SEVEN
from netevent.resources import resource_path
from tests.core.database.ddl import ddl
from tests.servers.databases import bare_mariadb_database
from tests.servers.mariadb import MariaDB


def test_schema_sql_is_rendered_from_the_tables():
    written = resource_path("schema.sql").read_text(encoding="utf-8")
    assert written == render_schema(), "run: netevent schema > schema.sql"


@pytest.fixture
def loaded(mariadb: MariaDB) -> Iterator[str]:
    """The name of a database into which schema.sql was loaded."""
    name = bare_mariadb_database(mariadb)
    with mariadb.connect(name) as connection, connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)
    yield name
    mariadb.drop_database(name)


def test_loading_it_makes_the_tables_of_the_code(loaded: str, mariadb: MariaDB, mariadb_url: str):
    assert ddl(mariadb.url(loaded)) == ddl(mariadb_url)


def test_loading_it_fills_the_seven_languages(loaded: str, mariadb: MariaDB):
    with mariadb.connect(loaded) as connection, connection.cursor(pymysql.cursors.Cursor) as cursor:
        cursor.execute("SELECT code, native_name, date_format FROM languages ORDER BY sort_order")
        assert cursor.fetchall() == tuple((one.code, one.native_name, one.date_format) for one in SEVEN)


def statements() -> list[str]:
    lines = resource_path("schema.sql").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("--"))
    return [statement for statement in text.split(";\n") if statement.strip()]
