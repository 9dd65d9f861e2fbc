"""The code of a badge and the link that its QR code carries: into the link, and back out of what was read.

Called by routes, and by who shows badges. The same rules stand in static/js/camera/codes.js.
"""

from __future__ import annotations

import re

from netevent.core.credentials import ALPHABET, CODE_LENGTH
from netevent.core.keyboards import as_on_a_us_keyboard

# Of any host: an old domain on the badges must not close the door.
LINK = re.compile(r"(?:^|/)C/([^/?#\s]+)/?(?:[?#]\S*)?$")
CODE = re.compile(f"[{ALPHABET}]{{{CODE_LENGTH}}}")
# What a scanner may put before a code to say what kind it is: ]Q1 for a QR code.
KIND = re.compile(r"^\][A-Z][0-9A-Z]")
# Nobody's name has one of these, or so many dots and hyphens in a word.
NO_NAME = re.compile(r"[^\w\s.'’-]|[\d_]|(?:[.-]\S*){4}")
LONGEST_LINK = 500


def badge_link(base_url: str, code: str) -> str:
    """What the QR code of a badge says; in capitals it is smaller and reads from further away."""
    return f"{base_url.rstrip('/')}/C/{code}".upper()


def code_in(text: str, base_url: str = "") -> str:
    """The code in what was read or typed: itself, in groups (ABCDE-23456), or in a link; empty for no code.

    Where `base_url` is given, a link must be this site's own.
    """
    capitals = KIND.sub("", text.strip().upper())
    link = None if base_url else LINK.search(capitals)
    code = link[1] if link else capitals.removeprefix(badge_link(base_url, "")).rstrip("/")
    code = re.sub(r"[\s-]", "", code)
    return code if CODE.fullmatch(code) else ""


def codes_of_other_keyboards(text: str) -> list[str]:
    """The codes that were meant, if the scanner types for another keyboard than the computer's.

    Several keyboards may have written the same, so it takes the attendees to tell whose code it is. A wrong
    reading is nobody's: there are 32 to the power of 10 codes, and it is as good as drawn from them.
    """
    readings = as_on_a_us_keyboard(text.strip()[:LONGEST_LINK])
    codes = dict.fromkeys(code_in(reading) for reading in readings)
    return [code for code in codes if code and code != code_in(text)]


def is_of_another_keyboard(text: str) -> bool:
    """Whether it can only be a badge, typed for another keyboard: it is no code as it stands, and no name."""
    return bool(not code_in(text) and NO_NAME.search(text) and codes_of_other_keyboards(text))
