"""Addresses of LinkedIn profiles, as typed, pasted and imported. Called by profile, import and cards."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LENGTH = 255
# The host is matched letter by letter: what a browser makes of a backslash or an @ in it is not guessed.
HOST = re.compile(r"(?:[a-z0-9-]+\.)*linkedin\.com", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def linkedin_address(typed: str) -> str:
    """The whole https address; empty when it is none of LinkedIn's."""
    text = typed.strip()
    if not text or not text.isprintable() or " " in text or "\\" in text:
        return ""
    whole = text if SCHEME.match(text) else f"https://{text}"
    try:
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not HOST.fullmatch(parts.netloc) or len(parts.path) < 2:
        return ""
    host = parts.netloc.lower()
    host = "www.linkedin.com" if host == "linkedin.com" else host
    address = parts._replace(scheme="https", netloc=host).geturl()
    return address if len(address) <= LENGTH else ""
