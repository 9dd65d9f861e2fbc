"""What an event's page shows before and after the day, put together from the features below. Called by
`screens` and `routes`.
"""

from __future__ import annotations

from dataclasses import dataclass

from netevent.appointments.queries import count_agreed
from netevent.breakouts.queries import select_sessions
from netevent.checkin.dashboard.queries import select_by_minute, select_counts
from netevent.connections.queries import count_connected
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.jobs.job import LastTry
from netevent.core.jobs.queries import select_last_try
from netevent.core.mail.outbox import MAIL
from netevent.events.queries import select_event, select_programme_settings
from netevent.home.event.charts import charts_of
from netevent.home.event.report import Report, arrivals_of
from netevent.home.event.steps import STEPS, Found, Step


@dataclass(frozen=True, slots=True)
class Stand:
    """A step, and how the event stands there."""

    step: Step
    found: Found


@dataclass(frozen=True, slots=True)
class Checklist:
    """`next_step` is the first that is open; None where all that is needed is done."""

    needed: tuple[Stand, ...]
    optional: tuple[Stand, ...]
    done: int
    next_step: Step | None


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside the faces: whether everybody may read the programme, how mail goes."""

    is_programme_public: bool
    last_mail: LastTry | None


def read_checklist(tx: Transaction, event_id: int) -> Checklist:
    """Raises NotFound where the event is gone."""
    event = existing(select_event(tx, event_id))
    stands = [Stand(step, step.look(tx, event)) for step in STEPS]
    needed = tuple(one for one in stands if not one.step.is_optional)
    to_do = [one.step for one in needed if not one.found.is_done]
    return Checklist(
        needed,
        tuple(one for one in stands if one.step.is_optional),
        len(needed) - len(to_do),
        next(iter(to_do), None),
    )


def read_around(tx: Transaction, event_id: int) -> Around:
    is_public = select_programme_settings(tx, event_id).is_public
    return Around(is_public, select_last_try(tx, MAIL.name))


def read_report(tx: Transaction, event_id: int) -> Report:
    """Everything that came of the event, as of now: late scans are still sent when it is over."""
    counts = select_counts(tx, event_id, clock.now())
    by_minute = select_by_minute(tx, event_id, 0)
    return Report(
        counts=counts,
        arrivals=arrivals_of(by_minute),
        charts=charts_of(by_minute, counts.zone),
        sessions=tuple(select_sessions(tx, event_id)),
        connections=count_connected(tx, event_id),
        appointments=count_agreed(tx, event_id),
    )
