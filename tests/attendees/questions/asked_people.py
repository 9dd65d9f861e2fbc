"""What tests of questions share: questions of event 1, and answers to them."""

from __future__ import annotations

from typing import Any

from netevent.attendees.questions import service
from netevent.attendees.questions.answers import service as answering
from netevent.attendees.questions.answers.queries import select_answers
from netevent.attendees.questions.question import Answer, Details, Given, Kind, Question
from netevent.core import clock
from netevent.core.database import Database
from tests.door import Door

EVENT = 1
DIET = Details(Kind.choice, "Diet", options=("Meat", "Vegan"), at_the_door=True)
SHIRT = Details(Kind.text, "Shirt")
DAYS = Details(Kind.several, "Days", options=("Friday", "Saturday"))
STORY = Details(Kind.long_text, "What brings you here?")
PARKS = Details(Kind.yes_no, "Do you park here?", at_the_door=True)
PHOTOS = Details(Kind.consent, "I agree to photos", "Photos of the day may be published.")


async def put_question(door: Door, details: Details, event_id: int = EVENT) -> int:
    return await door.database.transact(service.add, event_id, details)


async def put_answers(door: Door, attendee_id: int, answers: dict[int, str], wording: str = "") -> None:
    given = {key: Answer(value, wording) for key, value in answers.items()}
    await door.database.transact(answering.write_answers, attendee_id, given, clock.now())


async def ask_all_kinds(database: Database, event_id: int, attendee_id: int) -> int:
    """One question of each kind, and all are answered. Returns the first."""
    values = {DIET: "Vegan", SHIRT: "Large", STORY: "Trains", DAYS: '["Friday"]', PARKS: "no", PHOTOS: "yes"}
    given = {
        await database.transact(service.add, event_id, one): Answer(value, PHOTOS.text)
        for one, value in values.items()
    }
    await database.transact(answering.write_answers, attendee_id, given, clock.now())
    return min(given)


async def answers_of(door: Door, attendee_id: int) -> list[Given]:
    return await door.database.read(select_answers, attendee_id)


async def values_of(door: Door, attendee_id: int) -> dict[str, str]:
    return {one.label: one.value for one in await answers_of(door, attendee_id)}


async def questions(door: Door, event_id: int = EVENT) -> list[Question]:
    return await door.database.read(service.asked, event_id)


async def text_of(answer: Any) -> str:
    text: str = await answer.get_data(as_text=True)
    return text
