"""What every printer can do."""

from __future__ import annotations

from typing import Protocol

from netevent.printing_agent.told import Label


class NotPrinted(Exception):
    """The badge has not left. The text says why, and stands at the desks."""


class Printer(Protocol):
    async def print(self, pdf: bytes, label: Label, number: int) -> None:
        """One page; `number` is the job's.

        Raises:
            NotPrinted: it has not left.
        """

    async def trouble(self) -> str:
        """What keeps it from printing, as far as it can be asked; '' where nothing does."""
