"""Why a kiosk, or somebody at one, is refused something. Raised by the services of `badges.kiosks`."""

from __future__ import annotations

from netevent.core.errors import Conflict, Refusal, TooMany
from netevent.core.i18n import N_


class KioskClosed(Refusal):
    """It was removed or left, has a new link, its event was put away, or this browser never was one."""

    status = 403
    code = "kiosk_closed"
    message = N_("This kiosk is closed. Please go to the desk.")


class LinkUsed(Refusal):
    """It was opened on a device, was replaced, or there never was such a link."""

    status = 410
    code = "kiosk_link_used"
    message = N_("This link of a kiosk no longer works. Ask the organizer for a new one.")


class TooManyKiosks(Conflict):
    code = "too_many_kiosks"
    message = N_("An event can have at most %(most)s kiosks.")


class NotRecognized(Refusal):
    """One answer, whatever was wrong: nobody learns at a kiosk who is registered."""

    status = 422
    code = "not_recognized"
    message = N_("We could not find your registration. Try again, or go to the desk.")


class TooManyTries(TooMany):
    message = N_("There were too many tries at this kiosk. Please go to the desk.")


class PinWrong(Refusal):
    status = 422
    code = "pin_wrong"
    field = "pin"
    message = N_("This PIN is not right.")


class TooManyPins(TooMany):
    message = N_(
        "There were too many wrong PINs. Try again later, or remove the kiosk on the organizer’s page."
    )
