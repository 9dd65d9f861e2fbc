"""A part of a page that is pushed by itself. Made by the `regions.py` of the features.

Their `broadcasts.py` push it, and the page that asks while its socket is down gets the same one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from netevent.core.web import pages


@dataclass(frozen=True, slots=True)
class Region:
    """`target` is the id of its element, `context` what its template is given besides `oob`."""

    target: str
    template: str
    context: Mapping[str, object]

    def render(self, language: str) -> str:
        return pages.render(self.template, language, oob=True, **self.context)
