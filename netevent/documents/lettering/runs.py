"""A line cut into runs of one direction, one typeface and one script, in the order of the eye from the left.

Called by `shaping`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from bidi import algorithm
from fontTools import unicodedata as scripts

from netevent.documents.lettering.machine import ideographs
from netevent.documents.lettering.typefaces import Typeface, Weight, home, ours

FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Signs of all scripts, and those that go with the letter before them.
COMMON = {"Zyyy", "Zinh", "Zzzz"}


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    face: Typeface
    script: str
    is_from_right: bool


def runs(line: str, weight: Weight, of: str) -> list[Run]:
    """`line` has been made printable; `of` says whose shapes its ideographs have."""
    ordered: list[Run] = []
    for level, part in _visual(_levels(line)):
        text = line[part.start : part.stop]
        cut = list(_cut(text, weight, of, is_from_right=bool(level % 2)))
        ordered += reversed(cut) if level % 2 else cut
    return ordered


def _cut(text: str, weight: Weight, of: str, *, is_from_right: bool) -> Iterator[Run]:
    """In the order of reading."""
    homes = _homes(text, weight, of)
    numbered = zip(text, homes, strict=True)
    for (face, script), letters in groupby(numbered, key=lambda one: one[1]):
        yield Run("".join(letter for letter, _ in letters), face, script, is_from_right)


def _homes(text: str, weight: Weight, of: str) -> list[tuple[Typeface, str]]:
    """For each letter; signs of all scripts stay with what is before them, if its typeface has them."""
    faces = ours(weight)
    found: list[tuple[Typeface, str]] = []
    for letter in text:
        script = script_of(letter)
        if script in COMMON and found and ord(letter) in found[-1][0].letters:
            found.append(found[-1])
            continue
        face = home(letter, faces) or ideographs.typeface(letter, of, weight) or faces[0]
        if script in COMMON and found and found[-1][0] is face:
            script = found[-1][1]
        found.append((face, script))
    return found


@lru_cache(maxsize=20_000)
def script_of(letter: str) -> str:
    return str(scripts.script(letter))


def _levels(line: str) -> list[int]:
    """How deep each letter is in text of the other direction: even is from the left, odd from the right."""
    if not FROM_RIGHT.search(line):
        return [0] * len(line)
    base = algorithm.get_base_level(line)
    known = algorithm.get_empty_storage() | {"base_level": base, "base_dir": "LR"[base]}
    algorithm.get_embedding_levels(line, known)
    algorithm.explicit_embed_and_overrides(known)
    algorithm.resolve_weak_types(known)
    algorithm.resolve_neutral_types(known, False)
    algorithm.resolve_implicit_levels(known, False)
    levels = [one["level"] for one in known["chars"]]
    # It leaves out what steers directions; none of it is in a printable line, but who knows what is new.
    return levels if len(levels) == len(line) else [base] * len(line)


def _visual(levels: list[int]) -> list[tuple[int, slice]]:
    """The stretches of one level from left to right: rule L2 of Unicode's bidirectional algorithm."""
    stretches = []
    start = 0
    for level, same in groupby(levels):
        end = start + len(list(same))
        stretches.append((level, slice(start, end)))
        start = end
    for depth in range(max(levels, default=0), 0, -1):
        stretches = list(_turned(stretches, depth))
    return stretches


def _turned(stretches: list[tuple[int, slice]], depth: int) -> Iterator[tuple[int, slice]]:
    for is_deep, same in groupby(stretches, key=lambda one: one[0] >= depth):
        found = list(same)
        yield from reversed(found) if is_deep else found
