"""An event that was archived is looked at, brought back, copied and deleted; nothing of it changes.

Asked by the guards (`identity.guards`) for each request that changes something.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from netevent.core.errors import Conflict
from netevent.core.i18n import N_
from netevent.core.site import read
from netevent.identity.accounts import Kind, Viewer
from netevent.identity.roles.queries import select_is_archived, select_is_session_archived

View = TypeVar("View", bound=Callable[..., Any])


class Archived(Conflict):
    code = "archived"
    message = N_("This event is archived. Bring it back before you change it.")


def for_archive(view: View) -> View:
    """The route works for an archived event as well. Stands below its guard."""
    view.for_archive = True  # type: ignore[attr-defined]  # read by the guard
    return view


def is_for_archive(view: Callable[..., Any]) -> bool:
    return hasattr(view, "for_archive")


async def require_present(viewer: Viewer, path: dict[str, Any]) -> None:
    """Raise Archived if the event of the path's `event_id` or `session_id` was archived.

    Of staff it is known with the account: a scan reads nothing more.
    """
    if viewer.kind is Kind.staff:
        is_archived = viewer.account.is_archived
    elif "event_id" in path:
        is_archived = await read(select_is_archived, path["event_id"])
    else:
        is_archived = "session_id" in path and await read(select_is_session_archived, path["session_id"])
    if is_archived:
        raise Archived
