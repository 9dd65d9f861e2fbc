"""Dates, times and answers as they stand on a badge, in the language of its person."""

from __future__ import annotations

from collections.abc import Iterable

from babel.dates import format_interval

from netevent.attendees.questions.question import Given
from netevent.badges.making.queries import Seat
from netevent.core import clock
from netevent.core.i18n import current_locale
from netevent.core.i18n.writing import long_date, short_day, short_time, some_of
from netevent.events.details import Event

# Of each of an answer's texts; a badge is no page.
LONGEST_ANSWER = 80
MOST_OPTIONS = 4


def dates_of(event: Event) -> str:
    """24 November 2026, or 24–25 Nov 2026"""
    first = clock.local(event.details.start, event.zone).date()
    last = clock.local(event.details.end, event.zone).date() if event.details.end else first
    if first == last:
        return long_date(first)
    return str(format_interval(first, last, "yMMMd", locale=current_locale()))


def time_of(seat: Seat, event: Event) -> str:
    """09:30, or Tue 24 Nov, 09:30 of an event that goes on for days."""
    time = short_time(seat.start, event.zone)
    first, last = event.details.start, event.details.end or event.details.start
    is_of_one_day = clock.local(first, event.zone).date() == clock.local(last, event.zone).date()
    return time if is_of_one_day else f"{short_day(seat.start, event.zone)}, {time}"


def answer_texts(given: Iterable[Given]) -> tuple[str, ...]:
    """What was written or chosen, without the question; of yes or no the question, where it was yes."""
    return tuple(text for text in map(_answer, given) if text)


def _answer(given: Given) -> str:
    if given.kind.is_yes_or_no:
        return given.label if given.is_yes else ""
    texts = [" ".join(text.split()) for text in given.texts]
    chosen = texts[:MOST_OPTIONS]
    text = some_of(chosen) if len(texts) > MOST_OPTIONS else ", ".join(chosen)
    return text if len(text) <= LONGEST_ANSWER else f"{text[: LONGEST_ANSWER - 1].rstrip()}…"
