"""The rules of an event's look, inside one transaction. Called by `look.routes`, and by who copies events."""

from __future__ import annotations

import secrets

from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Malformed
from netevent.core.i18n import N_
from netevent.events.look import queries
from netevent.events.look.colours import hex_of

NAME_BYTES = 16


class NoColour(Malformed):
    code = "no_colour"
    field = "colour"
    message = N_("A colour is written as # and six digits or letters from a to f, such as #0a7d5a.")


def save(
    tx: Transaction, event_id: int, colour: str, logo: bytes | None = None, takes_logo_away: bool = False
) -> None:
    """Take the colour ('' for the product's own) and the logo, which has been made anew; None leaves it.

    Raises:
        NoColour: it is none.
    """
    if colour and not hex_of(colour):
        raise NoColour
    lock_event(tx, event_id)
    queries.update_colour(tx, event_id, hex_of(colour))
    if logo is not None:
        queries.update_logo(tx, event_id, _new_name(), logo)
    elif takes_logo_away:
        queries.update_logo(tx, event_id, "", None)


def copy(tx: Transaction, from_id: int, to_id: int) -> None:
    queries.copy_look(tx, from_id, to_id, _new_name())


def _new_name() -> str:
    return secrets.token_hex(NAME_BYTES)
