"""Whose shapes ideographs have: Chinese, Japanese and Korean write many of them in ways of their own.

Of a line that has kana or hangul it is plain. Of a name in ideographs alone, what is known of its person
tells: who draws it says so by `ideographs_of`. Called by `shaping`, `runs`, `drawing` and all who draw.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Where nothing tells: those of mainland China, whom most of these names belong to.
USUAL = "sc"
# As languages are called for harfbuzz: a file of all regions chooses its shapes by them.
LANGUAGES = {"sc": "zh-Hans", "tc": "zh-Hant", "hk": "zh-HK", "jp": "ja", "kr": "ko"}
TRADITIONAL = {"hant": "tc", "tw": "tc", "hk": "hk", "mo": "hk"}
SIGNS = (
    ("jp", re.compile("[\u3041-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f]")),
    ("kr", re.compile("[\u1100-\u11ff\u3131-\u318f\ua960-\ua97f\uac00-\ud7ff]")),
    ("tc", re.compile("[\u3105-\u312f\u31a0-\u31bf]")),
)
IDEOGRAPHS = re.compile(
    "[\u1100-\u11ff\u2e80-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffee\U00020000-\U0003ffff]"
)

_around: ContextVar[str] = ContextVar("ideographs_of", default="")


def region_of(line: str) -> str:
    """A name of `LANGUAGES`; the usual one of a line without any ideograph."""
    if line.isascii() or not IDEOGRAPHS.search(line):
        return USUAL
    return told_by(line) or _around.get() or USUAL


def told_by(text: str) -> str:
    """Kana are Japanese, hangul Korean, bopomofo Taiwan's; '' where there are none."""
    return next((region for region, signs in SIGNS if signs.search(text)), "")


def of_language(code: str) -> str:
    """'' for all but Chinese, Japanese and Korean."""
    language, *more = re.split("[-_]", code.lower())
    if language == "zh":
        return next((TRADITIONAL[part] for part in reversed(more) if part in TRADITIONAL), "sc")
    return {"ja": "jp", "ko": "kr"}.get(language, "")


@contextmanager
def ideographs_of(own: Iterable[str], language: str, around: Iterable[str] = ()) -> Iterator[None]:
    """Inside, a line that tells nothing is written as what else its person wrote, else as the `language`
    that they read, else as the texts `around`, such as the event's name.
    """
    found = told_by(" ".join(own)) or of_language(language) or told_by(" ".join(around))
    before = _around.set(found)
    try:
        yield
    finally:
        _around.reset(before)
