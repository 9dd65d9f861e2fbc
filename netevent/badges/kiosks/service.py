"""The rules of kiosks: added, changed, removed, and which device is one. Inside one transaction.

A link works once: the device that opens it gets a token that no link has. A new link ends what the old one
opened.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from netevent.badges.devices.service import MOST, Devices, NewLink
from netevent.badges.kiosks import queries
from netevent.badges.kiosks.kiosk import Kiosk, Wish
from netevent.badges.kiosks.refusals import KioskClosed, LinkUsed, TooManyKiosks
from netevent.badges.stations.queries import select_station
from netevent.changes import StationsChanged
from netevent.checkin.queries import select_gate_name
from netevent.core import clock
from netevent.core.credentials import new_token, token_hash
from netevent.core.database import Transaction
from netevent.identity.roles.queries import select_is_archived

MOST_KIOSKS = MOST
KIOSKS: Devices[Kiosk] = Devices(
    select=queries.select_kiosk,
    select_of_token=queries.select_kiosk_of_token,
    count=queries.count_kiosks,
    update=queries.update_kiosk,
    delete=queries.delete_kiosk,
    too_many=TooManyKiosks,
)


def add(tx: Transaction, event_id: int, wish: Wish, pin_hash: str, token: str = "") -> NewLink[Kiosk]:
    """A kiosk that no device has opened yet; the token of its link is a new one where none is given.

    Raises:
        TooManyKiosks: the event has enough of them.
    """
    now = clock.now()
    wish = _of_event(tx, event_id, wish)
    return KIOSKS.add(
        tx, event_id, token, lambda hashed: queries.insert_kiosk(tx, event_id, wish, pin_hash, hashed, now)
    )


def find(tx: Transaction, event_id: int, kiosk_id: int) -> Kiosk:
    """Raises NotFound: the event has no such kiosk."""
    return KIOSKS.find(tx, event_id, kiosk_id)


def change(tx: Transaction, event_id: int, kiosk_id: int, wish: Wish, pin_hash: str) -> None:
    """`pin_hash` '': the PIN stays. Raises as `find`."""
    values = asdict(_of_event(tx, event_id, wish)) | ({"pin_hash": pin_hash} if pin_hash else {})
    KIOSKS.change(tx, event_id, kiosk_id, **values)


def renew_link(tx: Transaction, event_id: int, kiosk_id: int, token: str = "") -> NewLink[Kiosk]:
    """The device that was this kiosk is none any more. Raises as `find`."""
    return KIOSKS.renew_link(tx, event_id, kiosk_id, token)


def remove(tx: Transaction, event_id: int, kiosk_id: int) -> None:
    """Its page is closed at once. Raises as `find`."""
    KIOSKS.remove(tx, event_id, kiosk_id)


def find_open(tx: Transaction, hashed: str) -> Kiosk:
    """Whose token it is.

    Raises:
        KioskClosed: nobody's, any more or ever, or the event was put away.
    """
    kiosk = queries.select_kiosk_of_token(tx, hashed) if hashed else None
    if kiosk is None or select_is_archived(tx, kiosk.event_id):
        raise KioskClosed
    return kiosk


def find_of_link(tx: Transaction, hashed: str) -> Kiosk:
    """The kiosk that a link opens, which no device has opened by it.

    Raises:
        LinkUsed: it works no longer.
    """
    try:
        return find_open(tx, hashed)
    except KioskClosed:
        raise LinkUsed from None


def open_on_device(tx: Transaction, hashed: str, now: datetime) -> tuple[Kiosk, str]:
    """The kiosk and the hash that its device keeps: of two devices with the link one gets it.

    Raises:
        LinkUsed: it works no longer.
    """
    kiosk = find_of_link(tx, hashed)
    kept = token_hash(new_token())
    if not queries.update_token(tx, hashed, token=kept, seen_at=now):
        raise LinkUsed
    tx.publish(StationsChanged(kiosk.event_id))
    return replace(kiosk, seen_at=now), kept


def stay(tx: Transaction, hashed: str, now: datetime) -> None:
    """A sign of life of the page. Raises as `find_open`."""
    find_open(tx, hashed)
    queries.update_token(tx, hashed, seen_at=now)


def leave(tx: Transaction, hashed: str) -> None:
    """The device is no kiosk any more; a new link makes it one again. Raises as `find_open`."""
    kiosk = find_open(tx, hashed)
    queries.update_token(tx, hashed, token=token_hash(new_token()), seen_at=None)
    tx.publish(StationsChanged(kiosk.event_id))


def _of_event(tx: Transaction, event_id: int, wish: Wish) -> Wish:
    """What was removed meanwhile, or is another event's, is not chosen."""
    has_gate = wish.gate_id is not None and select_gate_name(tx, event_id, wish.gate_id) is not None
    has_station = wish.station_id is not None and select_station(tx, event_id, wish.station_id) is not None
    return replace(
        wish, gate_id=wish.gate_id if has_gate else None, station_id=wish.station_id if has_station else None
    )
