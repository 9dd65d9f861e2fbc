"""What a job sends: read when it is due, so that nobody is told what is seen, over or unwanted by then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from netevent.core.database import Transaction
from netevent.core.i18n import gettext, speaking
from netevent.core.web.paths import path
from netevent.notifications.inbox import Inbox
from netevent.notifications.kinds import NotificationKind, PushPart, PushText
from netevent.notifications.queries import select_to_push
from netevent.push.choices.queries import NAMES, select_refused
from netevent.push.sending.due import Action, Due, tag_of
from netevent.push.sending.message import A_DAY, TEN_MINUTES, Message, closed, shown, topic_of
from netevent.push.subscriptions.endpoints import wants_each_shown
from netevent.push.subscriptions.queries import Device, Reader, select_devices, select_readers

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ToSend:
    """`told_at`: when each attendee was told what is shown now."""

    messages: tuple[Message, ...] = ()
    told_at: Mapping[int, datetime] | None = None


def read_due(tx: Transaction, inbox: Inbox, secret: str, due: Due, now: datetime) -> ToSend:
    devices = [
        one
        for one in select_devices(tx, due.attendee_ids, now)
        if not due.only or one.to.endpoint_hash in due.only
    ]
    if not devices:
        return ToSend()
    if due.action is Action.close:
        return ToSend(tuple(_closing(devices, secret, due, now)))
    if due.action is Action.test:
        return ToSend(tuple(_tests(tx, devices, now)))
    kind = inbox.kind(due.kind)
    return _shown(tx, kind, kind.push, devices, secret, due, now) if kind.push else ToSend()


def _shown(
    tx: Transaction,
    kind: NotificationKind,
    part: PushPart,
    devices: Sequence[Device],
    secret: str,
    due: Due,
    now: datetime,
) -> ToSend:
    reached = sorted({one.attendee_id for one in devices})
    refused = select_refused(tx, reached)
    wanted = [one for one in reached if kind.name not in refused.get(one, NOTHING)]
    told_at = select_to_push(tx, kind.name, due.subject_id, wanted, due.since or now, bool(due.only))
    readers = select_readers(tx, told_at)
    messages: list[Message] = []
    for attendee_id, content in kind.contents(tx, list(told_at), due.subject_id, now).items():
        until = part.until(content) or now + A_DAY
        if until <= now:
            continue
        names = NAMES not in refused.get(attendee_id, NOTHING)
        payload = _told(part, content, names, readers[attendee_id], tag_of(kind.name, due.subject_id))
        own = [one for one in devices if one.attendee_id == attendee_id]
        messages += _to_each(own, payload, until, part.is_urgent, secret, tag_of(kind.name, due.subject_id))
    return ToSend(tuple(messages), told_at)


def _told(part: PushPart, content: object, names: bool, reader: Reader, tag: str) -> bytes:
    with speaking(reader.language):
        return shown(part.tell(content, names), tag, part.path(content))


def _to_each(
    devices: Sequence[Device], payload: bytes, until: datetime, is_urgent: bool, secret: str, tag: str
) -> list[Message]:
    return [Message(one, payload, until, is_urgent, topic_of(secret, one, tag)) for one in devices]


def _closing(devices: Sequence[Device], secret: str, due: Due, now: datetime) -> Iterator[Message]:
    """Under the topic of what it closes: a phone that is off never hears of either."""
    for device in devices:
        if not wants_each_shown(device.to.endpoint):
            topic = topic_of(secret, device, due.tags[0]) if len(due.tags) == 1 else ""
            yield Message(device, closed(due.tags), now + A_DAY, topic=topic)


def _tests(tx: Transaction, devices: Sequence[Device], now: datetime) -> Iterator[Message]:
    readers = select_readers(tx, {one.attendee_id for one in devices})
    for device in devices:
        with speaking(readers[device.attendee_id].language):
            text = PushText(gettext("Notifications work on this device"))
            payload = shown(text, "test", path("push_choices.edit"))
        yield Message(device, payload, now + TEN_MINUTES, is_urgent=True)
