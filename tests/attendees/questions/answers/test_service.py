"""What becomes of answers: kept, changed, taken away; of consents what they said, and when."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from netevent.attendees.history.queries import select_entries
from netevent.attendees.questions import service as questions_service
from netevent.attendees.questions.answers import service
from netevent.attendees.questions.question import Answer
from netevent.changes import AttendeesChanged
from netevent.core import clock
from tests.attendees.questions.asked_people import (
    DIET,
    PARKS,
    PHOTOS,
    SHIRT,
    answers_of,
    put_answers,
    put_question,
    values_of,
)
from tests.door import Door
from tests.factories import insert_event, insert_organizer

ANNA = 1


async def save(door: Door, answers: dict[int, Answer]) -> None:
    await door.database.transact(service.save, 1, ANNA, answers)


async def test_answers_are_kept_changed_and_taken_away(door: Door):
    diet, shirt = await put_question(door, DIET), await put_question(door, SHIRT)
    await put_answers(door, ANNA, {diet: "Meat", shirt: "L"})
    await put_answers(door, ANNA, {diet: "Vegan"})
    assert await values_of(door, ANNA) == {"Diet": "Vegan", "Shirt": "L"}
    await put_answers(door, ANNA, {shirt: ""})
    assert await values_of(door, ANNA) == {"Diet": "Vegan"}


async def test_questions_of_another_event_and_those_that_are_gone_are_passed_over(door: Door):
    other = await insert_event(door.database, await insert_organizer(door.database))
    theirs, mine = await put_question(door, SHIRT, other), await put_question(door, SHIRT)
    gone = await put_question(door, DIET)
    await door.database.transact(questions_service.remove, 1, gone)
    await put_answers(door, ANNA, {theirs: "L", gone: "Vegan", 999_999: "x", mine: "S"})
    assert [one.question_id for one in await answers_of(door, ANNA)] == [mine]


async def test_a_consent_keeps_what_it_said_and_when_until_it_is_withdrawn(door: Door):
    photos = await put_question(door, PHOTOS)
    given_at = clock.now().replace(microsecond=0) - timedelta(days=3)
    yes = {photos: Answer("yes", PHOTOS.text)}
    await door.database.transact(service.write_answers, ANNA, yes, given_at)
    await door.database.transact(questions_service.edit, 1, photos, replace(PHOTOS, text="Films, too."))
    await save(door, {photos: Answer("yes", "Films, too.")})
    (one,) = await answers_of(door, ANNA)
    assert (one.value, one.wording, one.at) == ("yes", PHOTOS.text, given_at)
    await save(door, {photos: Answer("no", "Films, too.")})
    (one,) = await answers_of(door, ANNA)
    assert (one.value, one.wording) == ("no", PHOTOS.text)
    assert one.at > given_at
    await save(door, {photos: Answer("yes", "Films, too.")})
    (one,) = await answers_of(door, ANNA)
    assert (one.value, one.wording) == ("yes", "Films, too.")


async def test_no_consent_is_nothing_to_keep(door: Door):
    photos = await put_question(door, PHOTOS)
    await put_answers(door, ANNA, {photos: "no"})
    assert await answers_of(door, ANNA) == []


async def test_what_was_changed_stands_in_the_history_with_the_wording(door: Door):
    diet, parks, photos = [await put_question(door, one) for one in (DIET, PARKS, PHOTOS)]
    await save(door, {diet: Answer("Meat"), parks: Answer("yes"), photos: Answer("yes", PHOTOS.text)})
    await save(door, {diet: Answer("Vegan"), photos: Answer("no")})
    last, first = await door.database.read(select_entries, ANNA, 2)
    assert [tuple(one) for one in first.changed] == [
        ("answer:Diet", "", "Meat"),
        ("tick:Do you park here?", "", "yes"),
        ("tick:I agree to photos", "", "yes"),
        ("wording:I agree to photos", "", PHOTOS.text),
    ]
    assert [tuple(one) for one in last.changed] == [
        ("answer:Diet", "Meat", "Vegan"),
        ("tick:I agree to photos", "yes", "no"),
    ]


async def test_lists_hear_of_it_once_something_has_changed(door: Door):
    shirt = await put_question(door, SHIRT)
    door.published.clear()
    await save(door, {shirt: Answer("L")})
    await save(door, {shirt: Answer("L")})
    assert door.published == [AttendeesChanged(1)]


async def test_of_one_person_answering_in_two_tabs_each_question_has_one_answer(door: Door):
    shirt = await put_question(door, SHIRT)
    sizes = ("S", "M", "L", "XL")
    await asyncio.gather(*(save(door, {shirt: Answer(size)}) for size in sizes))
    (one,) = await answers_of(door, ANNA)
    assert one.value in sizes
