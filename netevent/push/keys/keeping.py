"""The keys of this server, kept in each process, and what says to a push service that we are we.

Put together by `app`; asked by `subscriptions.routes` and `sending`.
"""

from __future__ import annotations

from email.utils import parseaddr
from time import monotonic, time
from urllib.parse import urlsplit

from py_vapid import Vapid02

from netevent.core.database import Database
from netevent.push.keys.pair import KeyPair
from netevent.push.keys.service import find_or_make_keys
from netevent.settings import LOCAL, Settings

# A token names its service and a moment, at most a day from now (RFC 8292). It is used for half of its time.
VALID_SECONDS = 12 * 3600
KEPT_SECONDS = VALID_SECONDS // 2
# Browsers' makers have a handful of hosts each.
MOST_KEPT = 100


class PushKeys:
    """The server's one pair. `subject` is whom a push service may turn to."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self.subject = subject_of(settings)
        self._secret = settings.secret_key.get_secret_value()
        self._database = database
        self._pair: KeyPair | None = None
        self._tokens: dict[str, tuple[float, str]] = {}

    @property
    def kept(self) -> int:
        """How many tokens are kept."""
        return len(self._tokens)

    async def pair(self) -> KeyPair:
        if self._pair is None:
            self._pair = await self._database.transact(find_or_make_keys, self._secret)
        return self._pair

    async def authorization(self, endpoint: str) -> str:
        """The header for a push service, whose address is all that it names: nothing of who gets the push."""
        parts = urlsplit(endpoint)
        audience = f"{parts.scheme}://{parts.netloc}"
        kept = self._tokens.get(audience)
        if kept is None or kept[0] < monotonic():
            kept = (monotonic() + KEPT_SECONDS, self._signed(await self.pair(), audience))
            self._keep(audience, kept)
        return kept[1]

    def _keep(self, audience: str, kept: tuple[float, str]) -> None:
        """Without those that are over; of too many the oldest goes. A service is known by its ending, so
        somebody may name one host after the other."""
        self._tokens = {to: one for to, one in self._tokens.items() if one[0] >= monotonic()}
        self._tokens.pop(audience, None)
        if len(self._tokens) >= MOST_KEPT:
            del self._tokens[next(iter(self._tokens))]
        self._tokens[audience] = kept

    def _signed(self, pair: KeyPair, audience: str) -> str:
        claims = {"aud": audience, "sub": self.subject, "exp": int(time()) + VALID_SECONDS}
        return str(Vapid02.from_raw(pair.private_key.encode()).sign(claims)["Authorization"])


def subject_of(settings: Settings) -> str:
    """The address that mail comes from; of a server that has none of its own, its page."""
    address = parseaddr(settings.mail_from)[1]
    is_own = address.rpartition("@")[2] not in LOCAL
    return settings.base_url if settings.secure and not is_own else f"mailto:{address}"
