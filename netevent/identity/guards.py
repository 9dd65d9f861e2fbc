"""Guards: each route says who may come, and a sweep over the URL map fails on one that does not.

A guard answers 401 (a page: the login) to guests, 403 to the wrong role and 404 to another event's
people. The guards of an event take its id from the path's `event_id`, or from its session's `session_id`.
They answer 409 to what would change an event that was archived, but for routes that work `for_archive`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, TypeVar, cast

from quart import g, request

from netevent.core.errors import Forbidden, LoginNeeded, NotFound
from netevent.core.i18n import N_
from netevent.core.site import read, site
from netevent.core.web.readers import SAFE_METHODS
from netevent.identity import queries
from netevent.identity.accounts import Kind, Viewer
from netevent.identity.archive import is_for_archive, require_present
from netevent.identity.logins import Logins
from netevent.identity.roles.queries import select_presents, select_role
from netevent.identity.roles.refusals import LooksOnly, MoneyNotYours, NotItsOwner, WalkInsNotYours
from netevent.identity.roles.role import Role

View = TypeVar("View", bound=Callable[..., Awaitable[Any]])
Check = Callable[[Viewer, dict[str, Any]], Awaitable[None]]


class PresentsOnly(Forbidden):
    code = "presents_only"
    message = N_(
        "Your account makes no events of its own. Ask an organizer to invite you as an organizer, too."
    )


def viewer() -> Viewer:
    """The logged-in viewer.

    Raises:
        LoginNeeded: nobody is logged in.
    """
    found = maybe_viewer()
    if found is None:
        raise LoginNeeded
    return found


def maybe_viewer() -> Viewer | None:
    found = g.get("viewer")
    return found if isinstance(found, Viewer) else None


def logins() -> Logins:
    return site().part(Logins)


def public(view: View) -> View:
    """Anyone may come."""
    view.guard = "public"  # type: ignore[attr-defined]  # read by the sweep over the URL map
    return view


def logged_in(view: View) -> View:
    async def any_account(viewer: Viewer, path: dict[str, Any]) -> None:
        return None

    return _guarded("logged_in", any_account, view)


def organizer(view: View) -> View:
    """An organizer. With an `event_id` in the path: of that event's team; to change something, an editor."""

    async def check(viewer: Viewer, path: dict[str, Any]) -> None:
        _require(viewer, Kind.organizer)
        if "event_id" in path and request.method in SAFE_METHODS:
            await require_event_team(viewer, path["event_id"])
        elif "event_id" in path:
            await require_event_editor(viewer, path["event_id"])

    return _guarded("organizer", _present(check, view), view)


def event_team(view: View) -> View:
    """One of the event's team, whatever the request does: for what concerns oneself."""

    async def check(viewer: Viewer, path: dict[str, Any]) -> None:
        await require_event_team(viewer, path["event_id"])

    return _guarded("event_team", check, view)


def event_editor(view: View) -> View:
    """The event's owner or an editor, also to look: at a form, and at a page that asks."""

    async def check(viewer: Viewer, path: dict[str, Any]) -> None:
        await require_event_editor(viewer, path["event_id"])

    return _guarded("event_editor", _present(check, view), view)


def event_owner(view: View) -> View:
    """The event's owner: to delete it, and to say who else organizes it."""

    async def check(viewer: Viewer, path: dict[str, Any]) -> None:
        await require_event_owner(viewer, path["event_id"])

    return _guarded("event_owner", _present(check, view), view)


def event_maker(view: View) -> View:
    """An organizer who may make events: not one that was invited to present, where not everybody may."""

    async def check(viewer: Viewer, path: dict[str, Any]) -> None:
        _require(viewer, Kind.organizer)
        if not viewer.account.may_organize(site().settings.organizers):
            raise PresentsOnly

    return _guarded("event_maker", check, view)


def operator(view: View) -> View:
    """The server's operator: its first organizer."""

    async def check(viewer: Viewer, path: dict[str, Any]) -> None:
        if not viewer.account.is_operator:
            raise Forbidden

    return _guarded("operator", check, view)


def staff(view: View) -> View:
    async def check(viewer: Viewer, path: dict[str, Any]) -> None:
        _require(viewer, Kind.staff)

    return _guarded("staff", check, view)


def attendee(view: View) -> View:
    async def check(viewer: Viewer, path: dict[str, Any]) -> None:
        _require(viewer, Kind.attendee)

    return _guarded("attendee", check, view)


def door(view: View) -> View:
    """The event's staff, its owner or an editor: whoever may stand at the door."""

    async def check(viewer: Viewer, path: dict[str, Any]) -> None:
        await require_door(viewer, path["event_id"])

    return _guarded("door", _present(check, view), view)


def walk_in(view: View) -> View:
    """Whoever may stand at the door and add people there: staff with that role, or the organizer."""

    async def check(viewer: Viewer, path: dict[str, Any]) -> None:
        await require_walk_in(viewer, path["event_id"])

    return _guarded("walk_in", _present(check, view), view)


def till(view: View) -> View:
    """Whoever may stand at the door and take money there: staff with that role, or the organizer."""

    async def check(viewer: Viewer, path: dict[str, Any]) -> None:
        await require_till(viewer, path["event_id"])

    return _guarded("till", _present(check, view), view)


def presenter(view: View) -> View:
    """Who presents the path's session, or may edit its event."""

    async def check(viewer: Viewer, path: dict[str, Any]) -> None:
        await require_presenter(viewer, path["session_id"])

    return _guarded("presenter", _present(check, view), view)


def room(view: View) -> View:
    """Who may let people into the path's session: its presenters, the event's staff, owner and editors."""

    async def check(viewer: Viewer, path: dict[str, Any]) -> None:
        await require_room(viewer, path["session_id"])

    return _guarded("room", _present(check, view), view)


async def require_presenter(viewer: Viewer, session_id: int) -> None:
    _require(viewer, Kind.organizer)
    if await read(select_presents, viewer.id, session_id):
        return
    event_id = await read(queries.select_event_of_session, session_id)
    await _role_in_team(viewer, event_id or 0)
    raise LooksOnly


async def require_room(viewer: Viewer, session_id: int) -> None:
    """Raise unless the viewer may work at this session's room. Also asked by the sockets."""
    if viewer.kind is not Kind.staff:
        await require_presenter(viewer, session_id)
    elif await read(queries.select_event_of_session, session_id) != viewer.event_id:
        raise NotFound


async def require_door(viewer: Viewer, event_id: int) -> None:
    """Raise unless the viewer may work at this event's door. Also asked by the sockets."""
    if viewer.kind is Kind.staff:
        if viewer.event_id != event_id:
            raise NotFound
        return
    await require_event_editor(viewer, event_id)


async def require_walk_in(viewer: Viewer, event_id: int) -> None:
    await require_door(viewer, event_id)
    if not viewer.account.may_add_walk_ins:
        raise WalkInsNotYours


async def require_till(viewer: Viewer, event_id: int) -> None:
    await require_door(viewer, event_id)
    if not viewer.account.may_take_money:
        raise MoneyNotYours


async def require_event_team(viewer: Viewer, event_id: int) -> None:
    """Raise unless the viewer may look at the event. Also asked by the sockets."""
    await _role_in_team(viewer, event_id)


async def require_event_editor(viewer: Viewer, event_id: int) -> None:
    if not (await _role_in_team(viewer, event_id)).may_edit:
        raise LooksOnly


async def require_event_owner(viewer: Viewer, event_id: int) -> None:
    if await _role_in_team(viewer, event_id) is not Role.owner:
        raise NotItsOwner


async def require_event_member(viewer: Viewer, event_id: int) -> None:
    """Raise unless the viewer is an attendee of this event, of its staff or of its team."""
    if viewer.kind is Kind.organizer:
        await require_event_team(viewer, event_id)
    elif viewer.event_id != event_id:
        raise NotFound


async def require_self(viewer: Viewer, attendee_id: int) -> None:
    """Raise unless the viewer is this attendee: the own pages are for nobody else."""
    _require(viewer, Kind.attendee)
    if viewer.id != attendee_id:
        raise NotFound


async def require_organizer(viewer: Viewer, organizer_id: int) -> None:
    """Raise unless the viewer is this organizer: as `require_self`, for what is the organizer's alone."""
    _require(viewer, Kind.organizer)
    if viewer.id != organizer_id:
        raise NotFound


def _present(check: Check, view: View) -> Check:
    """The check; and where the request changes something of an event, that this one is not put away."""

    async def checked(viewer: Viewer, path: dict[str, Any]) -> None:
        await check(viewer, path)
        if request.method not in SAFE_METHODS and not is_for_archive(view):
            await require_present(viewer, path)

    return checked


async def _role_in_team(viewer: Viewer, event_id: int) -> Role:
    _require(viewer, Kind.organizer)
    role = await read(select_role, viewer.id, event_id)
    if role is None:
        raise NotFound
    return role


def _require(viewer: Viewer, kind: Kind) -> None:
    if viewer.kind is not kind:
        raise Forbidden


def _guarded(name: str, check: Check, view: View) -> View:
    @wraps(view)
    async def wrapper(*args: Any, **path: Any) -> Any:
        await check(viewer(), path)
        return await view(*args, **path)

    wrapper.guard = name  # type: ignore[attr-defined]  # read by the sweep over the URL map
    return cast(View, wrapper)
