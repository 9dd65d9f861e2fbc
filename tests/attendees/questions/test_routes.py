"""The organizer's questions."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlencode

import pytest

from netevent.attendees.questions import service
from netevent.attendees.questions.question import Details, Kind
from netevent.attendees.types.queries import select_types
from netevent.changes import AttendeesChanged
from tests.attendees.questions.asked_people import (
    DIET,
    PHOTOS,
    SHIRT,
    put_answers,
    put_question,
    questions,
    text_of,
    values_of,
)
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_event, insert_organizer, insert_type

PATH = "/organizer/event/1/questions"


async def labels(door: Door) -> list[str]:
    return [one.label for one in await questions(door)]


async def test_a_question_is_added_with_all_that_is_said_of_it(door: Door, log_in_as: LogIn):
    press = await insert_type(door.database, 1, "Press")
    await insert_type(door.database, 1, "Crew")
    olga, token = await log_in_as("olga")
    form = {
        "label": " What do you  eat? ",
        "kind": "choice",
        "options": "Meat\n\n Vegan \nvegan",
        "text": "For lunch",
        "is_required": "y",
        "at_the_door": "y",
        "types": str(press),
    }
    answer = await olga.post(f"{PATH}/new", form=form, headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, PATH)
    (one,) = await questions(door)
    assert one.details == Details(
        Kind.choice,
        "What do you eat?",
        "For lunch",
        ("Meat", "Vegan"),
        is_required=True,
        at_the_door=True,
        in_lists=False,
        types=frozenset({press}),
    )
    text = await text_of(await olga.get(PATH))
    assert "What do you eat?" in text
    assert "Press" in text


@pytest.mark.parametrize(
    "form",
    [
        {"label": ""},
        {"label": "x" * 256},
        {"label": "Diet", "kind": "colour"},
        {"label": "Diet", "kind": "choice", "options": "Vegan"},
        {"label": "Diet", "kind": "several", "options": "\n".join(map(str, range(51)))},
        {"label": "Diet", "kind": "several", "options": "a\n" + "b" * 101},
        {"label": "Photos", "kind": "consent"},
        {"label": "Photos", "kind": "consent", "text": "x" * 2001},
        {"label": "Diet", "types": "999999"},
        {"label": "Diet", "types": "x"},
        {"label": "DIËT "},
    ],
)
async def test_what_cannot_be_asked_is_refused(door: Door, log_in_as: LogIn, form: dict[str, str]):
    await put_question(door, replace(DIET, label="Diët"))
    olga, token = await log_in_as("olga")
    answer = await olga.post(f"{PATH}/new", form={"kind": "text"} | form, headers=token)
    assert answer.status_code == 422
    assert await labels(door) == ["Diët"]


async def test_all_types_ticked_is_everybody_also_of_types_to_come(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    types = [one.id for one in await door.database.read(select_types, 1)]
    form = urlencode({"label": "Shirt", "kind": "text", "types": types}, doseq=True)
    as_form = {"Content-Type": "application/x-www-form-urlencoded"}
    await olga.post(f"{PATH}/new", data=form, headers=token | as_form)
    (one,) = await questions(door)
    assert one.is_for(None)


async def test_the_page_of_a_question_has_all_that_was_said_of_it(door: Door, log_in_as: LogIn):
    press = await insert_type(door.database, 1, "Press")
    diet = await put_question(door, replace(DIET, text="For lunch", types=frozenset({press})))
    await put_answers(door, 1, {diet: "Vegan"})
    olga, _ = await log_in_as("olga")
    text = await text_of(await olga.get(f"{PATH}/{diet}"))
    for said in ("Diet", "For lunch", "Meat", "Vegan", "1 person has answered this question."):
        assert said in text
    ticked = re.findall(r'<input checked [^>]*name="(\w+)"[^>]*value="(\w+)"', text)
    assert ticked == [("types", str(press)), ("at_the_door", "y"), ("in_lists", "y")]


async def test_questions_move_up_and_down(door: Door, log_in_as: LogIn):
    first, second = await put_question(door, DIET), await put_question(door, SHIRT)
    olga, token = await log_in_as("olga")
    for question_id, direction, order in (
        (second, "up", ["Shirt", "Diet"]),
        (second, "up", ["Shirt", "Diet"]),
        (second, "down", ["Diet", "Shirt"]),
        (first, "down", ["Shirt", "Diet"]),
    ):
        form = {"direction": direction}
        await olga.post(f"{PATH}/{question_id}/move", form=form, headers=token)
        assert await labels(door) == order
    assert (await olga.post(f"{PATH}/{first}/move", form={}, headers=token)).status_code == 422


async def test_the_kind_stays_once_somebody_has_answered(door: Door, log_in_as: LogIn):
    shirt = await put_question(door, SHIRT)
    olga, token = await log_in_as("olga")
    as_yes_no = {"label": "Shirt", "kind": "yes_no"}
    await olga.post(f"{PATH}/{shirt}", form=as_yes_no, headers=token)
    await olga.post(f"{PATH}/{shirt}", form={"label": "Shirt", "kind": "text"}, headers=token)
    await put_answers(door, 1, {shirt: "L"})
    answer = await olga.post(f"{PATH}/{shirt}", form=as_yes_no, headers=token)
    assert answer.status_code == 422
    assert "so its kind stays" in await text_of(answer)
    assert [one.kind for one in await questions(door)] == [Kind.text]
    await olga.post(f"{PATH}/{shirt}", form={"label": "T-shirt", "kind": "text"}, headers=token)
    assert await values_of(door, 1) == {"T-shirt": "L"}


async def test_the_answer_with_an_option_that_was_removed_can_still_be_read(door: Door, log_in_as: LogIn):
    diet = await put_question(door, DIET)
    await put_answers(door, 1, {diet: "Vegan"})
    olga, token = await log_in_as("olga")
    form = {"label": "Diet", "kind": "choice", "options": "Meat\nFish"}
    assert (await olga.post(f"{PATH}/{diet}", form=form, headers=token)).status_code == 303
    assert "Vegan" in await text_of(await olga.get("/organizer/event/1/attendees/1"))
    page = "/organizer/event/1/attendees/1/answers"
    assert re.search(r'<input checked [^>]*value="Vegan"', await text_of(await olga.get(page)))
    assert (await olga.post(page, form={f"q{diet}": "Vegan"}, headers=token)).status_code == 303
    of_another = "/organizer/event/1/attendees/2/answers"
    refused = await olga.post(of_another, form={f"q{diet}": "Vegan"}, headers=token)
    assert refused.status_code == 422


async def test_deleting_says_how_many_answers_go(door: Door, log_in_as: LogIn):
    shirt = await put_question(door, SHIRT)
    await put_answers(door, 1, {shirt: "L"})
    await put_answers(door, 2, {shirt: "M"})
    olga, token = await log_in_as("olga")
    assert "2 answers are deleted with it" in await text_of(await olga.get(f"{PATH}/{shirt}/delete"))
    assert "2 answers" in await text_of(await olga.get(PATH))
    assert (await olga.post(f"{PATH}/{shirt}/delete", headers=token)).status_code == 303
    assert await labels(door) == []
    assert await values_of(door, 1) == {}


async def test_an_open_list_counts_the_answers(door: Door, log_in_as: LogIn):
    shirt = await put_question(door, SHIRT)
    olga, _ = await log_in_as("olga")
    for answered in range(3):
        assert f"{answered} answer" in await text_of(await olga.get("/live/questions/1/regions"))
        await put_answers(door, answered + 1, {shirt: "L"})


async def test_an_event_has_thirty_questions_at_most(door: Door, log_in_as: LogIn):
    for number in range(service.MOST_QUESTIONS):
        await put_question(door, replace(SHIRT, label=f"Question {number}"))
    olga, token = await log_in_as("olga")
    answer = await olga.post(f"{PATH}/new", form={"label": "One more", "kind": "text"}, headers=token)
    assert answer.status_code == 422
    assert "at most 30 questions" in await text_of(answer)


async def test_another_events_question_is_not_there(door: Door, log_in_as: LogIn):
    other = await insert_event(door.database, await insert_organizer(door.database))
    theirs = await put_question(door, SHIRT, other)
    olga, token = await log_in_as("olga")
    for path in (f"{PATH}/{theirs}", f"{PATH}/{theirs}/delete"):
        assert (await olga.get(path)).status_code == 404
        answer = await olga.post(path, form={"label": "Mine", "kind": "text"}, headers=token)
        assert answer.status_code == 404
    moved = await olga.post(f"{PATH}/{theirs}/move", form={"direction": "up"}, headers=token)
    assert moved.status_code == 404
    assert [one.label for one in await questions(door, other)] == ["Shirt"]


async def test_the_pages_that_show_questions_hear_of_each_change(door: Door):
    shirt = await put_question(door, SHIRT)
    for act in (
        lambda tx: service.add(tx, 1, PHOTOS),
        lambda tx: service.edit(tx, 1, shirt, replace(SHIRT, text="Sizes are large")),
        lambda tx: service.move(tx, 1, shirt, "down"),
        lambda tx: service.remove(tx, 1, shirt),
    ):
        door.published.clear()
        await door.database.transact(act)
        assert door.published == [AttendeesChanged(1)]
