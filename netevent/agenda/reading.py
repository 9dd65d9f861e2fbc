"""What pages show of the agenda: all of it, and what comes next. Each says until when it is valid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.agenda.queries import select_agenda
from netevent.agenda.timeline import Day, Entry, looks_the_same_until, next_entries, timeline
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.i18n.localized import LocalizedText


@dataclass(frozen=True, slots=True)
class AgendaShown:
    days: tuple[Day, ...]
    event_name: LocalizedText
    zone: str
    until: datetime


@dataclass(frozen=True, slots=True)
class NextShown:
    entries: tuple[Entry, ...]
    zone: str
    now: datetime
    until: datetime


def read_agenda(tx: Transaction, attendee_id: int) -> AgendaShown | None:
    agenda, now = select_agenda(tx, attendee_id), clock.now()
    if agenda is None:
        return None
    return AgendaShown(
        timeline(agenda, now), agenda.event_name, agenda.zone, looks_the_same_until(agenda, now)
    )


def read_next(tx: Transaction, attendee_id: int) -> NextShown | None:
    agenda, now = select_agenda(tx, attendee_id), clock.now()
    if agenda is None:
        return None
    return NextShown(next_entries(agenda, now), agenda.zone, now, looks_the_same_until(agenda, now))
