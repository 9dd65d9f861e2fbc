"""Whether names of East Asia can be printed: their typefaces are the machine's. Called by `examine`."""

from __future__ import annotations

import asyncio

from netevent.doctor.finding import Finding, Health
from netevent.documents.lettering import look_in
from netevent.documents.lettering.machine.coverage import scripts_without_bold, scripts_without_letters
from netevent.settings import Settings

INSTALL = (
    "Install fonts-noto-cjk (Debian, Ubuntu) or google-noto-sans-cjk-fonts (Fedora), or put files into a "
    "folder and set NETEVENT_FONTS_DIR (docs/operating.md, Letters on paper); then start NetEvent again."
)


async def letters(settings: Settings) -> Finding:
    return await asyncio.to_thread(_look, settings)


def _look(settings: Settings) -> Finding:
    """Most events do without these scripts: it is never broken."""
    look_in(settings.fonts_dir)
    if lacking := scripts_without_letters():
        said = f"No typeface here has the letters of {_all(lacking)}: badges show \ufffd in their place."
        return Finding("letters", Health.doubtful, said, INSTALL)
    if thin := scripts_without_bold():
        said = f"No bold typeface here has the letters of {_all(thin)}: names have regular ones made thicker."
        return Finding("letters", Health.doubtful, said, "Add the bold file of the typeface. " + INSTALL)
    return Finding("letters", Health.good, "Chinese, Japanese and Korean can be printed as well.")


def _all(scripts: list[str]) -> str:
    *first, last = scripts
    return f"{', '.join(first)} and {last}" if first else last
