"""An assignment of thousands, part by part. Called by `assigning.routes`.

What is done stays when the server stops in the middle, and can be undone like the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from netevent.attendees.types.assigning import service
from netevent.core.site import read, transact

PART = 500


async def assign(event_id: int, type_id: int, people: Sequence[int]) -> str:
    """Returns the number by which it can be undone. Raises as `service.assign` does."""
    number = str(uuid4())
    for start in range(0, len(people), PART):
        some = people[start : start + PART]
        await transact(service.assign, event_id, type_id, number, some)
    return number


async def undo(event_id: int, number: str) -> None:
    for part_id in await read(service.parts_to_undo, event_id, number):
        await transact(service.undo, event_id, part_id)
