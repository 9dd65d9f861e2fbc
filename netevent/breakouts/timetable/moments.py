"""Dates, times and durations as timetables write them, and the moments that they mean.

What a clock on the wall shows comes in as a `datetime` without a zone or, where the source gives an offset,
with it; what goes out is UTC without a zone, in whole minutes. Called by the readings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from netevent.breakouts.timetable.faults import FaultReason, RowUnreadable
from netevent.core import clock

# Beyond these a year is a slip of the hand, and no sum of times runs out of bounds.
YEARS = range(1970, 2200)
DAY = timedelta(days=1)
# No time takes more letters. The expressions below take time by the square of a cell full of spaces.
LONGEST_TEXT = 60
# A time without a date that is earlier than the start means the next day, unless that makes it so long.
LONGEST_NIGHT = timedelta(hours=12)

WHEN = re.compile(
    r"""(?: (?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})
          | (?P<day2>\d{1,2})[-/.](?P<month2>\d{1,2})[-/.](?P<year2>\d{4}) )?
        (?: (?:^|T|,?\s+) (?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d+)?)?
            \s*(?P<half>[ap]\.?m\.?|uhr|uur|h)? )?
        \s*(?P<offset>Z|[+-]\d{2}:?\d{2})?""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::[0-5]\d)?", re.ASCII)
WORDS = re.compile(
    r"(?:(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|hrs?|hours?|uur|std|stunden?|heures?|horas?|or[ae]|godz)\.?\s*)?"
    r"(?:(\d{1,4})\s*(?:m|mins?|minutes?|minuten|minuti|minutos?|minut[ay]?|')?\.?)?",
    re.IGNORECASE | re.ASCII,
)
DAYS_AND_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class When:
    """What one cell says: a date, a time or both. `text` is how it says it."""

    text: str
    date: date | None = None
    time: time | None = None


def read_when(text: str) -> When:
    """“2026-11-27 09:30”, “27-11-2026”, “9.30”, “2026-11-27T09:30:00+01:00”; the day goes before the month.

    Raises:
        RowUnreadable: it is neither a date nor a time.
    """
    found = WHEN.fullmatch(bounded(text))
    if not found or not (found["hour"] or found["year"] or found["year2"]):
        raise RowUnreadable(FaultReason.NOT_A_TIME, text)
    try:
        return When(text, date_of(found), time_of(found))
    except ValueError:
        raise RowUnreadable(FaultReason.NOT_A_TIME, text) from None


def bounded(text: str) -> str:
    """Nothing in place of a text that is too long for a time."""
    text = text.strip()
    return text if len(text) <= LONGEST_TEXT else ""


def date_of(found: re.Match[str]) -> date | None:
    numbers = found.group("year", "month", "day") if found["year"] else found.group("year2", "month2", "day2")
    if numbers[0] is None:
        return None
    day = date(*map(int, numbers))
    if day.year not in YEARS:
        raise ValueError(day)
    return day


def time_of(found: re.Match[str]) -> time | None:
    if found["hour"] is None:
        return None
    hour, half = int(found["hour"]), (found["half"] or "")[:1].lower()
    if half in ("a", "p"):
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(found["minute"]), int(found["second"] or 0), tzinfo=offset_of(found["offset"]))


def offset_of(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text in ("Z", "z"):
        return UTC
    away = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-away if text[0] == "-" else away)


def moments(wall: datetime, zone: str, text: str) -> list[datetime]:
    """The moments at which the clock shows this: two where it goes back, else one.

    Raises:
        RowUnreadable: the clock skips this time, or it is in no year of ours.
    """
    wall = whole_minute(wall)
    if wall.year not in YEARS:
        raise RowUnreadable(FaultReason.NOT_A_TIME, text)
    if wall.tzinfo is not None:
        return [wall.astimezone(UTC).replace(tzinfo=None)]
    found = clock.readings(wall, zone)
    if not found:
        raise RowUnreadable(FaultReason.SKIPPED_TIME, text)
    return found


def whole_minute(moment: datetime) -> datetime:
    """Spreadsheets count in fractions of days: half past nine may come as 09:29:59.99."""
    minute = moment.replace(second=0, microsecond=0)
    return minute + clock.MINUTE if moment.second >= 30 else minute


def read_duration(text: str) -> timedelta:
    """“0:45”, “1:30:00”, “45”, “45 min”, “1 h 30”, “1.5 h”. A bare number is minutes.

    Raises:
        RowUnreadable: it is none, or nothing.
    """
    short = bounded(text)
    if found := CLOCK.fullmatch(short):
        return timedelta(hours=int(found[1]), minutes=int(found[2]))
    found = WORDS.fullmatch(short)
    if not found or not any(found.groups()):
        raise RowUnreadable(FaultReason.NOT_A_DURATION, text)
    hours = timedelta(hours=float((found[1] or "0").replace(",", ".")))
    return timedelta(minutes=round((hours + timedelta(minutes=int(found[2] or 0))) / clock.MINUTE))


def read_days_and_clock(text: str) -> timedelta:
    """HH:MM or D:HH:MM, as a schedule.xml writes durations.

    Raises:
        RowUnreadable: it is neither.
    """
    found = DAYS_AND_CLOCK.fullmatch(bounded(text))
    if not found:
        raise RowUnreadable(FaultReason.NOT_A_DURATION, text)
    days, hours, minutes = (int(number or 0) for number in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)


def days_and_clock(length: timedelta) -> str:
    hours, minutes = divmod(length % DAY // clock.MINUTE, 60)
    days = length // DAY
    return f"{days}:{hours:02}:{minutes:02}" if days else f"{hours:02}:{minutes:02}"


def joined(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=at.tzinfo)


def end_on_the_wall(start: datetime, end: When) -> datetime:
    """An end without a date is on the start's day, or in the night that follows, by the same clock."""
    at = end.time or time()
    if end.date is not None:
        return joined(end.date, at)
    wall = datetime.combine(start.date(), at.replace(tzinfo=None), tzinfo=start.tzinfo)
    night = wall + DAY
    return night if wall < start and night - start <= LONGEST_NIGHT else wall
