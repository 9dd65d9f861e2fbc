"""The rules of an event's questions. Called by `questions.routes`, inside one transaction.

Whoever changes the list has the event's lock. Who changes or deletes a question has its lock too, which those
who answer share: so nobody answers what becomes another question meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from netevent.attendees.questions import queries
from netevent.attendees.questions.answers.queries import count_answers, count_answers_of
from netevent.attendees.questions.question import Details, Question
from netevent.changes import AttendeesChanged
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, NotFound, existing
from netevent.core.i18n import N_
from netevent.core.text.comparing import plain_name

MOST_QUESTIONS = 30
Direction = Literal["up", "down"]


class QuestionExists(Conflict):
    code = "question_exists"
    field = "label"
    message = N_("There is already a question called %(name)s. Write it in other words.")


class TooManyQuestions(Conflict):
    code = "too_many_questions"
    message = N_("An event can have at most %(most)s questions.")


class QuestionAnswered(Conflict):
    code = "question_answered"
    field = "kind"
    message = N_(
        "People have answered this question, so its kind stays. To ask in another way, add a new question."
    )


@dataclass(frozen=True, slots=True)
class CountedQuestion:
    """A question, and how many people have answered it."""

    question: Question
    answers: int


def asked(tx: Transaction, event_id: int) -> list[Question]:
    """All questions of the event, in the organizer's order; `Question.is_for` says whom each asks."""
    return queries.select_questions(tx, event_id)


def counted(tx: Transaction, event_id: int) -> list[CountedQuestion]:
    people = count_answers(tx, event_id)
    return [CountedQuestion(one, people.get(one.id, 0)) for one in asked(tx, event_id)]


def find(tx: Transaction, event_id: int, question_id: int) -> CountedQuestion:
    """
    Raises:
        NotFound: the event has no such question.
    """
    question = existing(queries.select_question(tx, event_id, question_id))
    return CountedQuestion(question, count_answers_of(tx, question_id))


def add(tx: Transaction, event_id: int, details: Details) -> int:
    """At the end of the list.

    Raises:
        QuestionExists, TooManyQuestions: as they say.
    """
    lock_event(tx, event_id)
    if len(asked(tx, event_id)) >= MOST_QUESTIONS:
        raise TooManyQuestions(most=MOST_QUESTIONS)
    _require_unique(tx, event_id, details)
    question_id = queries.insert_question(tx, event_id, details)
    tx.publish(AttendeesChanged(event_id))
    return question_id


def edit(tx: Transaction, event_id: int, question_id: int, details: Details) -> None:
    """Answers stay as they are, also those with an option that there is no longer.

    Raises:
        NotFound: the event has no such question.
        QuestionAnswered: it would be of another kind, and there are answers.
        QuestionExists: as it says.
    """
    _lock(tx, event_id, question_id)
    standing = find(tx, event_id, question_id)
    if standing.answers and standing.question.kind is not details.kind:
        raise QuestionAnswered
    _require_unique(tx, event_id, details, question_id)
    queries.update_question(tx, event_id, question_id, details)
    tx.publish(AttendeesChanged(event_id))


def move(tx: Transaction, event_id: int, question_id: int, direction: Direction) -> None:
    """One place up or down; at the end of the list nothing happens.

    Raises:
        NotFound: the event has no such question.
    """
    lock_event(tx, event_id)
    order = [one.id for one in asked(tx, event_id)]
    if question_id not in order:
        raise NotFound
    place = order.index(question_id)
    order.insert(max(0, place + (-1 if direction == "up" else 1)), order.pop(place))
    queries.update_order(tx, event_id, order)
    tx.publish(AttendeesChanged(event_id))


def remove(tx: Transaction, event_id: int, question_id: int) -> None:
    """With its answers.

    Raises:
        NotFound: the event has no such question.
    """
    _lock(tx, event_id, question_id)
    queries.delete_question(tx, event_id, question_id)
    tx.publish(AttendeesChanged(event_id))


def copy_all(tx: Transaction, from_id: int, to_id: int, types: Mapping[int, int]) -> None:
    """To a new event that has none yet; `types` says which of its types each of the first one's is."""
    for one in asked(tx, from_id):
        theirs = frozenset(types[type_id] for type_id in one.details.types if type_id in types)
        queries.insert_question(tx, to_id, replace(one.details, types=theirs))


def _lock(tx: Transaction, event_id: int, question_id: int) -> None:
    lock_event(tx, event_id)
    if not queries.lock_question(tx, event_id, question_id):
        raise NotFound


def _require_unique(tx: Transaction, event_id: int, details: Details, but: int = 0) -> None:
    others = (one.label for one in asked(tx, event_id) if one.id != but)
    if plain_name(details.label) in map(plain_name, others):
        raise QuestionExists(name=details.label)
