"""A desk as its pages need it: what it is called, and where its forms and its socket go.

Made by the routes of the door and of a session's room: the templates `checkin/desk.html`, `search.html` and
`answer.html` and `static/js/desk/` are the same for both.
"""

from __future__ import annotations

from dataclasses import dataclass

from netevent.checkin.desks.queries import DoorEvent
from netevent.core.web.paths import path
from netevent.identity.accounts import Account


@dataclass(frozen=True, slots=True)
class Desk:
    """`key` tells apart what a device keeps of each of its desks. `zone` is the event's.

    `prints` is where a badge is asked for, `printer` where its printer is chosen; '' where none is printed.
    `badges_of` is the event whose badges' texts may be corrected here, or 0.
    `walk_in` is where somebody is added who is not on the list; '' for who may not. `takes_money_of` is
    the event for which money may be taken here, or 0.
    """

    key: str
    title: str
    zone: str
    address: str
    check_in: str
    undo: str
    search: str
    live: str
    poll: str
    walk_in: str = ""
    takes_money_of: int = 0
    prints: str = ""
    printer: str = ""
    badges_of: int = 0
    has_stations: bool = False


def door_desk(event: DoorEvent, account: Account) -> Desk:
    return Desk(
        key=str(event.id),
        title=str(event.name),
        zone=event.zone,
        address=path("checkin.desk", event_id=event.id),
        check_in=path("checkin.check_in", event_id=event.id),
        undo=path("checkin.undo", event_id=event.id),
        search=path("checkin.search", event_id=event.id),
        live=path("live.listen", kind="door", key=event.id),
        poll=path("live.regions", kind="door", key=event.id),
        walk_in=path("walk_ins.add", event_id=event.id) if account.may_add_walk_ins else "",
        takes_money_of=event.id if account.may_take_money else 0,
        prints=path("desk_printing.ask", event_id=event.id),
        printer=path("desk_printing.choose", event_id=event.id),
        badges_of=event.id,
        has_stations=event.has_print_stations,
    )
