"""The screen with a log-in code, live: the phone is in, and the code is closed."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.changes import StaffLoggedIn
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.site import read
from netevent.identity.accounts import Viewer
from netevent.identity.guards import require_event_editor
from netevent.live.screen import LiveRegion, Screen
from netevent.staff.codes import queries
from netevent.staff.codes.queries import LogInCode


@dataclass(frozen=True, slots=True)
class CodeState:
    """`code` is None where none was shown yet."""

    code: LogInCode | None


async def require_editor_of_member(viewer: Viewer, staff_id: int) -> None:
    """Raise unless the viewer owns the event on whose staff they are. Also asked by the sockets."""
    await require_event_editor(viewer, existing(await read(queries.select_event_of_member, staff_id)))


def read_state(tx: Transaction, staff_id: int) -> CodeState:
    return CodeState(queries.select_code_of_member(tx, staff_id))


LOG_IN_CODE = Screen(
    "log-in-code",
    require_editor_of_member,
    (LiveRegion("log-in-state", "staff/codes/_state.html", read_state, (StaffLoggedIn,), refresh=True),),
    key="staff_id",
)
