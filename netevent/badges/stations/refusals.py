"""Why a station is refused something. Raised by the services of `badges.stations`."""

from __future__ import annotations

from netevent.core.errors import Conflict, Refusal
from netevent.core.i18n import N_


class StationGone(Refusal):
    """Its link was replaced or it was removed, or there never was such a token."""

    status = 410
    code = "print_station_gone"
    message = N_("This link of a print station no longer works. Ask the organizer for a new one.")


class UsedElsewhere(Conflict):
    """Of several pages or programs with its token one works."""

    code = "print_station_used_elsewhere"
    message = N_("This print station is open somewhere else. Only one page or program can print for it.")


class TooManyStations(Conflict):
    code = "too_many_print_stations"
    message = N_("An event can have at most %(most)s print stations.")


class TokenWrong(Refusal):
    """For programs: they have no link."""

    status = 401
    code = "print_token_wrong"
    message = N_("This is not the token of a print station. It may have been replaced by a new link.")
