"""Compiles each SQL statement once for the run; tests/conftest.py switches it on.

SQLAlchemy keeps what it compiled for as long as its engine lives: a server's whole life, but here a single
test's. So each test compiled everything anew. A text depends on the statement and on the kind of the
database alone, and every test's database of a kind is of the same server.
"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.util import LRUCache

# More than all statements of the product, so that none is thrown out in between.
ROOM = 10_000
Key = tuple[Any, ...]


class OfAKind(LRUCache[Key, Any]):
    """What was compiled, by the kind of the database instead of the engine's own one."""

    def get(self, key: Key, default: Any = None) -> Any:
        return super().get(_of_a_kind(key), default)

    def __getitem__(self, key: Key) -> Any:
        return super().__getitem__(_of_a_kind(key))

    def __setitem__(self, key: Key, value: Any) -> None:
        super().__setitem__(_of_a_kind(key), value)


def compile_once(patch: pytest.MonkeyPatch) -> None:
    shared = OfAKind(ROOM)
    of_all = property(lambda engine: shared, lambda engine, own: None)
    patch.setattr(Engine, "_compiled_cache", of_all, raising=False)


def _of_a_kind(key: Key) -> Key:
    dialect, *rest = key
    return (type(dialect), *rest)
