"""The page of a file that is being made, live: how far it is, then the file. Its owner's alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.changes import MadeFileChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.site import read
from netevent.documents.made import queries
from netevent.documents.made.made_file import MadeFile
from netevent.identity.accounts import Viewer
from netevent.identity.guards import require_event_team, require_organizer
from netevent.live.screen import LiveRegion, Screen


@dataclass(frozen=True, slots=True)
class Shown:
    """`until` is when its hour is over."""

    made: MadeFile
    state: str
    seconds_left: int | None
    until: datetime | None


async def require_owner_of_file(viewer: Viewer, file_id: int) -> None:
    """Raise unless it was made for the viewer, who is in its event's team. Also asked by the sockets."""
    await require_organizer(viewer, viewer.id)
    await require_event_team(viewer, existing(await read(queries.select_event_of_file, viewer.id, file_id)))


def read_shown(tx: Transaction, file_id: int) -> Shown | None:
    """None: nothing is told of it any more."""
    made = queries.select_file_shown(tx, file_id)
    return shown(made) if made else None


def shown(made: MadeFile) -> Shown:
    now = clock.now()
    state = made.state(now)
    return Shown(made, state, made.seconds_left(now), made.expires_at if state == "ready" else None)


MADE_FILE = Screen(
    "made-file",
    require_owner_of_file,
    (
        LiveRegion(
            "made-file-{key}",
            "documents/made/_file.html",
            read_shown,
            (MadeFileChanged,),
            every=0.5,
            refresh=True,
        ),
    ),
    key="file_id",
)
