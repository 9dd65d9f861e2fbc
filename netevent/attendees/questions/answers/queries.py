"""SQL of the answers to an event's questions. Only here they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, func, insert, select, true, update

from netevent.attendees.questions.question import Answer, Given, Kind
from netevent.core.database import Transaction
from netevent.core.database.tables import answers, attendees, events, questions


@dataclass(frozen=True, slots=True)
class Person:
    """Who is asked. `type_id` is 0 for who has none."""

    id: int
    event_id: int
    name: str
    type_id: int
    zone: str


def select_person(tx: Transaction, attendee_id: int) -> Person | None:
    """Who was removed is nobody any more."""
    one = attendees.c
    columns = (one.id, one.event_id, one.first_name, one.last_name, one.attendee_type_id, events.c.time_zone)
    joined = select(*columns).join_from(attendees, events, events.c.id == one.event_id)
    row = tx.execute(joined.where(one.id == attendee_id, one.attendee_code.is_not(None))).first()
    if row is None:
        return None
    name = f"{row.first_name} {row.last_name}".strip()
    return Person(row.id, row.event_id, name, row.attendee_type_id or 0, row.time_zone)


def select_answers(tx: Transaction, attendee_id: int) -> list[Given]:
    """Of one attendee, in the order of the questions."""
    return [_given(row) for row in tx.execute(_answers().where(answers.c.attendee_id == attendee_id))]


def select_door_answers(tx: Transaction, event_id: int, attendee_id: int) -> list[Given]:
    """What the desk shows of an attendee of the event."""
    mine = (answers.c.attendee_id == attendee_id, questions.c.event_id == event_id)
    rows = tx.execute(_answers().where(*mine, questions.c.at_the_door == true()))
    return [_given(row) for row in rows]


def select_listed_answers(tx: Transaction, attendee_ids: Collection[int]) -> dict[int, list[Given]]:
    """What lists show, by the attendees."""
    return _answers_by_attendee(tx, attendee_ids, questions.c.in_lists == true())


def select_badge_answers(tx: Transaction, attendee_ids: Collection[int]) -> dict[int, list[Given]]:
    """What badges show, by the attendees."""
    return _answers_by_attendee(tx, attendee_ids, questions.c.on_badges == true())


def count_answers(tx: Transaction, event_id: int) -> dict[int, int]:
    """How many have answered each question; those that nobody has are missing."""
    counted = select(answers.c.question_id, func.count().label("people"))
    joined = counted.select_from(answers.join(questions, questions.c.id == answers.c.question_id))
    rows = tx.execute(joined.where(questions.c.event_id == event_id).group_by(answers.c.question_id))
    return {row.question_id: int(row.people) for row in rows}


def count_answers_of(tx: Transaction, question_id: int) -> int:
    statement = select(func.count()).select_from(answers).where(answers.c.question_id == question_id)
    return int(tx.execute(statement).scalar_one())


def share_questions(tx: Transaction, attendee_id: int) -> dict[int, Kind]:
    """Those of the attendee's event. Until the commit none is deleted or becomes another kind."""
    event_id = select(attendees.c.event_id).where(attendees.c.id == attendee_id).scalar_subquery()
    statement = select(questions.c.id, questions.c.kind).where(questions.c.event_id == event_id)
    rows = tx.execute(statement.order_by(questions.c.id).with_for_update(read=True))
    return {row.id: Kind(row.kind) for row in rows}


def insert_answers(tx: Transaction, attendee_id: int, given: Mapping[int, Answer], now: datetime) -> None:
    rows = [
        {"attendee_id": attendee_id, "question_id": question_id, **_columns(one, now)}
        for question_id, one in given.items()
    ]
    if rows:
        tx.execute(insert(answers), rows)


def update_answer(tx: Transaction, attendee_id: int, question_id: int, given: Answer, now: datetime) -> None:
    tx.execute(update(answers).where(_is(attendee_id, question_id)).values(**_columns(given, now)))


def delete_answer(tx: Transaction, attendee_id: int, question_id: int) -> None:
    tx.execute(delete(answers).where(_is(attendee_id, question_id)))


def _answers_by_attendee(
    tx: Transaction, attendee_ids: Collection[int], shown: ColumnElement[bool]
) -> dict[int, list[Given]]:
    found = defaultdict(list)
    if attendee_ids:
        for row in tx.execute(_answers().where(answers.c.attendee_id.in_(attendee_ids), shown)):
            found[row.attendee_id].append(_given(row))
    return dict(found)


def _answers() -> Select[Any]:
    joined = answers.join(questions, questions.c.id == answers.c.question_id)
    about = (questions.c.label, questions.c.kind, questions.c.at_the_door)
    return select(answers, *about).select_from(joined).order_by(questions.c.sort_order, questions.c.id)


def _given(row: Row[Any]) -> Given:
    kind, at_the_door = Kind(row.kind), bool(row.at_the_door)
    return Given(row.question_id, row.label, kind, row.value, row.wording, row.answered_at, at_the_door)


def _columns(given: Answer, now: datetime) -> dict[str, object]:
    return {"value": given.value, "wording": given.wording, "answered_at": now}


def _is(attendee_id: int, question_id: int) -> ColumnElement[bool]:
    return and_(answers.c.attendee_id == attendee_id, answers.c.question_id == question_id)
