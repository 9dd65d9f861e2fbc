"""The role of an organizer in the team of an event."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The owner is one (`events.organizer_id`); the others stand in `event_organizers`."""

    owner = "owner"
    editor = "editor"
    viewer = "viewer"

    @property
    def may_edit(self) -> bool:
        return self is not Role.viewer
