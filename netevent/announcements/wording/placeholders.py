"""The placeholders of an announcement: a fixed list, the same in all languages, and no language of templates.

Text is replaced by text, once: what is filled in is not looked at again, and everything else in braces stays
as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACEHOLDERS = ("first_name", "last_name", "event", "date", "place", "link", "badge", "calendar")
# Between braces that no others stand around.
_PLACEHOLDER = re.compile(rf"(?<!\{{)\{{({'|'.join(PLACEHOLDERS)})\}}(?!\}})")
# What somebody may have meant as one: letters in braces, also doubled or full-width ones.
_LOOK_ALIKE = re.compile(r"[{\uff5b]+\s*([^\W\d][\w.\- ]{0,30}?)\s*[}\uff5d]+")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Asks for the values of those that stand in the text, and of no others."""
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)


def unknown_placeholders(text: str) -> list[str]:
    """What looks like a placeholder and stays as it is, each once, as it was typed."""
    without = _PLACEHOLDER.sub("", text)
    return list(dict.fromkeys(found[0] for found in _LOOK_ALIKE.finditer(without)))
