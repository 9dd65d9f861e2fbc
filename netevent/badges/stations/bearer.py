"""The station's token in a header: how a program says which station it is."""

from __future__ import annotations

from quart import has_websocket_context, request, websocket

from netevent.core.credentials import token_hash

SCHEME = "Bearer "


def bearer_hash() -> str:
    """The hash of the token that came along; '' where none did."""
    headers = websocket.headers if has_websocket_context() else request.headers
    given = headers.get("Authorization", "")
    return token_hash(given[len(SCHEME) :].strip()) if given.startswith(SCHEME) else ""
