"""Which scripts of East Asia this machine can print, and how well. Called by the doctor."""

from __future__ import annotations

from netevent.documents.lettering.machine import ideographs
from netevent.documents.lettering.machine.faces import BOLD_FROM
from netevent.documents.lettering.typefaces import Weight

# Letters that every typeface of the script has: simplified and traditional ideographs, kana, hangul.
SAMPLES = {"Chinese": ("sc", "简體中"), "Japanese": ("jp", "あア日"), "Korean": ("kr", "한글")}


def scripts_without_letters() -> list[str]:
    """In English, for who runs the server."""
    return [script for script, (_, letters) in SAMPLES.items() if not all(map(ideographs.is_known, letters))]


def scripts_without_bold() -> list[str]:
    """Those whose bold letters are regular ones made thicker."""
    return [script for script, (region, letters) in SAMPLES.items() if _lacks_bold(region, letters)]


def _lacks_bold(region: str, letters: str) -> bool:
    found = [ideographs.source(letter, region, Weight.bold) for letter in letters]
    return any(one is not None and one.face.weight < BOLD_FROM for one in found)
