"""The vocabulary of columns that `core.database.tables` is written in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Enum,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.dialects import mysql

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

LANGUAGE = String(5)
MOMENT = DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")
LONG_TEXT = Text().with_variant(mysql.MEDIUMTEXT(), "mysql", "mariadb")
TIMESTAMP = DateTime().with_variant(mysql.TIMESTAMP(), "mysql", "mariadb")


def table(name: str, *parts: Any) -> Table:
    return Table(name, metadata, *parts, mysql_engine="InnoDB", mysql_charset="utf8mb4")


def code(length: int) -> String:
    """A code, token or hash: ASCII, compared byte by byte."""
    exact = mysql.VARCHAR(length, charset="ascii", collation="ascii_bin")
    return String(length).with_variant(exact, "mysql", "mariadb")


def exact(length: int) -> String:
    """Text in any script, compared exactly: MySQL's own collations treat é and e as equal."""
    binary = mysql.VARCHAR(length, charset="utf8mb4", collation="utf8mb4_bin")
    return String(length).with_variant(binary, "mysql", "mariadb")


def key() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def created_at() -> Column[Any]:
    return Column("created_at", TIMESTAMP, server_default=func.current_timestamp(), nullable=False)


def belongs_to(column: str, target: str, ondelete: str | None = "CASCADE", **options: Any) -> Column[int]:
    """A foreign key; with `ondelete` None the database refuses to delete the target."""
    options.setdefault("nullable", False)
    return Column(column, Integer, ForeignKey(f"{target}.id", ondelete=ondelete), **options)


def preferred_language() -> Column[str]:
    return Column("preferred_language", LANGUAGE, server_default="en")


def flag(name: str, default: bool) -> Column[bool]:
    return Column(name, Boolean, server_default=text("1" if default else "0"), nullable=False)


def status(name: str, *values: str) -> Column[str]:
    """An ENUM whose first value is the default."""
    return Column(name, Enum(*values, name=name), server_default=values[0], nullable=False)


def shown_to(field: str, default: str) -> Column[str]:
    """To whom an attendee shows a field of the own profile."""
    values = Enum("nobody", "connections", "everyone", name=f"shows_{field}")
    return Column(f"shows_{field}", values, server_default=default, nullable=False)


def choice(name: str, *values: str) -> Column[str]:
    """An ENUM that must be given."""
    return Column(name, Enum(*values, name=name), nullable=False)
