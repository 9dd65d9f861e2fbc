"""SQL of an event's questions. Only here they are written; the answers are `answers.queries`'."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, exists, func, insert, select, update

from netevent.attendees.questions.question import Details, Kind, Question
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import attendee_types, question_types, questions


def select_questions(tx: Transaction, event_id: int) -> list[Question]:
    """In the organizer's order."""
    return _questions(tx, questions.c.event_id == event_id)


def select_question(tx: Transaction, event_id: int, question_id: int) -> Question | None:
    return next(iter(_questions(tx, _is(event_id, question_id))), None)


def lock_question(tx: Transaction, event_id: int, question_id: int) -> bool:
    """Until the commit nobody answers it. False: the event has no such question."""
    statement = select(questions.c.id).where(_is(event_id, question_id)).with_for_update()
    return tx.execute(statement).first() is not None


def select_has_questions(tx: Transaction, event_id: int) -> bool:
    statement = select(questions.c.id).where(questions.c.event_id == event_id).limit(1)
    return tx.execute(statement).first() is not None


def insert_question(tx: Transaction, event_id: int, details: Details) -> int:
    """At the end of the list."""
    last = select(func.coalesce(func.max(questions.c.sort_order), -1)).where(questions.c.event_id == event_id)
    order = int(tx.execute(last).scalar_one()) + 1
    values = _columns(details) | {"event_id": event_id, "sort_order": order}
    question_id = inserted_id(tx.execute(insert(questions).values(**values)))
    _insert_types(tx, event_id, question_id, details)
    return question_id


def update_question(tx: Transaction, event_id: int, question_id: int, details: Details) -> None:
    tx.execute(update(questions).where(_is(event_id, question_id)).values(**_columns(details)))
    tx.execute(delete(question_types).where(question_types.c.question_id == question_id))
    _insert_types(tx, event_id, question_id, details)


def update_order(tx: Transaction, event_id: int, question_ids: Sequence[int]) -> None:
    for order, question_id in enumerate(question_ids):
        tx.execute(update(questions).where(_is(event_id, question_id)).values(sort_order=order))


def update_types(tx: Transaction, type_id: int, heir_id: int) -> None:
    """What people of the one type are asked, those of the other are asked from now on."""
    asked = question_types.c
    theirs = set(tx.execute(select(asked.question_id).where(asked.attendee_type_id == heir_id)).scalars())
    statement = select(asked.question_id).where(asked.attendee_type_id == type_id)
    new = [one for one in tx.execute(statement).scalars() if one not in theirs]
    if new:
        rows = [{"question_id": one, "attendee_type_id": heir_id} for one in new]
        tx.execute(insert(question_types), rows)


def select_asked_alone(tx: Transaction, event_id: int, type_id: int) -> str | None:
    """What the first question asks that is for people of this type and for nobody else."""
    mine, other = question_types.alias(), question_types.alias()
    has_it = exists().where(mine.c.question_id == questions.c.id, mine.c.attendee_type_id == type_id)
    has_other = exists().where(other.c.question_id == questions.c.id, other.c.attendee_type_id != type_id)
    statement = select(questions.c.label).where(questions.c.event_id == event_id, has_it, ~has_other)
    return tx.execute(statement.order_by(questions.c.sort_order, questions.c.id).limit(1)).scalar()


def delete_question(tx: Transaction, event_id: int, question_id: int) -> None:
    """Its answers go with it."""
    tx.execute(delete(questions).where(_is(event_id, question_id)))


def _insert_types(tx: Transaction, event_id: int, question_id: int, details: Details) -> None:
    """Those that the event has."""
    theirs = select(attendee_types.c.id).where(attendee_types.c.event_id == event_id)
    known = tx.execute(theirs.where(attendee_types.c.id.in_(details.types))).scalars()
    rows = [{"question_id": question_id, "attendee_type_id": type_id} for type_id in known]
    if rows:
        tx.execute(insert(question_types), rows)


def _questions(tx: Transaction, condition: ColumnElement[bool]) -> list[Question]:
    rows = tx.execute(select(questions).where(condition).order_by(questions.c.sort_order, questions.c.id))
    found = rows.all()
    types: dict[int, set[int]] = {row.id: set() for row in found}
    if types:
        asked = select(question_types).where(question_types.c.question_id.in_(types))
        for row in tx.execute(asked):
            types[row.question_id].add(row.attendee_type_id)
    return [Question(row.id, _details(row, frozenset(types[row.id]))) for row in found]


def _details(row: Row[Any], types: frozenset[int]) -> Details:
    return Details(
        Kind(row.kind),
        row.label,
        row.text,
        tuple(json.loads(row.options or "[]")),
        is_required=bool(row.is_required),
        at_the_door=bool(row.at_the_door),
        in_lists=bool(row.in_lists),
        on_badges=bool(row.on_badges),
        types=types,
    )


def _columns(details: Details) -> dict[str, object]:
    return {
        "kind": details.kind.value,
        "label": details.label,
        "text": details.text,
        "options": json.dumps(details.options, ensure_ascii=False),
        "is_required": details.is_required,
        "at_the_door": details.at_the_door,
        "in_lists": details.in_lists,
        "on_badges": details.on_badges,
    }


def _is(event_id: int, question_id: int) -> ColumnElement[bool]:
    return and_(questions.c.id == question_id, questions.c.event_id == event_id)
