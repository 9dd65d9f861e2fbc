"""The ready announcements are there in all languages, each with the placeholders that the English one has."""

from __future__ import annotations

import re

import pytest

from netevent.announcements.announcement import BODY_LENGTH, SUBJECT_LENGTH
from netevent.announcements.ready.texts import READY, find_ready, ready_texts
from netevent.announcements.wording.placeholders import PLACEHOLDERS, unknown_placeholders
from netevent.core.errors import NotFound
from netevent.core.i18n import SEVEN

KEYS = [one.key for one in READY]


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("key", KEYS)
def test_each_is_there_in_seven_languages_with_the_same_placeholders(key: str):
    texts = ready_texts(key)
    assert list(texts) == [one.code for one in SEVEN]
    english = texts["en"]
    assert set(placeholders(english.body)) <= set(PLACEHOLDERS)
    for language, words in texts.items():
        assert placeholders(words.body) == placeholders(english.body), language
        assert placeholders(words.subject) == placeholders(english.subject), language
        assert unknown_placeholders(words.subject + words.body) == []
        assert len(words.subject) < SUBJECT_LENGTH
        assert len(words.body) < BODY_LENGTH
    assert len({words.body for words in texts.values()}) == len(SEVEN)


def test_what_one_must_get_is_important():
    assert [one.key for one in READY if one.is_important] == ["changed"]


def test_there_is_no_other():
    with pytest.raises(NotFound):
        find_ready("other")
