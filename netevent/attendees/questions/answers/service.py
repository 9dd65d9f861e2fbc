"""The rules of answering. Called by the routes here, and by who makes attendees of what was answered before.

A consent keeps its wording and its moment from when it was given until it is withdrawn, whatever the question
says meanwhile; so does the withdrawal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from netevent.attendees.history.service import record_changed
from netevent.attendees.questions.answers import queries
from netevent.attendees.questions.question import NO, Answer, Given, Kind
from netevent.changes import AttendeesChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees

LONGEST_RECORDED = 500


def write_answers(tx: Transaction, attendee_id: int, given: Mapping[int, Answer], now: datetime) -> None:
    """Keep what differs from what stands; '' takes an answer away. `now`: when it was answered.

    Questions of another event, and those that were deleted or became others meanwhile, are passed over. The
    caller publishes that attendees have changed.
    """
    lock_attendees(tx, attendee_id)
    asked = queries.share_questions(tx, attendee_id)
    standing = {one.question_id: one for one in queries.select_answers(tx, attendee_id)}
    new = {}
    for question_id, answer in given.items():
        kind, was = asked.get(question_id), standing.get(question_id)
        if kind is None or not kind.takes(answer.value):
            continue
        kept = _kept(kind, answer, was)
        if was is None and kept.value:
            new[question_id] = kept
        elif was and not kept.value:
            queries.delete_answer(tx, attendee_id, question_id)
        elif was and kept.value != was.value:
            queries.update_answer(tx, attendee_id, question_id, kept, now)
    queries.insert_answers(tx, attendee_id, new, now)


def save(tx: Transaction, event_id: int, attendee_id: int, given: Mapping[int, Answer]) -> None:
    """The same by the attendee, or by the organizer, with an entry in the history.

    The attendee is of the event: the caller has asked.
    """
    before = queries.select_answers(tx, attendee_id)
    write_answers(tx, attendee_id, given, clock.now())
    after = queries.select_answers(tx, attendee_id)
    if before != after:
        _record(tx, attendee_id, before, after)
        tx.publish(AttendeesChanged(event_id))


def _kept(kind: Kind, answer: Answer, standing: Given | None) -> Answer:
    """No consent is nothing to keep, until it is one that was withdrawn: that says what it withdraws."""
    if kind is not Kind.consent:
        return replace(answer, wording="")
    if answer.value == NO:
        return Answer(NO, standing.wording) if standing else Answer("")
    return answer


def _record(tx: Transaction, attendee_id: int, before: list[Given], after: list[Given]) -> None:
    old, new = _recorded(before), _recorded(after)
    every = dict.fromkeys((*old, *new), "")
    record_changed(tx, attendee_id, every | old, every | new)


def _recorded(given: list[Given]) -> dict[str, str]:
    """By the question; "yes" and "no" stand there as they are kept, and a consent with its wording."""
    found = {}
    for one in given:
        mark = "tick" if one.kind.is_yes_or_no else "answer"
        found[f"{mark}:{one.label}"] = ", ".join(one.texts)[:LONGEST_RECORDED]
        if one.kind is Kind.consent:
            found[f"wording:{one.label}"] = one.wording
    return found
