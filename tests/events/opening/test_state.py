"""Whether the form takes registrations, said by the clock and by the address."""

from dataclasses import replace
from datetime import timedelta

import pytest

from netevent.core.i18n.localized import LocalizedText
from netevent.events.details import Event
from netevent.events.opening.state import Registering, registering
from tests.events.test_service import DETAILS

HOUR = timedelta(hours=1)
NOW = DETAILS.start - 24 * HOUR
TICK = timedelta(microseconds=1)


def event(token: str = "", **changed) -> Event:
    return Event(1, "CODE12", replace(DETAILS, **changed), 0, LocalizedText("Day"), link_token=token)


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, Registering.open),
        ({"is_open": False, "opens": NOW + HOUR}, Registering.closed),
        ({"opens": NOW + TICK}, Registering.not_yet),
        ({"opens": NOW}, Registering.open),
        ({"closes": NOW + TICK}, Registering.open),
        ({"closes": NOW}, Registering.no_longer),
        ({"opens": NOW - HOUR, "closes": NOW + HOUR}, Registering.open),
        ({"end": NOW - HOUR, "opens": NOW + HOUR}, Registering.over),
    ],
)
def test_the_form_is_open_from_one_moment_until_another(changed, state):
    assert registering(event(**changed), NOW) is state


@pytest.mark.parametrize(
    ("link", "state"),
    [
        ("", Registering.by_link),
        ("secre", Registering.by_link),
        ("SECRET", Registering.by_link),
        ("secret", Registering.open),
    ],
)
def test_by_link_only_means_that_very_link(link, state):
    assert registering(event(token="secret"), NOW, link) is state


@pytest.mark.parametrize("link", ["é", "\x00", "secret" * 50])
def test_a_hostile_link_opens_nothing(link):
    assert registering(event(token="secret"), NOW, link) is Registering.by_link


def test_an_event_without_a_secret_ignores_one():
    assert registering(event(), NOW, "whatever") is Registering.open
