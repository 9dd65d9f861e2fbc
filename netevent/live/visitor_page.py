"""Live pages that guests may open, too, in `layouts/public.html`. Called by the routes of all features."""

from __future__ import annotations

from typing import Any

from netevent.core.site import read
from netevent.core.web.browsers import name_browser
from netevent.core.web.requests import page
from netevent.live.screen import Screen


async def visitor_page(template: str, screen: Screen, key: int, /, **context: Any) -> str:
    """The page with what its screen shows. That this browser may see it, the route has made sure of.

    Raises:
        NotFound: what the page is about is not there.
    """
    name_browser()
    shown = await read(screen.context, key)
    return page(template, **shown, live_view=screen.kind, live_key=key, **context)
