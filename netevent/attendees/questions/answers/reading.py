"""What the pages of one attendee's answers show. Called by the routes here."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.attendees.questions.answers.queries import Person, select_answers, select_person
from netevent.attendees.questions.question import Answer, Given, Kind, Question
from netevent.attendees.questions.service import asked
from netevent.core.database import Transaction
from netevent.core.errors import NotFound, existing


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """`questions` are those that the person is asked; `given` are all answers there are."""

    person: Person
    questions: list[Question]
    given: list[Given]

    @property
    def standing(self) -> dict[int, Answer]:
        return {one.question_id: Answer(one.value, one.wording) for one in self.given}

    @property
    def by_question(self) -> dict[int, Given]:
        return {one.question_id: one for one in self.given}

    @property
    def consents(self) -> list[Given]:
        return [one for one in self.given if one.kind is Kind.consent]

    @property
    def without_consents(self) -> list[Question]:
        """What somebody else may answer for the person."""
        return [one for one in self.questions if one.kind is not Kind.consent]


def read_answers(tx: Transaction, attendee_id: int, event_id: int | None = None) -> AnswersPage:
    """
    Raises:
        NotFound: there is no such attendee, or not of this event.
    """
    person = existing(select_person(tx, attendee_id))
    if event_id not in (None, person.event_id):
        raise NotFound
    questions = [one for one in asked(tx, person.event_id) if one.is_for(person.type_id)]
    return AnswersPage(person, questions, select_answers(tx, attendee_id))
