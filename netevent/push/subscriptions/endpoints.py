"""Which addresses we send push to: a stranger's browser names one, and this server posts there.

So it is one of a known push service, or of a host that the settings name; written plainly, so that what is
checked here is what is asked later. Called by `service` and `sending`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from netevent.core.errors import Malformed
from netevent.core.i18n import N_
from netevent.settings import LOCAL

# Of Chrome and all that are made of it, and of its test channel; below, of Firefox, Safari, Edge on Windows.
HOSTS = frozenset({"fcm.googleapis.com", "jmt17.google.com"})
DOMAINS = ("push.services.mozilla.com", "push.apple.com", "notify.windows.com")
LONGEST = 2000
# Of the name of a host: what is longer cannot even be asked for. One part of it has 63 signs.
LONGEST_HOST = 253
_PART = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# Lower case, no user, no other port, no brackets; a path of printable signs without a backslash.
ADDRESS = re.compile(
    rf"(?P<scheme>https?)://(?P<host>{_PART}(?:\.{_PART})*)(?P<port>:[0-9]{{1,5}})?/[!-\[\]-~]*", re.ASCII
)
APPLE = re.compile(r"https://[a-z0-9.-]+\.push\.apple\.com(?::443)?/", re.ASCII)


class UnknownPushService(Malformed):
    code = "unknown_push_service"
    message = N_("This server cannot send notifications to this browser: it does not know its push service.")


@dataclass(frozen=True, slots=True)
class PushServices:
    """`further` are hosts of the settings, with their port where it is another one than HTTPS has."""

    further: frozenset[str] = frozenset()

    def require(self, endpoint: str) -> str:
        """The address itself, where we send to it.

        Raises:
            UnknownPushService
        """
        if not self.knows(endpoint):
            raise UnknownPushService
        return endpoint

    def knows(self, endpoint: str) -> bool:
        found = ADDRESS.fullmatch(endpoint) if len(endpoint) <= LONGEST else None
        if found is None or len(found["host"]) > LONGEST_HOST:
            return False
        host, port = found["host"], (found["port"] or "").removeprefix(":")
        if f"{host}:{port}".removesuffix(":") in self.further:
            return found["scheme"] == "https" or host in LOCAL
        return found["scheme"] == "https" and port in ("", "443") and _is_known(host)


def push_services(listed: str) -> PushServices:
    """Those of the setting: hosts with commas between them."""
    names = (one.strip().lower() for one in listed.split(","))
    return PushServices(frozenset(one for one in names if one))


def wants_each_shown(endpoint: str) -> bool:
    """Apple's service ends subscriptions whose pushes show nothing."""
    return APPLE.match(endpoint) is not None


def _is_known(host: str) -> bool:
    """None of them has letters beyond ASCII, and a wrong `xn--` is an error where it is asked for."""
    if "xn--" in host:
        return False
    return host in HOSTS or host.endswith(tuple(f".{domain}" for domain in DOMAINS))
