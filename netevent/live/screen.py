"""What a live page is made of. Declared once, in the `screens.py` of a feature; listed in `netevent.screens`.

From a declaration come the page's context (`Screen.context`), what a socket gets when it connects and the
pushes (`live.publisher`), the poll while the socket is down and the answer to a button (`live.answers`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, TypeVar

from netevent.changes import Change, Key
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.web import pages
from netevent.identity.accounts import Viewer

Member = TypeVar("Member")
OWN: tuple[Key, ...] = ("attendee_id", "organizer_id")
# Seconds between two pushes where a region does not say otherwise.
OFTEN = 0.1
Guard = Callable[[Viewer, int], Awaitable[None]]
# Asked with the key, where the request's or the socket's session is at hand: `core.web.browsers`.
VisitorGuard = Callable[[int], Awaitable[None]]
# A dataclass whose fields the template is given, or None where there is nothing to show.
Read = Callable[[Transaction, int], object | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """A fragment with what it shows now. `target` is the id of its element."""

    target: str
    template: str
    value: object
    given: Mapping[str, object] = field(default_factory=dict)

    def render(self, language: str, context: Mapping[str, object]) -> str:
        """`context` is what the screen adds to what the region itself shows."""
        standard = {"oob": True, "before": None}
        given: dict[str, Any] = {**standard, **self.given, **_fields_of(self.value), **context}
        return pages.render(self.template, language, **given)


@dataclass(frozen=True, slots=True)
class LiveRegion:
    """An element of a page that is pushed by itself when one of the changes `on` happens.

    `target` is the element's id; ``{key}`` in it is the screen's key. Regions that share `read` and `on` are
    read together. It is pushed at most once `every` so many seconds; with `refresh` also every ten seconds,
    which moves its time and heals a lost push. A read whose result has a moment `until` is read again then.
    `given` tells its template what is always the same.
    """

    target: str
    template: str
    read: Read
    on: tuple[type[Change], ...] = ()
    every: float = OFTEN
    refresh: bool = False
    given: Mapping[str, object] = field(default_factory=dict)

    def filled(self, key: int, value: object) -> Shown:
        return Shown(self.target.format(key=key), self.template, value, self.given)


@dataclass(frozen=True, slots=True)
class LiveItem:
    """One of many elements of a kind, such as a row of a list: pushed alone, when its subject changes.

    ``{key}`` in `target` is the subject's; `subject` finds it in a change, for a page with the given key.
    Pushed at most once `every` so many seconds. Items that share all this and `read` are read together.
    """

    target: str
    template: str
    read: Callable[[Transaction, int, int], object | None]
    on: tuple[type[Change], ...]
    subject: Callable[[Any, int], int]
    every: float = OFTEN

    def filled(self, subject: int, value: object) -> Shown:
        return Shown(self.target.format(key=subject), self.template, value)

    def shown(self, tx: Transaction, key: int, subject: int) -> list[Shown]:
        """The item as that page shows it; nothing where it is not there for it."""
        value = self.read(tx, key, subject)
        return [] if value is None else [self.filled(subject, value)]


@dataclass(frozen=True, slots=True)
class Spread:
    """A change that other pages show too: `keys` finds theirs, at most once `every` so many seconds."""

    on: type[Change]
    source: Callable[[Any], int]
    keys: Callable[[Transaction, int], Iterable[int]]
    every: float = 1.0


@dataclass(frozen=True, slots=True)
class Devices:
    """Of a screen for guests: whose page it is, where that is a device which can be removed.

    `own` is the one that this browser or program is, in its request: a socket keeps it. `admits` says whether
    it is one of those of the page with that key, and is asked again upon `on`: see `live.admission`.
    """

    own: Callable[[], str]
    admits: Callable[[Transaction, int, str], bool]
    on: type[Change]


@dataclass(frozen=True, slots=True)
class Screen:
    """One kind of live page. `guard` is the page's own, asked again by its socket and its poll.

    `key` says what the pages differ by. A screen `within` another kind shows that one's regions too. `page`
    is what the page shows besides, read with the regions. `versions` tells, of many keys at once, what moves
    with all that their pages show, those of screens within this one too: who comes back with the same is sent
    nothing. Pages `beside` a screen hear the items of that one, which is their event's: rendered once for all
    of them. `attend` is entered while a page is connected, with the query of its socket. Pages of `patient`
    screens are many: they wait for each other, never the door.

    A screen has `visitors` in place of a guard where guests may come: it raises unless this browser may see
    the page, whoever is logged in. Such a page is patient, and is all that its socket hears of. With
    `devices` it closes when its device is removed.
    """

    kind: str
    guard: Guard | None = None
    regions: tuple[LiveRegion, ...] = ()
    items: tuple[LiveItem, ...] = ()
    spreads: tuple[Spread, ...] = ()
    key: Key = "event_id"
    within: str = ""
    beside: str = ""
    page: Read | None = None
    versions: Callable[[Transaction, Collection[int]], Mapping[int, str]] | None = None
    attend: Callable[[Viewer, int, Mapping[str, str]], AbstractAsyncContextManager[None]] | None = None
    patient: bool = False
    visitors: VisitorGuard | None = None
    devices: Devices | None = None

    def __post_init__(self) -> None:
        assert (self.guard is None) is not (self.visitors is None), "one of the two says who may come"
        of_viewers = (self.is_own, self.within, self.beside, self.attend, self.versions)
        assert self.visitors is None or (self.patient and not any(of_viewers))
        assert self.devices is None or (self.visitors is not None and self.key == "event_id")

    @property
    def is_own(self) -> bool:
        """Whether its pages are their reader's: the address has no key."""
        return self.key in OWN

    def groups(self) -> list[tuple[LiveRegion, ...]]:
        """The regions that are read together."""
        return _grouped(self.regions, lambda region: (region.read, region.on))

    def item_groups(self) -> list[tuple[LiveItem, ...]]:
        """The items that are read together."""
        return _grouped(self.items, lambda item: (item.read, item.on, item.subject, item.every))

    def context(self, tx: Transaction, key: int) -> dict[str, object]:
        """What the page's template is given, so that it can include the fragments of all regions.

        Raises:
            NotFound: what the page is about is not there.
        """
        found: dict[str, object] = {self.key: key, "whole": True, "oob": False, "before": None}
        if self.page is not None:
            found |= _fields_of(existing(self.page(tx, key)))
        for shown in self.shown(tx, key):
            found |= _fields_of(shown.value)
        return found

    def shown(self, tx: Transaction, key: int) -> list[Shown]:
        """The regions as they are now; those without anything to show are left out."""
        return [
            region.filled(key, value)
            for group in self.groups()
            if (value := group[0].read(tx, key)) is not None
            for region in group
        ]


def _grouped(members: Iterable[Member], by: Callable[[Member], object]) -> list[tuple[Member, ...]]:
    found: dict[object, list[Member]] = {}
    for member in members:
        found.setdefault(by(member), []).append(member)
    return [tuple(group) for group in found.values()]


def _fields_of(value: object) -> dict[str, object]:
    """The fields of a dataclass by their names, as a template takes them."""
    assert is_dataclass(value)
    return {one.name: getattr(value, one.name) for one in fields(value)}
