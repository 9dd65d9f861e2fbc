"""An entry of the history. Written by `history.service`, shown by `office` and `privacy`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class What(StrEnum):
    added = "added"
    changed = "changed"
    attending = "attending"
    not_attending = "not_attending"
    merged = "merged"


class Changed(NamedTuple):
    """A field, and what stood in it before and after; '' is nothing. The type stands there by its name."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """`by_kind` is that of an account, `import` or `server`; `changed` is of what says so alone."""

    at: datetime
    by_kind: str
    by: str
    what: What
    changed: tuple[Changed, ...] = ()
