"""Where badges of the demo come out: a print station, a kiosk beside it, and what was printed as people came.

Called by `demo.setup`, once the event and its people are there.
"""

from __future__ import annotations

from collections.abc import Iterator

from netevent.badges.kiosks import service as kiosks
from netevent.badges.kiosks.kiosk import Wish
from netevent.badges.making.reading import read_badges
from netevent.badges.making.sources import Sources
from netevent.badges.printed.service import record_prints
from netevent.badges.stations import service as stations
from netevent.core.database import Transaction
from netevent.demo.queries import Arrived, select_arrived, select_first_gate_id
from netevent.demo.story import STAFF
from netevent.documents.badges.formats import Format

# As well known as the passwords of the demo: the link is told at each start.
STATION, STATION_TOKEN = "Main entrance", "demo-print-station"
KIOSK, KIOSK_PIN = "Beside the main entrance", "2468"
BY = f"{STAFF.first_name} {STAFF.last_name}"


def furnish(tx: Transaction, event_id: int, sources: Sources, pin_hash: str) -> None:
    """`pin_hash`: of KIOSK_PIN. Who is in has a badge; who is not gets one at the door."""
    station = stations.add(tx, event_id, STATION, Format.a6, STATION_TOKEN).device
    gate_id = select_first_gate_id(tx, event_id)
    kiosks.add(tx, event_id, Wish(KIOSK, gate_id, station.id), pin_hash)
    for one, content in _badges(tx, event_id, sources):
        record_prints(tx, event_id, [(one.id, content)], BY, STATION, one.at)


def _badges(tx: Transaction, event_id: int, sources: Sources) -> Iterator[tuple[Arrived, str]]:
    """Of those who are in, with what stands on each."""
    arrived = {one.id: one for one in select_arrived(tx, event_id)}
    for made in read_badges(tx, event_id, list(arrived), sources):
        yield arrived[made.attendee_id], made.content
