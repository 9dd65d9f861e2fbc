"""How many sockets are open to pages that guests may see, and in which order they are sent something.

Counted by browser, by network and altogether, from before they are let in until their lines have ended. Who
finds no room polls (`static/js/live.js`). Made by `app`, asked by `live.routes`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from netevent.core.errors import Refusal
from netevent.core.i18n import N_
from netevent.core.web.turns import Turns

MOST_OF_A_BROWSER = 20
# A whole venue may have one address.
MOST_OF_A_NETWORK = 2_000
# In this process; some tens of KiB each.
MOST = 5_000


class Crowded(Refusal):
    status = 503
    code = "crowded"
    message = N_("Very many people have this page open. It brings what is new a little later.")


class Guests:
    """One of these a process. `turns`: a push to thousands must not keep the door waiting."""

    def __init__(self) -> None:
        self.turns = Turns()
        self._open: Counter[str] = Counter()

    def enter(self, browser: str, networks: list[tuple[str, int]]) -> Callable[[], None]:
        """Take a place for a socket; what is returned gives it back.

        `networks` are those of the client with the factor of their budgets (`core.web.networks`).

        Raises:
            Crowded: the browser, its network or the process has too many.
        """
        of_networks = {f"network {name}": MOST_OF_A_NETWORK * factor for name, factor in networks}
        limits = {"": MOST, f"browser {browser}": MOST_OF_A_BROWSER} | of_networks
        if any(self._open[one] >= most for one, most in limits.items()):
            raise Crowded
        self._open.update(limits.keys())
        return partial(self._leave, tuple(limits))

    def _leave(self, counted: tuple[str, ...]) -> None:
        self._open.subtract(counted)
        for one in counted:
            if self._open[one] <= 0:
                del self._open[one]
