"""What every printer can do."""

from __future__ import annotations

from typing import Protocol

from netevent.printing_agent.told import Label
from netevent.printing_agent.trouble import Trouble


class NotPrinted(Exception):
    """The badge has not left, and why: that stands at the desks."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(str(trouble))
        self.trouble = trouble


class Printer(Protocol):
    async def print(self, pdf: bytes, label: Label, number: int) -> None:
        """One page; `number` is the job's.

        Raises:
            NotPrinted: it has not left.
        """

    async def trouble(self) -> Trouble:
        """What keeps it from printing, as far as it can be asked."""
