"""The code of an event as people type it into an address."""

from __future__ import annotations

LENGTH = 10
# How many addresses of events that there are not a network may ask for.
UNKNOWN_CODES = "30/minute"


def code_in(typed: str) -> str:
    """As it is compared; '' for what no event can have."""
    key = typed.strip().upper()
    return key if key.isascii() and key.isalnum() and len(key) <= LENGTH else ""
