"""Somebody checks in at a kiosk by the rules of the desk, and the badge comes out. Inside one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from netevent.badges.desks import service as printing
from netevent.badges.desks.service import Wanted
from netevent.badges.kiosks import service
from netevent.badges.kiosks.kiosk import Kiosk
from netevent.badges.kiosks.page.finding import scanner
from netevent.badges.stations.queries import select_station
from netevent.checkin import service as door
from netevent.checkin.scan import Answer, Outcome, Scan
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import NotFound


class Ending(StrEnum):
    """What the page says. `desk`: somebody has to look at it; a screen at a door says no more of it."""

    printing = "printing"
    welcome = "welcome"
    printed_before = "printed_before"
    already = "already"
    desk = "desk"


@dataclass(frozen=True, slots=True)
class Done:
    """`station` is where the badge comes out."""

    ending: Ending
    first_name: str = ""
    station: str = ""


def check_in(tx: Transaction, hashed: str, attendee_id: int, scan_id: str) -> Done:
    """Sent twice it is one check-in and one badge.

    Raises:
        KioskClosed: it was removed meanwhile.
        ScanIdTaken, RequestTaken: the number belongs to something else.
    """
    kiosk = service.find_open(tx, hashed)
    scan = Scan(
        scan_id,
        kiosk.event_id,
        scanner(kiosk),
        clock.now(),
        attendee_id=attendee_id,
        gate_id=kiosk.gate_id,
    )
    answer = door.check_in(tx, scan)
    if answer.outcome is Outcome.already_checked_in:
        return Done(Ending.already, _first_name(answer))
    if answer.outcome is not Outcome.checked_in:
        return Done(Ending.desk, _first_name(answer))
    return _printed(tx, kiosk, scan, _first_name(answer))


def _printed(tx: Transaction, kiosk: Kiosk, scan: Scan, first_name: str) -> Done:
    station = select_station(tx, kiosk.event_id, kiosk.station_id) if kiosk.station_id else None
    if station is None or scan.attendee_id is None:
        return Done(Ending.welcome, first_name)
    wanted = Wanted(kiosk.event_id, scan.attendee_id, scan.scan_id, kiosk.name, station.id)
    try:
        asked = printing.ask(tx, wanted, clock.now())
    except NotFound:
        # They have no badge: they are let in all the same.
        return Done(Ending.welcome, first_name)
    return Done(Ending.printing if asked.is_wanted else Ending.printed_before, first_name, station.name)


def _first_name(answer: Answer) -> str:
    return answer.attendee.first_name if answer.attendee else ""
