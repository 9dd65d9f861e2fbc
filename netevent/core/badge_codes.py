"""The code of a badge and the link that its QR code carries: into the link, and back out of what was read.

Called by routes, and by who shows badges. The same rules stand in static/js/camera/codes.js.
"""

from __future__ import annotations

import re

from netevent.core.credentials import ALPHABET, CODE_LENGTH

# Of any host: an old domain on the badges must not close the door.
LINK = re.compile(r"(?:^|/)C/([^/?#\s]+)/?(?:[?#]\S*)?$")
CODE = re.compile(f"[{ALPHABET}]{{{CODE_LENGTH}}}")


def badge_link(base_url: str, code: str) -> str:
    """What the QR code of a badge says; in capitals it is smaller and reads from further away."""
    return f"{base_url.rstrip('/')}/C/{code}".upper()


def code_in(text: str, base_url: str = "") -> str:
    """The code in what was read or typed: itself, in groups (ABCDE-23456), or in a link; empty for no code.

    Where `base_url` is given, a link must be this site's own.
    """
    capitals = text.strip().upper()
    link = None if base_url else LINK.search(capitals)
    code = link[1] if link else capitals.removeprefix(badge_link(base_url, "")).rstrip("/")
    code = re.sub(r"[\s-]", "", code)
    return code if CODE.fullmatch(code) else ""
