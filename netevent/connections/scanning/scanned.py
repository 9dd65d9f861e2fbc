"""A badge that an attendee scanned: what is read from it and what it led to. Used by service and routes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from netevent.core.credentials import ALPHABET, CODE_LENGTH
from netevent.core.errors import Malformed, NotFound
from netevent.core.i18n import N_
from netevent.profiles.cards.card import Card

CODE = re.compile(f"[{ALPHABET}]{{{CODE_LENGTH}}}")


class UnknownBadge(NotFound):
    """No such code, another event's, of somebody who does not come, or across a block: one and the same."""

    code = "unknown_badge"
    message = N_("There is no badge with this code at your event. Check the code, or scan the badge again.")


class OwnBadge(Malformed):
    code = "own_badge"
    message = N_("This is your own badge. Scan the badge of the person whom you meet.")


@dataclass(frozen=True, slots=True)
class Scanned:
    """Whose badge it was, and whether this very scan connected the two."""

    card: Card
    code: str
    is_new_connection: bool = False


def code_in(text: str, base_url: str) -> str:
    """The code in what was read or typed: itself, in groups (ABCDE-23456), or in this site's own link.

    Empty for anything else: foreign links lead nowhere. The same rule stands in static/js/camera/codes.js.
    """
    capitals, own = text.strip().upper(), f"{base_url.rstrip('/')}/C/".upper()
    code = capitals.removeprefix(own).rstrip("/") if capitals.startswith(own) else capitals
    code = re.sub(r"[\s-]", "", code)
    return code if CODE.fullmatch(code) else ""
