"""The live pages' two ways to what they show: a socket, and a poll while it is down.

Authorised by the page's own guard (`live.screen.Screen`); a socket is checked for its origin, too. Pages that
guests may see have limits of their own.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from functools import partial, wraps
from typing import Any, TypeVar

from quart import Blueprint, Response, websocket

from netevent.core.errors import Forbidden, NotFound, Refusal, existing
from netevent.core.i18n import current_language
from netevent.core.site import read, site
from netevent.core.web import networks
from netevent.core.web.browsers import browser_name
from netevent.core.web.origins import allowed_origin
from netevent.identity.guards import logins, viewer
from netevent.live.admission import Admission
from netevent.live.answers import rendered
from netevent.live.guests import Guests
from netevent.live.hub import LOGGED_OUT, Channel, Hub, Socket
from netevent.live.publisher import Publisher
from netevent.live.screen import Screen

routes = Blueprint("live", __name__)
View = TypeVar("View", bound=Callable[..., Awaitable[Any]])

# Of pages that guests may see: five hundred of a venue, each every five seconds.
POLLS_FROM_A_NETWORK = "6000/minute"


def live(view: View) -> View:
    """Whoever the screen in the path lets in."""
    view.guard = "live"  # type: ignore[attr-defined]  # read by the sweep over the URL map
    return view


@routes.get("/live/<kind>/regions")
@routes.get("/live/<kind>/<int:key>/regions")
@live
async def regions(kind: str, key: int | None = None) -> str:
    """All regions of the screen, for a page whose socket is down."""
    if _is_for_guests(kind):
        await networks.spend(POLLS_FROM_A_NETWORK, "live-poll")
    screen, key = await _allowed(kind, key)
    shown = await read(site().part(Publisher).shown, kind, key)
    return rendered(shown, **{screen.key: key})


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


@routes.websocket("/live/<kind>")
@routes.websocket("/live/<kind>/<int:key>")
@socket
async def listen(kind: str, key: int | None = None) -> None:
    """The pushes of the screen, from its whole state on."""
    _require_own_origin()
    screen, key = await _allowed(kind, key)
    channels = (*_own_channels(kind, key), *_event_channels(screen))
    if screen.visitors:
        await _serve_guest(channels, screen.devices.own() if screen.devices else "")
        return
    attending = screen.attend(viewer(), key, websocket.args) if screen.attend else nullcontext()
    async with attending:
        await _serve(Socket(channels, current_language(), viewer().login_id))


async def _serve_guest(channels: tuple[Channel, ...], device: str) -> None:
    """Who is logged in is as a guest here: the end of the login does not end the page.

    Raises:
        Crowded: there are too many sockets of guests.
    """
    leave = site().part(Guests).enter(browser_name(), networks.client_networks())
    # Called by live.connection, whatever happens.
    websocket.scope["gone"] = leave  # type: ignore[typeddict-unknown-key]  # ours, beside ASGI's own
    await _serve(Socket(channels, current_language(), "", device))


def _own_channels(kind: str, key: int) -> list[Channel]:
    return [Channel(layer.kind, key) for layer in site().part(Publisher).layers(kind)]


def _event_channels(screen: Screen) -> list[Channel]:
    """What the page hears of its event, whoever reads it."""
    event_id = viewer().event_id if screen.beside else None
    return [Channel(screen.beside, event_id)] if event_id is not None else []


def _is_for_guests(kind: str) -> bool:
    screen = site().part(Publisher).screens.get(kind)
    return screen is not None and screen.visitors is not None


async def _allowed(kind: str, given: int | None) -> tuple[Screen, int]:
    """The screen and its key, for who may see the page. The address of somebody's own screen has no key.

    Raises:
        NotFound: there is no such screen, or the page is not there for this viewer.
        Forbidden: the page is not for this kind of account.
        LoginNeeded: nobody is logged in, and it is not for guests.
    """
    screen = site().part(Publisher).screens.get(kind)
    if screen is not None and screen.visitors is not None:
        await screen.visitors(existing(given))
        return screen, existing(given)
    reader = viewer()
    if screen is None or screen.guard is None or (given is None) is not screen.is_own:
        raise NotFound
    key = reader.id if given is None else given
    await screen.guard(reader, key)
    return screen, key


def _require_own_origin() -> None:
    origin = websocket.headers.get("Origin")
    if origin is None or not allowed_origin(origin, websocket.host):
        raise Forbidden


async def _serve(page: Socket) -> None:
    """Send what waits for the page until the page goes, the login ends or the server stops."""
    hub = site().part(Hub)
    # Both are called by live.connection.
    websocket.scope["close"] = page.close  # type: ignore[typeddict-unknown-key]  # ours, beside ASGI's own
    await websocket.accept()
    hub.join(page)
    if not page.is_guests:
        websocket.scope["gone"] = partial(hub.forget, page)  # type: ignore[typeddict-unknown-key]  # the same
    site().part(Publisher).welcome(page, websocket.args.get("seen", ""))
    try:
        # The login, or the right to this page, may have ended between the check and the joining: from here on
        # the hub hears of it.
        if not await _is_still_admitted(page):
            page.close(LOGGED_OUT)
        # Nobody asks for them again, and thousands of pages have a KiB of them each.
        websocket.headers.clear()
        await _send(page)
    finally:
        hub.leave(page)


async def _is_still_admitted(page: Socket) -> bool:
    has_login = page.is_guests or await logins().viewer() is not None
    return has_login and await site().part(Admission).admits(page)


async def _send(page: Socket) -> None:
    while not page.close_code:
        if message := await page.take():
            if page.is_guests:
                await site().part(Guests).turns.wait()
            await websocket.send(message)
    await websocket.close(page.close_code)
