"""The digest's mail. Queued by `digest.service`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from netevent.core import clock
from netevent.core.mail import Mail
from netevent.core.web.paths import path
from netevent.digest.queries import Reader
from netevent.notifications.inbox import Notification
from netevent.notifications.kinds import NotificationKind, Told

# Of one kind. More than this nobody reads in a mail; the page has them all.
LISTED_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class Part:
    """What waits of one kind: the first ones, and how many more. The page at `path` shows all of them."""

    template: str
    path: str
    told: tuple[Told, ...]
    more: int

    @property
    def count(self) -> int:
        return len(self.told) + self.more


@dataclass(frozen=True, slots=True)
class Digest(Mail):
    template: ClassVar[str] = "digest"

    reader: Reader
    parts: tuple[Part, ...]
    count: int
    base_url: str
    off_link: str


def digest_mail(reader: Reader, standing: Sequence[Notification], base_url: str, off_link: str) -> Digest:
    kinds = dict.fromkeys(one.kind for one in standing)
    parts = [_part(kind, [one.content for one in standing if one.kind is kind]) for kind in kinds]
    return Digest(reader, tuple(parts), len(standing), base_url, off_link)


def _part(kind: NotificationKind, contents: Sequence[object]) -> Part:
    assert kind.digest is not None
    told = sorted((kind.digest.tell(one) for one in contents), key=lambda one: one.start or clock.EPOCH)
    more = max(0, len(told) - LISTED_AT_MOST)
    return Part(kind.digest.template, path(kind.tab.endpoint), tuple(told[:LISTED_AT_MOST]), more)
