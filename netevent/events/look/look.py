"""The look of an event as pages are given it. `events/_look.html` shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """`colour` as `#rrggbb`, `logo` the random name of its picture; '' where the event has none."""

    code: str = ""
    colour: str = ""
    logo: str = ""

    @property
    def version(self) -> str:
        """Stands in the address of the style: another colour is another address."""
        return self.colour.removeprefix("#")


PLAIN = Look()
