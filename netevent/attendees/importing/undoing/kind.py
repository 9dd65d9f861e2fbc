"""What an undo is told, and what it tells of itself. Written by `undoing`, read by the page of the import."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from netevent.core.jobs import Codec, JobKind


@dataclass(frozen=True, slots=True)
class UndoOptions:
    """`began` is when somebody asked for it."""

    began: datetime


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of the people of an import: removed, given back what stood before, or left as they are."""

    import_id: int
    removed: int = 0
    restored: int = 0
    kept: int = 0

    @property
    def people(self) -> int:
        return self.removed + self.restored + self.kept

    def plus(self, other: Undone) -> Undone:
        return replace(
            self,
            removed=self.removed + other.removed,
            restored=self.restored + other.restored,
            kept=self.kept + other.kept,
        )


UNDO = JobKind("import_undo", Codec(UndoOptions))
UNDONE = Codec(Undone)
