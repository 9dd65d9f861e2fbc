"""The product's colours of attendee types as ink on paper, where white letters on them can be read."""

from __future__ import annotations

# In the order of the tints of static/css/components.css: their hues, at a lightness of 50% and as strong as
# a screen can show. White on each has a contrast of 5.6:1 at least.
INKS = (
    "#057836", "#a43a41", "#2f60b2", "#7b489e", "#7e5e01", "#057176",
    "#953d7c", "#925003", "#5b6c02", "#036e8b", "#5d53ae", "#a24019",
)  # fmt: skip


def ink_of(colour: int) -> str:
    """Of an attendee type's colour."""
    return INKS[colour % len(INKS)]
