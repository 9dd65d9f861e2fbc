"""Which kiosk this browser is, by its signed session, and the guard of what only a kiosk may.

The session keeps the hash of a token that stands in no link: a removed kiosk, or one with a new link, is
closed with the next request. Nobody is logged in there: a kiosk may what its routes do, and nothing else.
"""

from __future__ import annotations

from functools import wraps
from typing import Any, cast

from quart import g

from netevent.badges.kiosks import service
from netevent.badges.kiosks.kiosk import Kiosk
from netevent.badges.kiosks.refusals import KioskClosed
from netevent.core.site import read
from netevent.core.web import browsers
from netevent.core.web.requests import page, wants_json
from netevent.identity.guards import View

KIOSK = "kiosk"


def at_kiosk(view: View) -> View:
    """This browser is a kiosk that is open."""

    @wraps(view)
    async def wrapper(*args: Any, **path: Any) -> Any:
        try:
            g.kiosk = await read(service.find_open, kiosk_hash())
            return await view(*args, **path)
        except KioskClosed as refusal:
            if wants_json():
                raise
            return page("badges/kiosks/page/closed.html", text=refusal.text), refusal.status

    wrapper.guard = "kiosk"  # type: ignore[attr-defined]  # read by the sweep over the URL map
    return cast(View, wrapper)


def own_kiosk() -> Kiosk:
    """The one of this request."""
    return cast(Kiosk, g.kiosk)


def kiosk_hash() -> str:
    """'' where this browser is none."""
    return browsers.device_hash(KIOSK)


def become(hashed: str) -> None:
    browsers.become_device(KIOSK, hashed)


def cease() -> None:
    browsers.cease_device(KIOSK)
