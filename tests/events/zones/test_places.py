"""The zone that somebody means by a city, in any language and spelling."""

from datetime import UTC, datetime

import pytest

from netevent.core import clock
from netevent.core.i18n import SEVEN, speaking
from netevent.core.text.comparing import plain
from netevent.events.zones.cities import CITIES
from netevent.events.zones.places import Found, find, labels, offset_of, places, zone_of, zones

SUMMER = datetime(2027, 7, 1, tzinfo=UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("typed", "city", "zone"),
    [
        ("Mün", "München", "Europe/Berlin"),
        ("munich", "Munich", "Europe/Berlin"),
        ("NEW YO", "New York", "America/New_York"),
        ("Wien", "Wien", "Europe/Vienna"),
        ("vien", "Vienna", "Europe/Vienna"),
        ("wieden", "Wiedeń", "Europe/Vienna"),
        ("york", "New York", "America/New_York"),
        ("Krakow", "Krakow", "Europe/Warsaw"),
        ("Krak", "Kraków", "Europe/Warsaw"),
        ("Milano", "Milano", "Europe/Rome"),
        ("europe/ber", "Berlin", "Europe/Berlin"),
    ],
)
def test_a_city_is_found_by_how_it_begins(typed: str, city: str, zone: str):
    assert Found(city, zone) in find(typed, "en")


def test_a_city_of_a_zone_is_called_as_the_reader_calls_it():
    assert find("v", "en") != find("v", "de")
    assert Found("Wien", "Europe/Vienna") in list(labels("de"))
    assert Found("Vienna", "Europe/Vienna") in list(labels("en"))


@pytest.mark.parametrize("typed", ["", "  ", "qqq", "'; DROP TABLE", "(", "()", "%", "\N{PARTY POPPER}" * 50])
def test_what_is_no_city_finds_nothing(typed: str):
    assert find(typed, "en") == []
    assert zone_of(typed, "en") == ""


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Munich (Europe/Berlin)", "Europe/Berlin"),
        ("Europe/Kyiv", "Europe/Kyiv"),
        ("america/new york", "America/New_York"),
        ("utc", "UTC"),
        ("München", "Europe/Berlin"),
        ("Barcelona", "Europe/Madrid"),
        ("Rotterda", "Europe/Amsterdam"),
        ("nowhere (Europe/Atlantis)", ""),
        ("San", ""),
    ],
)
def test_what_was_typed_means_a_zone_or_none(typed: str, zone: str):
    assert zone_of(typed, "en") == zone


@pytest.mark.parametrize("language", [language.code for language in SEVEN])
def test_what_a_proposal_writes_is_understood(language: str):
    with speaking(language):
        for one in labels(language):
            assert zone_of(one.typed, language) == one.zone
            assert one.zone_name


def test_the_further_cities_are_in_zones_that_exist_and_each_in_one():
    assert set(CITIES) <= set(zones())
    spelled = [
        (plain(name), zone) for zone, cities in CITIES.items() for one in cities for name in one.split("|")
    ]
    assert len({name for name, _ in spelled}) == len({*spelled})
    assert all(clock.is_zone(place.zone) for place in places())


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("UTC", "UTC+0"),
        ("Europe/Berlin", "UTC+2"),
        ("Asia/Kolkata", "UTC+5:30"),
        ("America/St_Johns", "UTC−2:30"),
    ],
)
def test_the_offset_is_that_of_the_moment(zone: str, offset: str):
    assert offset_of(zone, SUMMER) == offset
