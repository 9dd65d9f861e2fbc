"""Where a request or a socket comes from, and what each network may try. Called by routes.

An IPv4 address is a network of its own: a household, or a whole venue. Of IPv6 everybody has a /64, often a
/56, and who has a company has a /48: each is counted, the wider ones with larger budgets, so that nobody has
2^64 budgets.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from quart import has_request_context, request, websocket

from netevent.core.errors import TooMany
from netevent.core.site import site
from netevent.core.web.lines import Lines

# Of IPv6: how wide, and how many times the budget.
WIDTHS = ((64, 1), (56, 4), (48, 16))


def client_network() -> str:
    """The narrowest network of the client."""
    return client_networks()[0][0]


def client_networks() -> list[tuple[str, int]]:
    """Each network of the client with the factor of its budget, the narrowest first."""
    told = _address()
    try:
        address = ip_address(told)
    except ValueError:
        return [(told[:64], 1)]
    # On a socket for both, an IPv4 client has such an address; they must not all be one network.
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if isinstance(address, IPv4Address):
        return [(str(address), 1)]
    return [(str(ip_network((address, width), strict=False)), factor) for width, factor in WIDTHS]


async def spend(rate: str, purpose: str) -> None:
    """Count one try of the client's networks at a `rate` such as ``60/15 minutes``.

    Raises:
        TooMany: one of them has none left.
    """
    for network, factor in client_networks():
        await site().limits.spend(_times(rate, factor), purpose, network)


async def spend_or_wait(rate: str, purpose: str, pause: float, longest: int) -> None:
    """As `spend`, but who is over the rate waits in the line of the network instead of being refused.

    Raises:
        TooMany: the line is full.
    """
    try:
        await spend(rate, purpose)
    except TooMany:
        await site().part(Lines).wait(pause, longest, purpose, client_network())


async def has_budget(rate: str, purpose: str) -> bool:
    """Whether `spend` would count one; nothing is counted."""
    try:
        for network, factor in client_networks():
            await site().limits.require(_times(rate, factor), purpose, network)
    except TooMany:
        return False
    return True


def _times(rate: str, factor: int) -> str:
    most, _, per = rate.partition("/")
    return f"{int(most) * factor}/{per}"


def _address() -> str:
    """The client's address as the outermost trusted proxy saw it.

    The entries further left in X-Forwarded-For are the client's own words.
    """
    trusted = site().settings.trusted_proxies
    # Some proxies add a line of their own below the client's instead of an entry at its end.
    asked = request if has_request_context() else websocket
    told = ",".join(asked.headers.getlist("X-Forwarded-For"))
    hops = [hop.strip() for hop in told.split(",") if hop.strip()]
    return hops[-trusted] if trusted and len(hops) >= trusted else asked.remote_addr or ""
