"""The page of an import, live: how far it is, and in the end what became of the list."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.attendees.importing.reading import ImportShown, read_import
from netevent.changes import ImportProgressed
from netevent.core.database import Transaction
from netevent.events.status import live_status
from netevent.identity.guards import require_event_team
from netevent.live.screen import LiveItem, Screen


@dataclass(frozen=True, slots=True)
class Progress:
    shown: ImportShown


def read_progress(tx: Transaction, event_id: int, import_id: int) -> Progress | None:
    shown = read_import(tx, event_id, import_id)
    return Progress(shown) if shown else None


IMPORTS = Screen(
    "imports",
    require_event_team,
    (live_status(ImportProgressed),),
    (
        LiveItem(
            "import-{key}",
            "attendees/importing/_import.html",
            read_progress,
            (ImportProgressed,),
            lambda change, event_id: int(change.import_id),
            every=0.5,
        ),
    ),
    within="office",
)
