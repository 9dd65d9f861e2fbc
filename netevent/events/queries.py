"""SQL of events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Table,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import (
    attendees,
    breakout_sessions,
    desks,
    event_texts,
    events,
    login_accounts,
    login_links,
    logins,
    scans,
    staff,
)
from netevent.core.i18n.localized import LocalizedText, localized
from netevent.events.details import (
    LASTS_AT_MOST,
    Details,
    Event,
    EventCounts,
    EventText,
    NavFigures,
    ProgrammeSettings,
)
from netevent.events.gates.queries import select_gates
from netevent.events.look.look import Look


def select_event(tx: Transaction, event_id: int) -> Event | None:
    return _selected(tx, select(events).where(events.c.id == event_id))


def select_event_by_code(tx: Transaction, code: str) -> Event | None:
    return _selected(tx, select(events).where(events.c.code == code))


def select_event_with_public_programme(tx: Transaction, code: str) -> Event | None:
    """Of whose programme everybody may know."""
    is_public = events.c.has_public_programme == true()
    return _selected(tx, select(events).where(events.c.code == code, is_public))


def select_may_be_over(tx: Transaction, event_id: int) -> bool:
    """Whether the desk may add people when all seats are taken."""
    return bool(tx.execute(select(events.c.walk_ins_over_capacity).where(events.c.id == event_id)).scalar())


def select_texts(tx: Transaction, event_id: int) -> list[EventText]:
    """What is said in other languages, also in those that are switched off."""
    rows = tx.execute(
        select(event_texts).where(event_texts.c.event_id == event_id).order_by(event_texts.c.language)
    )
    return [EventText(row.language, row.name, row.description or "") for row in rows]


def select_description(tx: Transaction, event_id: int) -> LocalizedText:
    default = tx.execute(select(events.c.description).where(events.c.id == event_id)).scalar()
    told = [(one.language, one.description) for one in select_texts(tx, event_id) if one.description]
    return LocalizedText(default or "", tuple(told))


def select_zone(tx: Transaction, event_id: int) -> str:
    zone = tx.execute(select(events.c.time_zone).where(events.c.id == event_id)).scalar()
    return zone or "UTC"


def select_programme_settings(tx: Transaction, event_id: int) -> ProgrammeSettings:
    """An event that is gone lets nobody do anything."""
    statement = select(
        events.c.lets_presenters_write, events.c.no_show_minutes, events.c.has_public_programme
    )
    row = tx.execute(statement.where(events.c.id == event_id)).first()
    if row is None:
        return ProgrammeSettings(presenters_may_write=False)
    return ProgrammeSettings(
        bool(row.lets_presenters_write), row.no_show_minutes, bool(row.has_public_programme)
    )


def select_last_zone(tx: Transaction, organizer_id: int) -> str | None:
    """The time zone of the organizer's newest event."""
    statement = select(events.c.time_zone).where(events.c.organizer_id == organizer_id)
    return tx.execute(statement.order_by(events.c.id.desc()).limit(1)).scalar()


def select_event_counts(tx: Transaction, event_id: int) -> EventCounts:
    return EventCounts(
        attendees=_count(tx, attendees, event_id),
        checked_in=_count(tx, attendees, event_id, attendees.c.checked_in == true()),
        staff=_count(tx, staff, event_id),
        sessions=_count(tx, breakout_sessions, event_id),
        scans=_count(tx, scans, event_id),
    )


def select_nav_figures(tx: Transaction, event_id: int) -> NavFigures:
    """What the navigation shows; it stands on every page, so nothing more is counted."""
    return NavFigures(_count(tx, attendees, event_id), _count(tx, staff, event_id))


def select_logins_in_event(tx: Transaction, event_id: int) -> list[str]:
    """The logins that use an account of the event's staff or attendees now."""
    statement = select(logins.c.id).where(
        or_(
            *(
                (logins.c.account_kind == kind)
                & logins.c.account_id.in_(select(table.c.id).where(table.c.event_id == event_id))
                for kind, table in ACCOUNTS.items()
            )
        )
    )
    return list(tx.execute(statement).scalars())


def select_staff_ids(tx: Transaction, event_id: int) -> list[int]:
    return list(tx.execute(select(staff.c.id).where(staff.c.event_id == event_id)).scalars())


def select_session_ids(tx: Transaction, event_id: int) -> list[int]:
    statement = select(breakout_sessions.c.id).where(breakout_sessions.c.event_id == event_id)
    return list(tx.execute(statement).scalars())


def insert_event(tx: Transaction, organizer_id: int, code: str, details: Details) -> int:
    """Add the event, without its gates.

    Raises:
        sqlalchemy.exc.IntegrityError: another event has this code.
    """
    values = _columns(details) | {"max_attendees": details.max_attendees}
    return inserted_id(tx.execute(insert(events).values(organizer_id=organizer_id, code=code, **values)))


def insert_text(tx: Transaction, event_id: int, text: EventText) -> None:
    tx.execute(
        insert(event_texts).values(
            event_id=event_id, language=text.language, name=text.name, description=text.description
        )
    )


def update_event(tx: Transaction, event_id: int, details: Details) -> None:
    """All but its seats, which `seats` writes."""
    tx.execute(update(events).where(events.c.id == event_id).values(**_columns(details)))
    update_version(tx, event_id)


def update_owner(tx: Transaction, event_id: int, owner_id: int, new_owner_id: int) -> bool:
    """Whether it was that owner's until now: of two who give one event away, one does."""
    is_theirs = (events.c.id == event_id) & (events.c.organizer_id == owner_id)
    return tx.execute(update(events).where(is_theirs).values(organizer_id=new_owner_id)).rowcount == 1


def update_archived(tx: Transaction, event_id: int, when: datetime | None) -> None:
    tx.execute(update(events).where(events.c.id == event_id).values(archived_at=when))


def update_cancelled(tx: Transaction, event_id: int, when: datetime) -> bool:
    """False where it was cancelled before."""
    stands = (events.c.id == event_id, events.c.cancelled_at.is_(None))
    return tx.execute(update(events).where(*stands).values(cancelled_at=when)).rowcount == 1


def update_link_token(tx: Transaction, event_id: int, token: str, before: str) -> None:
    """In place of the one before: of two who make one at once, one does."""
    was = (events.c.id == event_id, events.c.link_token == before)
    tx.execute(update(events).where(*was).values(link_token=token))


def update_programme_settings(tx: Transaction, event_id: int, given: ProgrammeSettings) -> None:
    values = {
        "lets_presenters_write": given.presenters_may_write,
        "no_show_minutes": given.no_show_minutes,
        "has_public_programme": given.is_public,
    }
    tx.execute(update(events).where(events.c.id == event_id).values(values))


def update_name_texts(tx: Transaction, event_id: int, names: str | None) -> None:
    tx.execute(update(events).where(events.c.id == event_id).values(name_texts=names))


def update_version(tx: Transaction, event_id: int) -> None:
    """Attendees' pages show something else of the event. Who checks in waits for this row: move it last."""
    tx.execute(update(events).where(events.c.id == event_id).values(version=events.c.version + 1))


def delete_text(tx: Transaction, event_id: int, language: str) -> None:
    tx.execute(
        delete(event_texts).where(event_texts.c.event_id == event_id, event_texts.c.language == language)
    )


def delete_login_accounts_of(tx: Transaction, event_id: int) -> None:
    """No login may switch to an account of the event any more, and no link may open one."""
    for kind, table in ACCOUNTS.items():
        gone = select(table.c.id).where(table.c.event_id == event_id)
        for way in (login_accounts, login_links):
            tx.execute(delete(way).where(way.c.account_kind == kind, way.c.account_id.in_(gone)))


def attendees_of(event_id: int) -> Select[tuple[int]]:
    return select(attendees.c.id).where(attendees.c.event_id == event_id)


def delete_event(tx: Transaction, event_id: int) -> None:
    """The foreign keys delete everything that belongs to it.

    What names a gate goes first: MariaDB may empty its gate after the event is gone, and then finds no event.
    """
    for table in (scans, desks):
        tx.execute(delete(table).where(table.c.event_id == event_id))
    tx.execute(delete(events).where(events.c.id == event_id))


def is_going_on(now: datetime) -> ColumnElement[bool]:
    """An event that is not over, to be joined with (`details.ends_at`)."""
    is_endless = and_(events.c.end_time.is_(None), events.c.start_time > now - LASTS_AT_MOST)
    return or_(events.c.end_time > now, is_endless)


def _selected(tx: Transaction, statement: Select[Any]) -> Event | None:
    row = tx.execute(statement).first()
    return _event(row, tuple(gate.name for gate in select_gates(tx, row.id))) if row else None


def _event(row: Row[Any], gate_names: tuple[str, ...]) -> Event:
    return Event(
        id=row.id,
        code=row.code,
        details=Details(
            name=row.name,
            description=row.description or "",
            start=row.start_time,
            end=row.end_time,
            zone=row.time_zone,
            location=row.location or "",
            max_attendees=row.max_attendees,
            gates=gate_names,
            is_open=bool(row.is_open),
            entry_word=row.entry_word,
            map_url=row.map_url,
            opens=row.opens_at,
            closes=row.closes_at,
            by_link=bool(row.link_token),
        ),
        seats_taken=row.seats_taken,
        name=localized(row.name, row.name_texts),
        look=Look(row.code, row.colour, row.logo),
        link_token=row.link_token,
        is_archived=row.archived_at is not None,
        is_cancelled=row.cancelled_at is not None,
    )


def _columns(details: Details) -> dict[str, object]:
    return {
        "name": details.name,
        "description": details.description,
        "start_time": details.start,
        "end_time": details.end,
        "time_zone": details.zone,
        "location": details.location,
        "map_url": details.map_url,
        "opens_at": details.opens,
        "closes_at": details.closes,
        "is_open": details.is_open,
        "entry_word": details.entry_word,
    }


def _count(tx: Transaction, table: Table, event_id: int, *conditions: Any) -> int:
    statement = select(func.count()).select_from(table).where(table.c.event_id == event_id, *conditions)
    return int(tx.execute(statement).scalar_one())


ACCOUNTS = {"staff": staff, "attendee": attendees}
