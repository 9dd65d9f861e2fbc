"""The one clock. All times in the program and the database are UTC without a zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - UTC without a zone, as every time here
MINUTE = timedelta(minutes=1)


def now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def epoch_ms() -> int:
    """Now, as scripts of pages count it: what `Date.now()` says on a device whose clock is right."""
    return round((now() - EPOCH) / timedelta(milliseconds=1))


def local(moment: datetime, zone: str) -> datetime:
    """A UTC moment as the clock on the wall of `zone` shows it."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))


def utc(wall: datetime, zone: str) -> datetime:
    """What the clock on the wall of `zone` shows, as a UTC moment."""
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)


def readings(wall: datetime, zone: str) -> list[datetime]:
    """The UTC moments at which the clock on the wall of `zone` shows this.

    None for a time that is skipped when the clock is put forward, two for one that comes again when it is
    put back, else one.
    """
    moments = {utc(wall.replace(fold=fold), zone) for fold in (0, 1)}
    return sorted(moment for moment in moments if local(moment, zone).replace(tzinfo=None) == wall)


def minute_of(moment: datetime) -> int:
    """The whole minutes since 1970: arrivals are counted by them."""
    return (moment - EPOCH) // MINUTE


def moment_of(minute: int) -> datetime:
    return EPOCH + minute * MINUTE


def is_zone(name: str) -> bool:
    return name in available_timezones()
