"""How often a kiosk may be wrong. Counted for each kiosk: whoever tries there is at the same device.

What is right costs nothing, so that a long line is never slowed down.
"""

from __future__ import annotations

from collections.abc import Sequence

from netevent.badges.kiosks.kiosk import Kiosk
from netevent.badges.kiosks.refusals import TooManyPins, TooManyTries
from netevent.core.errors import TooMany
from netevent.core.site import site

WRONG_NAMES = ("15/10 minutes", "200/day")
WRONG_CODES = ("30/minute",)
WRONG_PINS = ("5/15 minutes", "20/day")


async def require_unspent(kiosk: Kiosk, rates: Sequence[str], what: str) -> None:
    """Call it before anything is looked up.

    Raises:
        TooManyTries: too much was wrong here.
    """
    try:
        for rate in rates:
            await site().limits.require(rate, what, str(kiosk.id))
    except TooMany:
        raise TooManyTries from None


async def spend_one(kiosk: Kiosk, rates: Sequence[str], what: str) -> None:
    """Count one that was wrong. Raises as above."""
    try:
        for rate in rates:
            await site().limits.spend(rate, what, str(kiosk.id))
    except TooMany:
        raise TooManyTries from None


async def begin_pin(kiosk: Kiosk) -> None:
    """Counted before it is compared: many at once are no more tries than one after the other.

    Raises:
        TooManyPins: too many were wrong.
    """
    try:
        for rate in WRONG_PINS:
            await site().limits.spend(rate, "kiosk-pin", str(kiosk.id))
    except TooMany:
        raise TooManyPins from None


async def pin_was_right(kiosk: Kiosk) -> None:
    for rate in WRONG_PINS:
        await site().limits.forget(rate, "kiosk-pin", str(kiosk.id))
