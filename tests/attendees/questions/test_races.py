"""Two organizers, or one and those who answer, in one moment. The limit has a twin that shows it fail."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from netevent.attendees.questions import queries, service
from netevent.attendees.questions.answers.service import write_answers
from netevent.attendees.questions.question import Answer, Kind
from netevent.attendees.questions.service import QuestionAnswered, QuestionExists
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import NotFound
from tests.attendees.questions.asked_people import EVENT, SHIRT, put_question, questions, values_of
from tests.door import Door


async def at_once(door: Door, *acts: Callable[[Transaction], Any]) -> list[Any]:
    return await asyncio.gather(*(door.database.transact(act) for act in acts), return_exceptions=True)


async def test_questions_added_at_once_stay_below_the_limit(door: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(service, "MOST_QUESTIONS", 3)
    new = (replace(SHIRT, label=f"Question {number}") for number in range(8))
    await at_once(door, *(lambda tx, one=one: service.add(tx, EVENT, one) for one in new))
    assert len(await questions(door)) == 3


async def test_to_count_questions_without_the_lock_would_let_more_pass(door: Door):
    """The twin: everyone counts before anybody adds."""
    everyone_has_counted = asyncio.Barrier(8)

    async def add(number: int) -> None:
        count = len(await questions(door))
        await everyone_has_counted.wait()
        if count < 1:
            question = replace(SHIRT, label=f"Question {number}")
            await door.database.transact(queries.insert_question, EVENT, question)

    await asyncio.gather(*map(add, range(8)))
    assert len(await questions(door)) == 8


async def test_of_two_questions_alike_one_is_asked(door: Door):
    results = await at_once(door, *[lambda tx: service.add(tx, EVENT, SHIRT)] * 2)
    assert [type(one) for one in results if not isinstance(one, int)] == [QuestionExists]
    assert len(await questions(door)) == 1


async def test_a_question_removed_twice_is_removed_once(door: Door):
    shirt = await put_question(door, SHIRT)
    results = await at_once(door, *[lambda tx: service.remove(tx, EVENT, shirt)] * 4)
    assert results.count(None) == 1
    assert {type(one) for one in results if one is not None} == {NotFound}


async def test_nobody_answers_what_becomes_another_kind_of_question(door: Door):
    shirt = await put_question(door, SHIRT)
    as_yes_no = replace(SHIRT, kind=Kind.yes_no)
    results = await at_once(
        door,
        lambda tx: service.edit(tx, EVENT, shirt, as_yes_no),
        *(
            lambda tx, who=who: write_answers(tx, who, {shirt: Answer("L")}, clock.now())
            for who in range(1, 5)
        ),
    )
    (one,) = await questions(door)
    assert results[1:] == [None] * 4
    assert isinstance(results[0], QuestionAnswered) is (one.kind is Kind.text)
    assert await values_of(door, 1) == ({"Shirt": "L"} if one.kind is Kind.text else {})


async def test_who_answers_what_is_being_deleted_keeps_the_rest(door: Door):
    gone, kept = await put_question(door, SHIRT), await put_question(door, replace(SHIRT, label="Shoes"))
    results = await at_once(
        door,
        lambda tx: service.remove(tx, EVENT, gone),
        *(
            lambda tx, who=who: write_answers(tx, who, {gone: Answer("L"), kept: Answer("42")}, clock.now())
            for who in range(1, 5)
        ),
    )
    assert results == [None] * 5
    assert await values_of(door, 1) == {"Shoes": "42"}
