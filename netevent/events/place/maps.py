"""Addresses of maps. Called by the form of an event, which takes one, and by what it says of its place."""

from __future__ import annotations

from urllib.parse import quote_plus, urlsplit

LONGEST = 500
SEARCH = "https://www.openstreetmap.org/search?query="


def is_map_address(typed: str) -> bool:
    """An address of the web by https, of a named host, and nothing that hides where it leads."""
    if len(typed) > LONGEST or not typed.isprintable() or any(sign in typed for sign in " \\\"'<>"):
        return False
    try:
        parts = urlsplit(typed)
        port_is_known = parts.port in (None, 443)
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme == "https" and "." in host.strip(".") and port_is_known and "@" not in parts.netloc


def map_of(location: str, address: str) -> str:
    """The organizer's own address, or a search for the location; '' where neither is known."""
    if is_map_address(address):
        return address
    return SEARCH + quote_plus(location) if location else ""
