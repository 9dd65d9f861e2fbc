"""The vocabulary of columns that the migrations are written in.

A twin of `core.database.columns` that stands still: a released migration must make tomorrow what it made
today. Add a function here rather than changing one.
"""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, Enum, ForeignKey, Integer, String, Table, Text, func, text
from sqlalchemy.dialects import mysql

LANGUAGE = String(5)
MOMENT = DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")
LONG_TEXT = Text().with_variant(mysql.MEDIUMTEXT(), "mysql", "mariadb")
TIMESTAMP = DateTime().with_variant(mysql.TIMESTAMP(), "mysql", "mariadb")


def table(name: str, *parts: Any) -> Table:
    """CREATE TABLE. Constraints without a name get it by the convention of `database.columns.metadata`."""
    return op.create_table(name, *parts, mysql_engine="InnoDB", mysql_charset="utf8mb4")


def code(length: int) -> String:
    exact = mysql.VARCHAR(length, charset="ascii", collation="ascii_bin")
    return String(length).with_variant(exact, "mysql", "mariadb")


def exact(length: int) -> String:
    binary = mysql.VARCHAR(length, charset="utf8mb4", collation="utf8mb4_bin")
    return String(length).with_variant(binary, "mysql", "mariadb")


def key() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def created_at() -> Column[Any]:
    return Column("created_at", TIMESTAMP, server_default=func.current_timestamp(), nullable=False)


def belongs_to(column: str, target: str, ondelete: str | None = "CASCADE", **options: Any) -> Column[int]:
    options.setdefault("nullable", False)
    return Column(column, Integer, ForeignKey(f"{target}.id", ondelete=ondelete), **options)


def preferred_language() -> Column[str]:
    return Column("preferred_language", LANGUAGE, server_default="en")


def flag(name: str, default: bool) -> Column[bool]:
    return Column(name, Boolean, server_default=text("1" if default else "0"), nullable=False)


def status(name: str, *values: str) -> Column[str]:
    return Column(name, Enum(*values, name=name), server_default=values[0], nullable=False)


def shown_to(field: str, default: str) -> Column[str]:
    values = Enum("nobody", "connections", "everyone", name=f"shows_{field}")
    return Column(f"shows_{field}", values, server_default=default, nullable=False)


def choice(name: str, *values: str) -> Column[str]:
    return Column(name, Enum(*values, name=name), nullable=False)
