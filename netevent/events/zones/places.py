"""Places and their time zones: which there are, and which one somebody means by what was typed.

The cities of the zones in all of our languages come from CLDR by Babel; further ones from `cities`. Called by
the form of an event (`zones.field`) and by the proposals of `zones.routes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import get_timezone_name

from netevent.core import clock
from netevent.core.i18n import SEVEN, current_locale, locale_of
from netevent.core.text.comparing import plain
from netevent.events.zones.cities import CITIES

MOST = 8
# What the form writes: `Munich (Europe/Berlin)`.
IN_BRACKETS = re.compile(r"\(([^()]+)\)\s*$")


@dataclass(frozen=True, slots=True)
class Place:
    """A city; its first name is that of its zone's list, or what most people call it."""

    zone: str
    names: tuple[str, ...]

    def name_like(self, typed: str, key: str, first: str) -> str:
        """The spelling that begins as was typed, with its accents or without; `first` before the others."""
        names = [name for name in (first, *self.names) if name and _begins(name, key)]
        return next((name for name in names if name.casefold().startswith(typed)), names[0] if names else "")


@dataclass(frozen=True, slots=True)
class Found:
    """What is proposed: a city, and how its zone is called and stands now."""

    city: str
    zone: str

    @property
    def typed(self) -> str:
        return self.zone if self.city == self.zone else f"{self.city} ({self.zone})"

    @property
    def zone_name(self) -> str:
        return get_timezone_name(self.zone, locale=current_locale())

    @property
    def offset(self) -> str:
        return offset_of(self.zone, clock.now())


@cache
def zones() -> tuple[str, ...]:
    """Every place of the IANA list, and UTC; without entries that name no place."""
    return ("UTC", *sorted(name for name in available_timezones() if "/" in name and name[:4] != "Etc/"))


def zone_of(typed: str, language: str) -> str:
    """The zone that somebody means by a city or by the name of a zone; '' where it is none, or several."""
    if bracketed := IN_BRACKETS.search(typed):
        return _by_name().get(_zone_key(bracketed[1]), "")
    if named := _by_name().get(_zone_key(typed)):
        return named
    key = plain(typed)
    meant = {place.zone for place in places() if key in map(_plain, _spellings(place, language))}
    if not meant:
        meant = {found.zone for found in find(typed, language)}
    return meant.pop() if len(meant) == 1 else ""


def find(typed: str, language: str) -> list[Found]:
    """Cities that begin so, or have a word that does; zones by their own names too."""
    typed = IN_BRACKETS.sub("", typed).strip().casefold()
    key = plain(typed)
    if not key[:1].isalnum():
        return []
    found = [
        Found(name, place.zone)
        for place in places()
        if (name := place.name_like(typed, key, city_of(place, language)))
    ]
    found += [label(zone, language) for zone in _canonical() if _zone_key(zone).startswith(_zone_key(typed))]
    order = {one: (not _plain(one.city).startswith(key), len(one.city), one.city) for one in found}
    return sorted(order, key=order.__getitem__)[:MOST]


def label(zone: str, language: str) -> Found:
    """The city that a zone is named after, in the reader's language."""
    return Found(_zone_city(zone, language), zone)


def labels(language: str) -> Iterator[Found]:
    """All places, each once: what a browser proposes by itself."""
    for place in places():
        yield Found(city_of(place, language) or place.names[0], place.zone)


def city_of(place: Place, language: str) -> str:
    """What the place is called in the language, where that is known: that of a zone's own city."""
    own = _zone_city(place.zone, "en")
    return _zone_city(place.zone, language) if place.names[0] == own else ""


def offset_of(zone: str, moment: datetime) -> str:
    """`UTC+5:30`, as it stands at a moment in UTC."""
    offset = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes >= 0 else "−"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


@cache
def places() -> tuple[Place, ...]:
    """The cities of all zones, then the further ones."""
    of_zones = [Place(zone, _names(zone)) for zone in _canonical()]
    further = [Place(zone, tuple(one.split("|"))) for zone, cities in CITIES.items() for one in cities]
    return (*of_zones, *further)


def _names(zone: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_zone_city(zone, language.code) for language in SEVEN))


def _spellings(place: Place, language: str) -> tuple[str, ...]:
    return (city_of(place, language), *place.names)


def _zone_city(zone: str, language: str) -> str:
    known = locale_of(language).time_zones.get(zone, {}).get("city")
    return str(known) if known else zone.rpartition("/")[2].replace("_", " ")


@cache
def _canonical() -> tuple[str, ...]:
    """Each place once: without the older names that the list keeps for some."""
    older = get_global("zone_aliases")
    named_after_a_state = ("US/", "Canada/", "Brazil/", "Mexico/", "Chile/")
    return tuple(zone for zone in zones() if zone not in older and not zone.startswith(named_after_a_state))


@cache
def _by_name() -> dict[str, str]:
    return {_zone_key(zone): zone for zone in zones()}


def _zone_key(typed: str) -> str:
    return "_".join(typed.casefold().split())


def _begins(name: str, key: str) -> bool:
    known = _plain(name)
    return known.startswith(key) or f" {key}" in known


@cache
def _plain(name: str) -> str:
    """Of our own names alone: as many as there are places."""
    return plain(name)
