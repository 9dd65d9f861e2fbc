"""The link of a new device, or a device's new link, on the way to the organizer. Called by their routes.

A form of them carries a number. The link's token is made of it, of what else was posted and of the server's
secret: the same form sent twice makes one device and one link. The page that shows the link is another one,
which can be loaded again; for ten minutes the signed session keeps what its token is made of. The token
itself stands in no cookie, no address and no log.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

from quart import request, session

from netevent.badges.devices.service import Device, Devices, NewLink
from netevent.core import clock
from netevent.core.credentials import new_token, signature
from netevent.core.site import read, site
from netevent.core.web.requests import go_to

LINK = "device_link"
SHOWN_FOR = timedelta(minutes=10)
One = TypeVar("One", bound=Device)


async def linked(
    event_id: int,
    make: Callable[[str], Awaitable[NewLink[Any]]],
    page: str,
    key: str,
    *about: int,
) -> Any:
    """Make a device or a link with this token, and lead to the `page` that shows it, of the device as `key`.

    `about`: which device it is, where there is one.
    """
    seed = await _seed(page, *about)
    made = await make(_token(event_id, seed))
    session[LINK] = [seed, int(clock.now().timestamp())]
    return go_to(page, event_id=event_id, **{key: made.device.id})


async def token_shown(devices: Devices[Any], event_id: int, device_id: int) -> str:
    """What this browser has just made for the device; '': it made none, or another is the device's by now.

    Raises:
        NotFound: the event has no such device.
    """
    seed, made_at = session.get(LINK, ("", 0))
    token = _token(event_id, seed)
    is_its_own = await read(devices.has_token, event_id, device_id, token)
    is_fresh = clock.now().timestamp() - made_at < SHOWN_FOR.total_seconds()
    return token if seed and is_its_own and is_fresh else ""


async def _seed(*about: object) -> str:
    """Of the posted form's number, and of all that was typed: who changes a name wants another device."""
    form = await request.form
    typed = sorted(f"{name}={value}" for name, value in form.items() if name not in ("once", "csrf_token"))
    return signature(form.get("once") or new_token(), *map(str, about), *typed)


def _token(event_id: int, seed: str) -> str:
    digest = signature(site().secret, "link of a device", str(event_id), seed)
    return urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip("=")
