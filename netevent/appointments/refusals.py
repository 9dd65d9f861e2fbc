"""The refusals of the rules of appointments. Raised by `service`."""

from __future__ import annotations

from datetime import datetime

from netevent.core.errors import Conflict, Malformed
from netevent.core.i18n import N_
from netevent.core.i18n.writing import short_time


class TimedConflict(Conflict):
    """A conflict about a time; its sentence gives that time in the event's time zone."""

    def __init__(self, at: datetime, zone: str, **values: object) -> None:
        super().__init__("", time=short_time(at, zone), **values)


class NotConnected(Conflict):
    code = "not_connected"
    message = N_("You can only make appointments with your connections. Send a connection request first.")


class NotAttending(Conflict):
    code = "not_attending"
    message = N_("One of you is not attending the event, so you cannot meet there.")


class NoSuchTime(Malformed):
    code = "no_such_time"
    field = "start"
    message = N_("You cannot meet at that time. Choose one of the times that are shown.")


class NoPlace(Malformed):
    code = "no_place"
    field = "place"
    message = N_("Choose a meeting point, or write down a place.")


class TooManyAsked(Conflict):
    code = "too_many_proposals"
    message = N_(
        "You already have %(most)s proposals waiting for an answer. Wait for one, or withdraw "
        "one, then propose again."
    )


class YouAreTaken(TimedConflict):
    code = "you_are_taken"
    message = N_("You have something else at %(time)s. Choose another time.")


class Overlaps(Conflict):
    """A question more than a refusal: nothing has happened yet."""

    code = "overlaps"
    message = N_("You have something else at this time. Keep both, or give the other up.")


class OtherIsTaken(TimedConflict):
    code = "other_is_taken"
    message = N_("%(name)s is no longer free at %(time)s. Choose another time.")


class PlaceTaken(TimedConflict):
    code = "place_taken"
    message = N_("%(place)s has just been taken for %(time)s. Choose another place.")


class PlaceGone(Conflict):
    code = "place_gone"
    field = "point"
    message = N_("That meeting point no longer exists. Choose another place.")


class TimeChanged(TimedConflict):
    code = "time_changed"
    message = N_("The time has changed in the meantime: it is now %(time)s.")


class AlreadyAgreed(TimedConflict):
    code = "already_agreed"
    message = N_("You have agreed to meet at %(time)s. Cancel the appointment if you cannot come.")


class OthersTransition(Conflict):
    code = "others_turn"
    message = N_("Only %(name)s can answer this proposal.")


class Over(Conflict):
    """Cancelled, declined or expired."""

    code = "appointment_over"
    message = N_("This appointment has been cancelled in the meantime.")


DECLINED = N_("This proposal was declined. You can propose another time.")
EXPIRED = N_("Nobody answered this proposal in time. You can propose another time.")
ELSEWHERE = N_("One of you accepted another appointment at that time, so this proposal is off.")
