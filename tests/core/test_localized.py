"""A text in several languages: one value, read once, shown to each reader in the own language."""

from __future__ import annotations

import pytest

from netevent.core import i18n
from netevent.core.i18n.localized import LocalizedText, as_column, localized
from netevent.core.web import pages
from netevent.resources import resource_path

NAME = LocalizedText("Harbour & Co", (("de", "Hafen & Söhne"),))


@pytest.fixture(autouse=True)
def seven_languages() -> None:
    i18n.load_catalogues(resource_path("translations"), i18n.Languages(i18n.SEVEN))


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Hafen &amp; Söhne"), ("fr", "Harbour &amp; Co"), ("en", "Harbour &amp; Co")],
)
def test_one_value_is_rendered_in_each_language_and_escaped(language: str, text: str) -> None:
    template = pages.environment().from_string(
        '{{ name }}|{{ _("At %(event)s", event=name) }}|{{ "– " ~ name }}'
    )
    with i18n.speaking(language):
        assert template.render(name=NAME) == f"{text}|At {text}|– {text}"


def test_a_column_gives_back_what_was_written() -> None:
    column = as_column({"de": "Hafen & Söhne", "fr": ""})
    assert localized("Harbour & Co", column) == NAME


def test_without_other_texts_the_column_is_empty() -> None:
    assert as_column({"de": ""}) is None
    assert localized("Harbour & Co", None) == LocalizedText("Harbour & Co")
