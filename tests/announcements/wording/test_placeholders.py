"""Placeholders are a fixed list; whatever else stands in braces stays as it was typed."""

from __future__ import annotations

import pytest

from netevent.announcements.wording.placeholders import PLACEHOLDERS, fill, unknown_placeholders

VALUES = {name: f"<{name}>" for name in PLACEHOLDERS}


def test_each_of_the_list_is_filled_in_wherever_it_stands():
    text = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    assert fill(text, VALUES) == " ".join(VALUES.values())
    assert fill("{link}{link}", VALUES) == "<link><link>"


@pytest.mark.parametrize(
    "text",
    [
        "{link }",
        "{ link}",
        "{{link}}",
        "{LINK}",
        "{Link}",
        "{event.__class__}",
        "{event[0]}",
        "{event!r}",
        "{link:>100000000}",
        "\uff5blink\uff5d",
        "{li\u200bnk}",
        "{l\u0131nk}",
        "%(link)s",
        "${link",
        "{}",
        "{0}",
        "{{ link }}",
        "{% link %}",
        "{password}",
        "{unknown}",
    ],
)
def test_what_only_looks_like_one_stays_as_it_is(text: str):
    assert fill(text, VALUES) == text


def test_what_is_filled_in_is_not_filled_in_again():
    values = VALUES | {"first_name": "{link}", "last_name": "{first_name}"}
    assert fill("{first_name} {last_name}", values) == "{link} {first_name}"


def test_only_what_stands_there_is_asked_for():
    assert fill("{event}", {"event": "Summit"}) == "Summit"


def test_the_form_is_told_what_looks_like_one():
    text = "{first_name} {Link} {{link}} \uff5blink\uff5d { place } {name} {name} {5} {}"
    assert unknown_placeholders(text) == ["{Link}", "{{link}}", "\uff5blink\uff5d", "{ place }", "{name}"]
    assert unknown_placeholders("Dear {first_name}, {link}") == []
