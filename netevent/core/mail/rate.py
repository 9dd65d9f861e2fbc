"""How many mails leave in a minute, of all processes together. Asked by the worker at each mail."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from math import ceil

from netevent.core.errors import TooMany
from netevent.core.jobs import Priority
from netevent.core.site import Limits

Ask = Callable[..., Awaitable[None]]

# The minute is cut in ten, so that its mails do not leave all at once.
PARTS = 10


class Rate:
    """A fifth is kept for mail that somebody waits for. No mail counts where `per_minute` is 0."""

    def __init__(self, limits: Limits, per_minute: int) -> None:
        self._limits = limits
        self._is_limited = per_minute > 0
        share = ceil(per_minute / PARTS)
        seconds = ceil(60 * share / per_minute) if per_minute else 1
        kept = max(1, share // 5) if share > 1 else 0
        self._kept = f"{kept} per {seconds} second" if kept else ""
        self._common = f"{max(1, share - kept)} per {seconds} second"

    async def has_room(self, priority: Priority) -> bool:
        """Whether a mail may leave now."""
        return await self._asked(self._limits.require, priority)

    async def spend(self, priority: Priority) -> bool:
        """Count a mail, if it may leave now."""
        return await self._asked(self._limits.spend, priority)

    async def _asked(self, ask: Ask, priority: Priority) -> bool:
        if not self._is_limited:
            return True
        kept = [(self._kept, "kept")] if priority is Priority.awaited and self._kept else []
        for rate, part in [*kept, (self._common, "common")]:
            with suppress(TooMany):
                await ask(rate, "mail", part)
                return True
        return False
