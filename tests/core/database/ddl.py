"""What a database itself says its tables are; the tests of migrations and of schema.sql compare that."""

import re

from sqlalchemy import Connection

from tests.servers.databases import blocking_engine


def ddl(url: str) -> dict[str, str]:
    """Each table's and index's CREATE, as the database tells it; columns, types, keys, collations and all."""
    engine = blocking_engine(url)
    with engine.connect() as connection:
        told = _of_sqlite(connection) if url.startswith("sqlite") else _of_mariadb(connection)
    return {name: text for name, text in told.items() if name != "alembic_version"}


def _of_sqlite(connection: Connection) -> dict[str, str]:
    rows = connection.exec_driver_sql("SELECT tbl_name, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: _columns_first(sql) for table, name, sql in rows if table != "alembic_version"}


def _columns_first(sql: str) -> str:
    """SQLite writes an added column behind the constraints: the columns in order, then the constraints."""
    head, _, body = " ".join(sql.split()).partition(" (")
    parts = re.split(r", (?![^(]*\))", body.removesuffix(")").strip())
    constraints = sorted(part for part in parts if re.match("CONSTRAINT|FOREIGN|UNIQUE|PRIMARY|CHECK", part))
    columns = [part for part in parts if part not in constraints]
    return "\n".join([head, *columns, *constraints])


def _of_mariadb(connection: Connection) -> dict[str, str]:
    names = [row[0] for row in connection.exec_driver_sql("SHOW TABLES")]
    shown = [connection.exec_driver_sql(f"SHOW CREATE TABLE `{name}`").one() for name in names]
    return {name: _without_chance(sql) for name, sql in shown}


def _without_chance(sql: str) -> str:
    """The keys in the order of their names (SQLAlchemy makes a table's indexes in any), and no counter."""
    lines = [line.rstrip(",") for line in re.sub(r" AUTO_INCREMENT=\d+", "", sql).splitlines()]
    keys = sorted(line for line in lines if line.startswith("  KEY"))
    return "\n".join([*(line for line in lines if line not in keys), *keys])
