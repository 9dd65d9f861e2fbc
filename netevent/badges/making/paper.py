"""The paper that the settings name, with the printer's offset."""

from __future__ import annotations

from netevent.badges.settings.settings import BadgeSettings
from netevent.documents.badges import formats
from netevent.documents.badges.formats import Paper


def paper_of(settings: BadgeSettings) -> Paper:
    return formats.paper_of(settings.format, settings.grid, settings.offset_x, settings.offset_y)
