"""How the language in use writes times, numbers and lists; filters of the templates (`core.web.pages`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, format_datetime, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from netevent.core.clock import local, now
from netevent.core.i18n import current_language, current_locale, date_format, gettext, locale_of

# strftime's letters, as the `languages` table uses them, in Babel's.
PATTERN = {
    "A": "EEEE", "a": "EEE", "B": "MMMM", "b": "MMM", "d": "dd", "e": "d", "m": "MM", "Y": "yyyy",
    "y": "yy", "H": "HH", "I": "hh", "M": "mm", "S": "ss", "p": "a", "%": "%",
}  # fmt: skip


def clock_time(moment: datetime, zone: str) -> str:
    """``09:14:22``, or ``9:14:22 AM`` where the language's clock goes to twelve."""
    return _time(local(moment, zone), "%H:%M:%S", "h:mm:ss a")


def short_time(moment: datetime, zone: str) -> str:
    """``09:14``, or ``9:14 AM`` where the language's clock goes to twelve."""
    return _time(local(moment, zone), "%H:%M", "h:mm a")


def has_twelve_hours() -> bool:
    """By the date format of the language in use, or else by its locale's own times."""
    letter = re.search("%[HI]", date_format(current_language()))
    if letter:
        return letter[0] == "%I"
    return "a" in re.sub("'[^']*'", "", current_locale().time_formats["short"].pattern)


def day(moment: datetime, zone: str) -> str:
    return format_date(local(moment, zone), "full", locale=current_locale())


def long_date(value: date) -> str:
    """24 November 2026: of a day that no zone can move."""
    return format_date(value, "long", locale=current_locale())


def medium_date(value: date) -> str:
    """24 Nov 2026"""
    return format_date(value, "medium", locale=current_locale())


def month_name(value: date) -> str:
    """November 2026"""
    return format_skeleton("yMMMM", value, locale=current_locale())


def short_day(moment: datetime, zone: str) -> str:
    """Tue, 24 Nov"""
    return format_skeleton("MMMEd", local(moment, zone), locale=current_locale())


def short_date(date: date) -> str:
    """24 Nov 2026"""
    return format_date(date, "medium", locale=current_locale())


def lately(moment: datetime, zone: str) -> str:
    """``today 09:14``, ``Mon 23 Nov, 09:14``, or with the year when it is another one: for lists."""
    wall, today = local(moment, zone), local(now(), zone)
    time = short_time(moment, zone)
    if wall.date() == today.date():
        return gettext("today %(time)s") % {"time": time}
    skeleton = "MMMEd" if wall.year == today.year else "yMMMd"
    return f"{format_skeleton(skeleton, wall, locale=current_locale())}, {time}"


def moment(moment: datetime, zone: str) -> str:
    """Date and time, in the language's own format where the `languages` table sets one."""
    return written(local(moment, zone), date_format(current_language()), current_language())


def written(wall: datetime, date_format: str, code: str) -> str:
    """A moment in a date format of the language `code`; an empty one is the locale's own.

    Each letter is written on its own: side by side, Babel would read some of them as one.
    """
    locale = locale_of(code)
    if not date_format:
        return format_datetime(wall, "medium", locale=locale)

    def piece(letter: re.Match[str]) -> str:
        pattern = PATTERN.get(letter[1], "")
        return format_datetime(wall, pattern, locale=locale) if pattern.isalpha() else pattern

    return re.sub("%(.)", piece, date_format)


def period(start: datetime, end: datetime | None, zone: str) -> str:
    """``Tuesday, 24 November 2026, 09:30 to 17:30``; with two dates where it ends on another day."""
    text = f"{day(start, zone)}, {short_time(start, zone)}"
    if end is None:
        return text
    last = short_time(end, zone)
    if local(end, zone).date() != local(start, zone).date():
        last = f"{day(end, zone)}, {last}"
    return gettext("%(start)s to %(end)s") % {"start": text, "end": last}


def number(value: float) -> str:
    return format_decimal(value, locale=current_locale())


def amount(value: Decimal) -> str:
    """``1,250.00``: with two decimals, whatever the currency."""
    return format_decimal(value, "#,##0.00", locale=current_locale())


def plain_amount(value: Decimal) -> str:
    """``1250.00``: as a field shows it to be written over."""
    return format_decimal(value, "0.00", locale=current_locale())


def price(value: Decimal, currency: str) -> str:
    """``€95.00`` of 95 and EUR, as the language writes it."""
    return format_currency(value, currency, locale=current_locale())


def percent(value: float) -> str:
    """``64 %`` of 64."""
    return format_percent(value / 100, locale=current_locale())


def exact_percent(value: Decimal) -> str:
    """``12.5 %`` of 12.50: with the decimals that it has."""
    return format_percent(value.normalize() / 100, locale=current_locale(), decimal_quantization=False)


def listed(texts: Sequence[str]) -> str:
    """``Marta, Piet and Olga``"""
    return format_list(list(texts), locale=current_locale())


def some_of(texts: Sequence[str]) -> str:
    """``Marta, Piet, …``: the list goes on, which all our languages write alike."""
    return ", ".join([*texts, "…"])


def _time(wall: datetime, to_24: str, to_12: str) -> str:
    """Of 24 hours all our languages write the same, and the desk's journal is quicker without Babel."""
    if has_twelve_hours():
        return format_time(wall, to_12, locale=current_locale())
    return wall.strftime(to_24)
