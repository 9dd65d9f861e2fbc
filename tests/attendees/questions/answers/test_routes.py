"""Where answers are seen and changed: by their owner, by the organizer, at the desk, in lists and files."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from netevent.attendees.questions import service as questions_service
from netevent.attendees.questions.answers.queries import select_door_answers
from netevent.attendees.questions.asking import seal
from netevent.attendees.questions.question import Given, Question
from netevent.checkin import routes
from netevent.core.database import Transaction
from tests.attendees.questions.asked_people import (
    DAYS,
    DIET,
    PARKS,
    PHOTOS,
    SHIRT,
    answers_of,
    put_answers,
    put_question,
    text_of,
    values_of,
)
from tests.conftest import LogIn
from tests.door import BADGES, Door, badge
from tests.factories import insert_type
from tests.privacy.traces import row_of
from tests.reports.files import attendees_of, table_of

OWN = "/attendee/profile/answers"
PAGE = "/organizer/event/1/attendees/1"
ANNA = 1


async def test_attendee_answers_and_reads_it_again(door: Door, log_in_as: LogIn):
    diet, days = await put_question(door, DIET), await put_question(door, DAYS)
    anna, token = await log_in_as("guest1")
    assert OWN in await text_of(await anna.get("/attendee/profile"))
    form = {f"q{diet}": "Vegan", f"q{days}": "Friday"}
    answer = await anna.post(OWN, form=form, headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, OWN)
    assert await values_of(door, ANNA) == {"Diet": "Vegan", "Days": '["Friday"]'}
    text = await text_of(await anna.get(OWN))
    assert "Your answers have been saved." in text
    assert len(re.findall(r"<input checked ", text)) == 2
    assert "have been saved" not in await text_of(await anna.get(OWN))


async def test_attendee_is_asked_what_the_own_type_is_asked(door: Door, log_in_as: LogIn):
    press = await insert_type(door.database, 1, "Press")
    of_press = await put_question(door, replace(SHIRT, types=frozenset({press}), is_required=True))
    await put_question(door, DIET)
    anna, token = await log_in_as("guest1")
    text = await text_of(await anna.get(OWN))
    assert "Diet" in text
    assert "Shirt" not in text
    assert (await anna.post(OWN, form={f"q{of_press}": "L"}, headers=token)).status_code == 303
    assert await values_of(door, ANNA) == {}


async def test_who_is_asked_nothing_has_no_link_to_it(log_in_as: LogIn):
    anna, _ = await log_in_as("guest1")
    assert OWN not in await text_of(await anna.get("/attendee/profile"))
    assert "asks you nothing more" in await text_of(await anna.get(OWN))


async def test_a_required_question_is_demanded_and_what_was_typed_stays(door: Door, log_in_as: LogIn):
    await put_question(door, replace(DIET, is_required=True))
    shirt = await put_question(door, SHIRT)
    anna, token = await log_in_as("guest1")
    answer = await anna.post(OWN, form={f"q{shirt}": "A large one"}, headers=token)
    assert answer.status_code == 422
    text = await text_of(answer)
    assert "This question needs an answer." in text
    assert "A large one" in text
    assert await values_of(door, ANNA) == {}


async def test_a_consent_is_given_and_withdrawn_with_its_moments(door: Door, log_in_as: LogIn):
    required = replace(PHOTOS, is_required=True)
    photos = await put_question(door, required)
    anna, token = await log_in_as("guest1")
    tick = {f"q{photos}": seal(Question(photos, required))}
    assert (await anna.post(OWN, form=tick, headers=token)).status_code == 303
    (given,) = await answers_of(door, ANNA)
    assert (given.value, given.wording) == ("yes", PHOTOS.text)
    assert "Given on" in await text_of(await anna.get(OWN))
    assert (await anna.post(OWN, form={}, headers=token)).status_code == 303
    (withdrawn,) = await answers_of(door, ANNA)
    assert (withdrawn.value, withdrawn.wording) == ("no", PHOTOS.text)
    assert withdrawn.at >= given.at
    assert "Withdrawn on" in await text_of(await anna.get(OWN))


async def test_an_older_wording_stands_beside_the_box(door: Door, log_in_as: LogIn):
    photos = await put_question(door, PHOTOS)
    await put_answers(door, ANNA, {photos: "yes"}, PHOTOS.text)
    new = replace(PHOTOS, text="Films may be published, too.")
    await door.database.transact(questions_service.edit, 1, photos, new)
    anna, _ = await log_in_as("guest1")
    text = await text_of(await anna.get(OWN))
    assert PHOTOS.text in text
    assert new.text in text


async def test_organizer_sees_and_changes_answers_but_no_consent(door: Door, log_in_as: LogIn):
    diet, photos = await put_question(door, replace(DIET, is_required=True)), await put_question(door, PHOTOS)
    await put_answers(door, ANNA, {diet: "Meat", photos: "yes"}, PHOTOS.text)
    olga, token = await log_in_as("olga")
    text = await text_of(await olga.get(PAGE))
    assert PHOTOS.text in text
    assert "Given on" in text
    form = {f"q{diet}": "Vegan", f"q{photos}": ""}
    answer = await olga.post(f"{PAGE}/answers", form=form, headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert await values_of(door, ANNA) == {"Diet": "Vegan", "I agree to photos": "yes"}
    assert re.search("Diet: <del>Meat</del> → <ins>Vegan</ins>", await text_of(await olga.get(PAGE)))


async def test_organizer_does_not_consent_for_somebody(door: Door, log_in_as: LogIn):
    photos = await put_question(door, PHOTOS)
    olga, token = await log_in_as("olga")
    tick = {f"q{photos}": seal(Question(photos, PHOTOS))}
    await olga.post(f"{PAGE}/answers", form=tick, headers=token)
    assert await answers_of(door, ANNA) == []
    assert seal(Question(photos, PHOTOS)) not in await text_of(await olga.get(f"{PAGE}/answers"))


async def test_organizer_finds_no_answers_of_another_event(log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    path = f"/organizer/event/1/attendees/{BADGES + 1}/answers"
    assert (await olga.get(path)).status_code == 404
    assert (await olga.post(path, form={}, headers=token)).status_code == 404


async def test_desk_reads_what_is_meant_for_it_also_in_a_repeat(door: Door, log_in_as: LogIn):
    diet, parks, shirt = [await put_question(door, one) for one in (DIET, PARKS, SHIRT)]
    await put_answers(door, ANNA, {diet: "<Vegan>", parks: "yes", shirt: "Size 52"})
    marta, token = await log_in_as("marta")
    scan = {"code": badge(1), "scan_id": "5f7e1d58-0000-4000-8000-000000000001"}
    for _ in range(2):
        text = await text_of(await marta.post("/staff/1/checkin", form=scan, headers=token))
        assert "<dt>Diet</dt><dd>&lt;Vegan&gt;</dd>" in text
        assert "<dt>Do you park here?</dt><dd>yes</dd>" in text
        assert "Size 52" not in text
    undone = await marta.post("/staff/1/checkin/undo", form={"attendee_id": "1"}, headers=token)
    assert "Diet" not in await text_of(undone)


@pytest.mark.parametrize("asks_at_the_door", [False, True])
async def test_a_door_without_such_questions_asks_for_no_answers(
    door: Door, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch, asks_at_the_door: bool
):
    """With them it does: so the count can fail."""
    asked: list[tuple[int, ...]] = []

    def noted(tx: Transaction, *whom: int) -> list[Given]:
        asked.append(whom)
        return select_door_answers(tx, *whom)

    monkeypatch.setattr(routes, "select_door_answers", noted)
    diet = await put_question(door, replace(DIET, at_the_door=asks_at_the_door))
    await put_answers(door, ANNA, {diet: "Vegan"})
    marta, token = await log_in_as("marta")
    await marta.post("/staff/1/checkin", form={"code": badge(1)}, headers=token)
    assert asked == ([(1, ANNA)] if asks_at_the_door else [])


async def test_desk_is_shown_nothing_of_who_answered_nothing_and_of_another_event(
    door: Door, log_in_as: LogIn
):
    await put_question(door, DIET)
    theirs = await put_question(door, DIET, 2)
    await put_answers(door, BADGES + 1, {theirs: "Vegan"})
    marta, token = await log_in_as("marta")
    for code in (badge(2), badge(BADGES + 1), "ZZZZZZZZZZ"):
        text = await text_of(await marta.post("/staff/1/checkin", form={"code": code}, headers=token))
        assert "door-answers" not in text


async def test_list_shows_answers_in_a_column(door: Door, log_in_as: LogIn):
    diet = await put_question(door, DIET)
    shirt = await put_question(door, replace(SHIRT, in_lists=False))
    await put_answers(door, ANNA, {diet: "Vegan", shirt: "Size 52"})
    olga, _ = await log_in_as("olga")
    text = await text_of(await olga.get("/organizer/event/1/attendees?column=answers"))
    assert "shows-answers" in text
    assert "Vegan" in text
    assert "Size 52" not in text
    assert "shows-answers" not in await text_of(await olga.get("/organizer/event/1/attendees?column=none"))


async def test_files_have_a_column_for_each_question_and_no_cell_is_run(door: Door, log_in_as: LogIn):
    formula, days, parks = [
        await put_question(door, one) for one in (replace(SHIRT, label='=HYPERLINK("x")'), DAYS, PARKS)
    ]
    hidden = await put_question(door, replace(DIET, in_lists=False))
    email = await put_question(door, replace(SHIRT, label="Email"))
    answers = {formula: "=1+1", days: '["Friday","Saturday"]', parks: "no", hidden: "Vegan", email: "a@b"}
    await put_answers(door, ANNA, answers)
    olga, _ = await log_in_as("olga")
    (row,) = [one for one in await attendees_of(olga) if one["First name"] == "Guest1"]
    heading = '\'=HYPERLINK("x")'
    assert (row[heading], row["Days"], row["Do you park here?"]) == ("'=1+1", "Friday, Saturday", "no")
    assert (row["Email"], row["Email (2)"]) == ("guest1@example.com", "a@b")
    assert "Diet" not in row
    (line,) = [one for one in await table_of(olga) if one["First name"] == "Guest1"]
    assert line[heading] == "'=1+1"


@pytest.mark.parametrize("page", ["/attendee/privacy/data", "/attendee/privacy/data.json"])
async def test_answers_are_among_the_own_data(door: Door, log_in_as: LogIn, page: str):
    photos = await put_question(door, PHOTOS)
    await put_answers(door, ANNA, {photos: "yes"}, PHOTOS.text)
    anna, _ = await log_in_as("guest1")
    assert PHOTOS.text in await text_of(await anna.get(page))


async def test_answers_go_with_who_is_deleted_also_while_they_are_in(door: Door, log_in_as: LogIn):
    diet = await put_question(door, DIET)
    for one in (1, 2):
        await put_answers(door, one, {diet: "Vegan"})
    await door.scan(badge(1))
    olga, token = await log_in_as("olga")
    for one in (1, 2):
        path = f"/organizer/event/1/attendees/{one}/remove"
        assert (await olga.post(path, headers=token)).status_code == 303
        assert await answers_of(door, one) == []
    assert await row_of(door, 1) is not None
    assert (await olga.get(f"{PAGE}/answers")).status_code == 404
