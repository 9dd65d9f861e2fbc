"""Questions as fields of a form, and what is read from what was posted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError
from quart import Quart
from werkzeug.datastructures import MultiDict

from netevent.attendees.questions.asking import ask, seal
from netevent.attendees.questions.question import Answer, Details, Kind, Question, decode, encode
from tests.attendees.questions.asked_people import DAYS, DIET, PARKS, PHOTOS, SHIRT

VIP, PRESS = 1, 2
DIET_OF_ALL = Question(1, replace(DIET, is_required=True))
SHIRT_OF_VIPS = Question(2, replace(SHIRT, is_required=True, types=frozenset({VIP})))
ON_DAYS = Question(3, DAYS)
STORY = Question(4, Details(Kind.long_text, "What brings you here?"))
PARKING = Question(5, PARKS)
CONSENT = Question(6, replace(PHOTOS, is_required=True))
ALL = [DIET_OF_ALL, SHIRT_OF_VIPS, ON_DAYS, STORY, PARKING, CONSENT]
FILLED = {"q1": "Vegan", "q2": "L", "q3": "Saturday", "q4": " a \n b ", "q5": "yes", "q6": seal(CONSENT)}


@pytest.fixture(autouse=True)
async def request_of(app: Quart) -> Any:
    async with app.test_request_context("/"):
        yield


def posted(*pairs: tuple[str, str], **given: str) -> MultiDict[str, str]:
    return MultiDict([*given.items(), *pairs])


def errors(form: Any) -> dict[str, list[str]]:
    return {name: list(found) for name, found in form.errors.items()}


def test_what_was_posted_is_read_as_it_is_kept():
    form = ask(ALL, posted(("q3", "Friday"), **FILLED), type_id=VIP)
    assert form.validate()
    assert form.answers == {
        1: Answer("Vegan"),
        2: Answer("L"),
        3: Answer('["Friday","Saturday"]'),
        4: Answer("a\nb"),
        5: Answer("yes"),
        6: Answer("yes", "Photos of the day may be published."),
    }


def test_people_of_one_form_have_their_fields_by_a_prefix():
    both = posted(**{"p0-q1": "Meat", "p1-q1": "Vegan", "q1": "Fish"})
    first, second = (ask([DIET_OF_ALL], both, prefix=prefix) for prefix in ("p0", "p1"))
    assert first.validate()
    assert second.validate()
    assert (first.answers, second.answers) == ({1: Answer("Meat")}, {1: Answer("Vegan")})
    assert [field.name for _, field in second.rows] == ["p1-q1"]


def test_what_is_required_is_demanded_of_those_who_are_asked():
    of_vip = ask(ALL, posted())
    assert not of_vip.validate_for(VIP)
    assert errors(of_vip) == {
        "q1": ["This question needs an answer."],
        "q2": ["This question needs an answer."],
        "q6": ["Tick the box to agree."],
    }
    of_press = ask(ALL, posted())
    assert not of_press.validate_for(PRESS)
    assert errors(of_press).keys() == {"q1", "q6"}
    assert 2 not in of_press.answers


def test_the_answer_to_a_question_of_another_type_is_not_read():
    form = ask(ALL, posted(**FILLED | {"q2": "x" * 100_000}))
    assert form.validate_for(PRESS)
    assert 2 not in form.answers
    assert not form.validate_for(VIP)


@pytest.mark.parametrize(
    ("name", "value"),
    [("q1", "Stones"), ("q3", "Sunday"), ("q5", "perhaps"), ("q2", "x" * 256), ("q4", "x" * 100_000)],
)
def test_what_was_not_offered_and_what_is_too_long_is_refused(name: str, value: str):
    form = ask(ALL, posted(**FILLED | {name: value}), type_id=VIP)
    assert not form.validate()
    assert errors(form).keys() == {name}


def test_what_was_not_asked_is_not_read():
    form = ask([STORY], posted(q4="Trains", q999="x", q1="Vegan"))
    assert form.validate()
    assert form.answers == {4: Answer("Trains")}


@pytest.mark.parametrize("box", ["y", "yes", "", seal(Question(6, replace(PHOTOS, text="Photos and films")))])
def test_a_tick_for_another_wording_is_no_consent(box: str):
    form = ask([CONSENT], posted(q6=box))
    assert not form.validate()
    assert "Read it again" in errors(form)["q6"][0]


def test_a_consent_that_is_not_required_may_be_left_out():
    form = ask([Question(6, PHOTOS)], posted())
    assert form.validate()
    assert form.answers[6].value == "no"


def test_nothing_is_demanded_of_who_answers_for_somebody_else():
    form = ask([DIET_OF_ALL, SHIRT_OF_VIPS], posted(), type_id=VIP, demands=False)
    assert form.validate()
    assert form.answers == {1: Answer(""), 2: Answer("")}


def test_a_required_consent_can_be_withdrawn():
    standing = {6: Answer("yes", "Photos")}
    assert ask([CONSENT], posted(), standing=standing, may_withdraw=True).validate()
    assert not ask([CONSENT], posted(), standing=standing).validate()


def test_the_form_shows_what_stands_also_an_option_that_was_removed():
    standing = {1: Answer("Fish"), 3: Answer('["Friday","Sunday"]'), 4: Answer("Trains"), 6: Answer("yes")}
    form = ask(ALL, standing=standing, type_id=VIP)
    shown = {name: field.data for name, field in form._fields.items()}
    assert (shown["q1"], shown["q3"], shown["q4"], shown["q6"]) == (
        "Fish",
        ["Friday", "Sunday"],
        "Trains",
        True,
    )
    again = ask([DIET_OF_ALL, ON_DAYS], posted(("q3", "Sunday"), q1="Fish"), standing=standing)
    assert again.validate()
    assert again.answers == {1: Answer("Fish"), 3: Answer('["Sunday"]')}


def test_a_label_is_the_organizers_own_word():
    """`Name` is a text of ours too; of somebody who reads German it stays what it is."""
    (row,) = ask([Question(7, replace(SHIRT, label="Name"))]).rows
    assert row[1].label.text == "Name"


def test_many_options_are_a_list_to_open():
    many = replace(DIET, options=tuple(map(str, range(9))))
    (row,) = ask([Question(1, many)]).rows
    assert row[1].type == "SelectField"


def test_answers_travel_as_text_and_come_back():
    answers = {1: Answer("Vegan „für mich“"), 6: Answer("yes", "Photos"), 7: Answer("")}
    text = encode(answers)
    assert decode(text) == {1: answers[1], 6: answers[6]}
    assert decode("") == {}


@pytest.mark.parametrize("text", ["[]", '{"x": {}}', '{"1": "Vegan"}', "{"])
def test_text_that_is_none_of_ours_is_refused(text: str):
    with pytest.raises(ValidationError):
        decode(text)
