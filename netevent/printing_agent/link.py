"""Which server the agent works for, and as which station: the link that the organizer saw, or its token."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from netevent.printing_agent.addresses import OPENS

PORTS = {"http": "ws", "https": "wss"}


class LinkWrong(Exception):
    """Its text is for people."""


@dataclass(frozen=True, slots=True)
class Link:
    """`origin` is the server's address, as in `https://tickets.example.org`."""

    origin: str
    token: str = field(repr=False)

    @property
    def sockets(self) -> str:
        """The same address for sockets."""
        scheme, rest = self.origin.split(":", 1)
        return f"{PORTS[scheme]}:{rest}"


def link_of(server: str, secret: str) -> Link:
    """`secret` is the station's link or its token; where it is the token, `server` says the address.

    Raises:
        LinkWrong: something is missing, or the token stands where everybody reads it.
    """
    if OPENS in server:
        raise LinkWrong(
            "Whoever lists the processes of this machine would read the link. Write it into a file for "
            "--token-file, or into NETEVENT_PRINT_TOKEN."
        )
    address, opens, token = secret.strip().partition(OPENS)
    if not opens:
        address, token = server, secret.strip()
    if not token:
        raise LinkWrong("The station's link or token is missing: --token-file or NETEVENT_PRINT_TOKEN.")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise LinkWrong("This is neither the link of a print station nor its token.")
    return Link(_origin(server or address), token.rstrip("/"))


def _origin(address: str) -> str:
    if not address:
        raise LinkWrong(
            "The server's address is missing, as in `netevent print-agent https://tickets.example.org`."
        )
    try:
        parts = urlsplit(address.strip())
        is_one = parts.scheme in PORTS and bool(parts.hostname) and parts.username is None
        port = parts.port
    except ValueError:
        is_one = False
    if not is_one:
        raise LinkWrong(f"{address} is not the address of a server, such as https://tickets.example.org.")
    return f"{parts.scheme}://{_host(parts)}" + (f":{port}" if port else "")


def _host(parts: SplitResult) -> str:
    name = parts.hostname or ""
    return f"[{name}]" if ":" in name else name
