"""What waits for an attendee, as every one of the own pages shows it: the toasts, and the dots at the tabs.

Made by `app` of all kinds that there are. Its regions stand around every page of an attendee.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from netevent.changes import NotificationsChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.site import site
from netevent.live.screen import LiveRegion
from netevent.notifications import queries
from netevent.notifications.kinds import NotificationKind, Tab
from netevent.notifications.queries import Unseen

# Of one tab, the newest. One shows at a time, and the next when it is dealt with; the rest is one tap away.
TOASTS = 5
MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Notification:
    """An unseen notification, with its content as it is now."""

    kind: NotificationKind
    subject_id: int
    content: object
    created_at: datetime

    @property
    def age(self) -> int | None:
        """In milliseconds: pages that were open then show it. None for what every page shows."""
        return None if self.kind.counts_down else (clock.now() - self.created_at) // MILLISECOND


@dataclass(frozen=True, slots=True)
class Toasts:
    """The first ones of a tab, and how many more there are."""

    tab: Tab
    first: tuple[Notification, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Dot:
    tab: Tab
    count: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Dots are found by the key of their tab."""

    toasts: tuple[Toasts, ...]
    dots: dict[str, Dot]

    @property
    def until(self) -> datetime | None:
        """When to read it again: at once for a toast that counts minutes; None for all others."""
        counts_down = any(one.kind.counts_down for some in self.toasts for one in some.first)
        return clock.now() if counts_down else None


@dataclass(frozen=True, slots=True)
class Inbox:
    """The kinds of notifications there are. Their tabs have their toasts in this order."""

    kinds: tuple[NotificationKind, ...]

    @property
    def tabs(self) -> tuple[Tab, ...]:
        return tuple(dict.fromkeys(kind.tab for kind in self.kinds))

    def regions(self) -> tuple[LiveRegion, ...]:
        """What stands around every page of an attendee."""
        on = (NotificationsChanged,)
        dots = (
            LiveRegion(f"{tab.key}-dot", "layouts/_dot.html", self.read, on, given={"tab": tab.key})
            for tab in self.tabs
        )
        around = (("toasts", "notifications/_toasts.html"), ("waits", "notifications/_waits.html"))
        return (*(LiveRegion(target, template, self.read, on) for target, template in around), *dots)

    def kind(self, name: str) -> NotificationKind:
        """Raises NotFound where there is none of that name."""
        return existing(next((kind for kind in self.kinds if kind.name == name), None))

    def read(self, tx: Transaction, attendee_id: int) -> Waiting:
        unseen = queries.select_unseen(tx, attendee_id)
        standing = self.standing(tx, attendee_id, unseen, clock.now())
        return Waiting(tuple(_toasts(tab, standing) for tab in self.tabs), self.read_dots(tx, attendee_id))

    def read_dots(self, tx: Transaction, attendee_id: int) -> dict[str, Dot]:
        counts = queries.select_waiting(tx, attendee_id, self.tabs, clock.now())
        return {tab.key: Dot(tab, count) for tab, count in zip(self.tabs, counts, strict=True)}

    def standing(
        self, tx: Transaction, attendee_id: int, unseen: Sequence[Unseen], now: datetime
    ) -> list[Notification]:
        """Those whose subject still exists for this attendee, in the same order."""
        found: dict[tuple[str, int], tuple[NotificationKind, object]] = {}
        for kind in self.kinds:
            if subjects := [one.subject_id for one in unseen if one.kind == kind.name]:
                for subject_id, content in kind.read(tx, attendee_id, subjects, now).items():
                    found[kind.name, subject_id] = kind, content
        return [
            Notification(kind, one.subject_id, content, one.created_at)
            for one in unseen
            for kind, content in [found.get((one.kind, one.subject_id), (None, None))]
            if kind is not None
        ]


def inbox() -> Inbox:
    """The inbox of the running application."""
    return site().part(Inbox)


def _toasts(tab: Tab, standing: Sequence[Notification]) -> Toasts:
    """What counts down, then the newest."""
    found = [one for one in standing if one.kind.tab is tab]
    near = [one for one in found if one.kind.counts_down][:TOASTS]
    rest = [one for one in found if not one.kind.counts_down]
    shown = near + rest[max(0, len(rest) - TOASTS + len(near)) :]
    return Toasts(tab, tuple(shown), len(found) - len(shown))
