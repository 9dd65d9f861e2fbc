"""How lists write when something was: short on the day, in the event's zone and the reader's language."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from netevent.core import clock
from netevent.core.i18n import current_language, direction, speaking
from netevent.core.i18n.writing import (
    exact_percent,
    lately,
    listed,
    long_date,
    medium_date,
    month_name,
    some_of,
)

ZONE = "Europe/Amsterdam"


def on(day: datetime) -> datetime:
    """08:14 on the clock of the zone, as UTC."""
    return clock.utc(day.replace(hour=8, minute=14), ZONE)


@pytest.fixture
def today() -> datetime:
    return clock.local(clock.now(), ZONE).replace(tzinfo=None)


def test_on_the_day_itself_the_time_is_enough(today: datetime):
    assert lately(on(today), ZONE) == "today 08:14"


def test_another_day_has_its_name_and_no_year(today: datetime):
    other = today.replace(day=15 if today.day != 15 else 16)
    assert lately(on(other), ZONE) == f"{other:%a} {other.day} {other:%b}, 08:14".replace("Sep,", "Sept,")


def test_another_year_is_said(today: datetime):
    assert str(today.year - 1) in lately(on(today - timedelta(days=366)), ZONE)


def test_the_day_changes_at_midnight_of_the_zone(today: datetime):
    midnight = clock.utc(today.replace(hour=0, minute=0), ZONE)
    assert lately(midnight, ZONE) == "today 00:00"
    assert "today" not in lately(midnight - clock.MINUTE, ZONE)


def test_it_speaks_the_readers_language(today: datetime):
    with speaking("de"):
        assert lately(on(today.replace(month=3, day=1, year=2021)), ZONE) == "1. März 2021, 08:14"


@pytest.mark.parametrize("code", ["xx", "", "not a language", "../../etc"])
def test_what_nobody_speaks_is_said_in_the_default(code: str):
    with speaking(code):
        assert current_language() == "en"


@pytest.mark.parametrize("code", ["en", "nl", "de", "fr", "es", "it", "pl"])
def test_the_seven_are_written_from_the_left(code: str):
    with speaking(code):
        assert direction() == "ltr"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Marta, Piet and Łukasz"),
        ("de", "Marta, Piet und Łukasz"),
        ("fr", "Marta, Piet et Łukasz"),
        ("pl", "Marta, Piet i Łukasz"),
    ],
)
def test_a_list_is_joined_as_its_language_does(code: str, text: str):
    with speaking(code):
        assert listed(["Marta", "Piet", "Łukasz"]) == text
        assert listed(["Marta"]) == "Marta"
        assert some_of(["Marta", "Piet"]) == "Marta, Piet, …"


@pytest.mark.parametrize(
    ("code", "long", "medium", "month"),
    [
        ("en", "27 November 2026", "27 Nov 2026", "November 2026"),
        ("de", "27. November 2026", "27.11.2026", "November 2026"),
        ("pl", "27 listopada 2026", "27 lis 2026", "listopad 2026"),
    ],
)
def test_a_day_that_has_no_time_is_written_as_its_language_does(
    code: str, long: str, medium: str, month: str
):
    day = date(2026, 11, 27)
    with speaking(code):
        assert (long_date(day), medium_date(day), month_name(day)) == (long, medium, month)


@pytest.mark.parametrize(
    ("language", "value", "text"),
    [("en", "12.50", "12.5%"), ("en", "20.00", "20%"), ("en", "100.00", "100%"), ("de", "0.01", "0,01\xa0%")],
)
def test_a_percentage_has_the_decimals_that_it_has(language: str, value: str, text: str):
    with speaking(language):
        assert exact_percent(Decimal(value)) == text
