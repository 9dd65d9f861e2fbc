"""Every change is heard by somebody, or listed here as silent with its reason."""

from netevent.core.site import Application
from netevent.live.bus import Bus
from netevent.live.wire import KINDS

SILENT = {
    "AttendeeMailed": "no page shows the moment of the first mail; the list asks when it is filtered",
    "AttendeeLoggedIn": "no page shows the moment of the first login; the list asks when it is filtered",
    "AttendeeNotified": "a rule follows from it alone: push; pages are told by NotificationsChanged",
    "AttendeeLeaves": "a rule follows from it alone: what waits at a printer ends, of which pages are told",
    "AttendeeTypeRemoved": "a rule follows from it alone: vouchers for this type alone end",
    "PaymentPaid": "a rule follows from it alone: the order is settled; payments are told by PaymentsChanged",
    "SeatGivenUp": "a rule follows from it alone: the toast goes; the seat is told by RsvpChanged",
    "SeatLost": "a rule follows from it alone: the toast; the seat is told by RsvpChanged",
    "SeatMovedUp": "a rule follows from it alone: the toast; the seat is told by RsvpChanged",
}


def test_every_change_has_a_listener(app: Application):
    heard = {kind.__name__ for kind in app.site.part(Bus).heard()}
    assert set(KINDS) - heard == set(SILENT)
