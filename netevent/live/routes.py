"""The sockets: one for each open page, authorised like the page and checked for its origin."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import wraps
from time import monotonic
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from quart import Blueprint, Response, websocket

from netevent.core.errors import Forbidden, Refusal
from netevent.core.site import site
from netevent.core.web.forms import number_in
from netevent.core.web.requests import allowed_origin
from netevent.identity.accounts import Kind, Viewer
from netevent.identity.guards import logins, require_door, require_event_owner, viewer
from netevent.live.hub import LOGGED_OUT, Channel, Hub, Socket

routes = Blueprint("live", __name__)

MESSAGES_A_SECOND = 20
POLICY_VIOLATION = 1008
# The attendee's pages with live parts of their own; each is a channel's kind.
VIEWS = {"badge", "requests", "people", "agenda"}


def socket(view: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[Response | None]]:
    """A socket's view: a refusal before the accept is an HTTP answer."""

    @wraps(view)
    async def wrapper(**path: Any) -> Response | None:
        try:
            await view(**path)
        except Refusal as refusal:
            return Response(refusal.text, refusal.status)
        return None

    wrapper.guard = "socket"  # type: ignore[attr-defined]  # read by the sweep over the URL map
    return wrapper


@runtime_checkable
class OpenDesksOf(Protocol):
    """Who keeps the list of open desks: `checkin`, given by `app`."""

    async def opened(self, desk_id: str, event_id: int, gate_id: int | None, name: str) -> None: ...

    async def closed(self, desk_id: str, event_id: int) -> None: ...


@routes.websocket("/live/door/<int:event_id>")
@socket
async def door(event_id: int) -> None:
    """The desks of an event. With ``desk`` and ``gate`` in the query it counts as open."""
    reader = await _reader()
    await require_door(reader, event_id)
    async with _desk(event_id, reader.account.name):
        await _serve(Channel("door", event_id), reader)


@routes.websocket("/live/dashboard/<int:event_id>")
@socket
async def dashboard(event_id: int) -> None:
    """The organizer's live dashboard."""
    reader = await _reader()
    await require_event_owner(reader, event_id)
    await _serve(Channel("dashboard", event_id), reader)


@routes.websocket("/live/attendees/<int:event_id>")
@socket
async def attendees(event_id: int) -> None:
    """The organizer's attendee list."""
    reader = await _reader()
    await require_event_owner(reader, event_id)
    await _serve(Channel("attendees", event_id), reader)


@routes.websocket("/live/staff/<int:event_id>")
@socket
async def staff(event_id: int) -> None:
    """The organizer's staff list."""
    reader = await _reader()
    await require_event_owner(reader, event_id)
    await _serve(Channel("staff", event_id), reader)


@routes.websocket("/live/attendee")
@socket
async def attendee() -> None:
    """The attendee's own pages: what arrives on all of them and, with ``view``, what one of them shows."""
    reader = await _reader()
    if reader.kind is not Kind.attendee:
        raise Forbidden
    views = [view for view in (websocket.args.get("view", ""),) if view in VIEWS]
    await _serve(Channel("attendee", reader.id), reader, *(Channel(view, reader.id) for view in views))


async def _reader() -> Viewer:
    origin = websocket.headers.get("Origin")
    if origin is None or not allowed_origin(origin, websocket.host):
        raise Forbidden
    return viewer()


@asynccontextmanager
async def _desk(event_id: int, name: str) -> AsyncIterator[None]:
    """Keep the desk in the list while its page is connected."""
    desk_id = _uuid(websocket.args.get("desk", ""))
    if desk_id is None:
        yield
        return
    open_desks = next(part for part in site().others if isinstance(part, OpenDesksOf))
    await open_desks.opened(desk_id, event_id, number_in(websocket.args.get("gate")), name)
    try:
        yield
    finally:
        await asyncio.shield(open_desks.closed(desk_id, event_id))


async def _serve(channel: Channel, reader: Viewer, *others: Channel) -> None:
    """Send what arrives in the mailbox until the page goes, the login ends or the server stops."""
    hub = site().part(Hub)
    page = Socket((channel, *others), _language(), reader.login_id)
    await websocket.accept()
    listening = asyncio.create_task(_listen(page))
    hub.join(page)
    try:
        # The login may have ended between the check and the joining: from here on the hub hears of it.
        if await logins().viewer() is None:
            page.close(LOGGED_OUT)
        await _send(page)
    finally:
        hub.leave(page)
        listening.cancel()


async def _send(page: Socket) -> None:
    while not page.close_code:
        message = await page.mailbox.take()
        if message:
            await websocket.send(message)
    await websocket.close(page.close_code)


async def _listen(page: Socket) -> None:
    """Pages have nothing to say; read it away, and close on one that talks too much."""
    window, heard = monotonic(), 0
    while True:
        await websocket.receive()
        if monotonic() - window > 1:
            window, heard = monotonic(), 0
        heard += 1
        if heard > MESSAGES_A_SECOND:
            page.close(POLICY_VIOLATION)
            return


def _language() -> str:
    languages = site().languages
    return languages.best(websocket.args.get("lang", "")) or languages.default


def _uuid(text: str) -> str | None:
    try:
        return str(UUID(text))
    except ValueError:
        return None
