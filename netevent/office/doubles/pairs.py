"""Who may be there twice. Called by `doubles.reading`.

Names are compared by the keys in which the organizer's list is ordered (`attendees.search_keys`): without
case and accents, and here in whatever order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

# Of more who have the same name each is proposed with the first only.
ALL_PAIRS_OF = 4
PHONE_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody of the event, with what is compared."""

    id: int
    name: str
    email: str
    organisation: str
    name_order: str
    phone: str
    linkedin: str


@dataclass(frozen=True, slots=True)
class Pair:
    """`same` names what both have: name, phone, linkedin."""

    one: Listed
    other: Listed
    same: tuple[str, ...]


def pairs(people: Sequence[Listed], two_people: Collection[tuple[int, int]]) -> list[Pair]:
    """In the order of the names; those whom the organizer called two people are left out."""
    same: dict[tuple[int, int], list[str]] = defaultdict(list)
    for what, key in KEYS.items():
        for pair in _alike(people, key):
            same[pair].append(what)
    by_id = {one.id: one for one in people}
    found = [
        Pair(by_id[low], by_id[high], tuple(what))
        for (low, high), what in same.items()
        if (low, high) not in two_people
    ]
    return sorted(found, key=lambda pair: (pair.one.name_order, pair.one.id, pair.other.id))


def _alike(people: Sequence[Listed], key: object) -> Iterator[tuple[int, int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    assert callable(key)
    for one in people:
        if text := key(one):
            groups[text].append(one.id)
    for group in groups.values():
        ids = sorted(group)
        if len(ids) <= ALL_PAIRS_OF:
            yield from combinations(ids, 2)
        else:
            yield from ((ids[0], other) for other in ids[1:])


def name_key(one: Listed) -> str:
    """The words of the name in whatever order; marks that only order letters are left out."""
    words = _BETWEEN.sub(" ", _MARKS.sub("", one.name_order)).split()
    return " ".join(sorted(words)) if len(words) > 1 else ""


def phone_key(one: Listed) -> str:
    """The last digits: one writes the country, another one a zero."""
    digits = "".join(sign for sign in one.phone if sign.isdigit())
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else ""


def linkedin_key(one: Listed) -> str:
    try:
        return urlsplit(one.linkedin).path.strip("/").casefold()
    except ValueError:
        return ""


_MARKS = re.compile("[\ue000-\uf8ff'’`´]")
_BETWEEN = re.compile("[\\x1f\\s-]+")
KEYS = {"name": name_key, "phone": phone_key, "linkedin": linkedin_key}
