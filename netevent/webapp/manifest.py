"""The manifest: how the installed app is called and looks, in one language. Called by `webapp.routes`."""

from __future__ import annotations

from typing import Any

from netevent.core.i18n import current_language, direction, gettext
from netevent.core.web.pages import static
from netevent.core.web.paths import path

NAME = "NetEvent"
PAPER = "#fbfaf7"  # as `theme-color` of layouts/base.html


def manifest() -> dict[str, Any]:
    """`id` stays the same for ever: by it a phone knows the app that it has."""
    start = path("webapp.start")
    return {
        "id": start,
        "name": NAME,
        "short_name": NAME,
        "description": gettext("Your badge, people, appointments and sessions at the event."),
        "lang": current_language(),
        "dir": direction(),
        "start_url": start,
        "scope": path("home.landing"),
        "display": "standalone",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": [
            _icon("icons/app-192.png", 192),
            _icon("icons/app-512.png", 512),
            _icon("icons/app-maskable-512.png", 512, "maskable"),
        ],
    }


def _icon(file: str, size: int, purpose: str = "any") -> dict[str, str]:
    """A maskable one may lose its edges to a circle or a drop."""
    return {"src": static(file), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
