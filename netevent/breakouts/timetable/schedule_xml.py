"""The schedule.xml of frab and pretalx, read and written. Called by `reading`, and by the export.

The name is the title; the description is subtitle, abstract and description, one below the other, as plain
text (`rich_text`). The form has no seats: an element of our own, <seats>, says them where there is a limit;
other programs pass over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import groupby
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring
from zlib import crc32
from zoneinfo import ZoneInfo

from defusedxml.common import DefusedXmlException, DTDForbidden
from defusedxml.ElementTree import fromstring

from netevent.breakouts.timetable.faults import FaultReason, RowUnreadable
from netevent.breakouts.timetable.gathering import Gathering, Row
from netevent.breakouts.timetable.moments import (
    DAY,
    When,
    days_and_clock,
    joined,
    moments,
    read_days_and_clock,
    read_when,
)
from netevent.breakouts.timetable.rich_text import marked_text
from netevent.breakouts.timetable.timetable import Timetable, TimetableSession
from netevent.breakouts.timetable.unreadable import Reason, UnreadableTimetable
from netevent.core import clock
from netevent.core.text.comparing import bare

# Five thousand sessions with all that belongs to them need some 300,000 elements, each with two tags.
MOST_TAGS = 1_000_000
# What begins before this hour belongs to the day before.
NEW_DAY = timedelta(hours=5)


# ---- reading ---------------------------------------------------------------------------------------


def read_schedule_xml(content: bytes, zone: str) -> Timetable:
    """`zone` counts for times without an offset, unless the file names another one.

    Raises:
        UnreadableTimetable: it is no schedule.xml, broken, hostile, or too large.
    """
    root = parsed(content)
    if root.tag != "schedule":
        raise UnreadableTimetable(Reason.NOT_A_TIMETABLE)
    named = text_of(root, "conference/time_zone_name").strip()
    zone = named if clock.is_zone(named) else zone
    gathering = Gathering()
    for number, (day, room, event) in enumerate(events_of(root), start=1):
        gathering.take(number, partial(row_of, day, room, event, zone))
    return gathering.timetable(text_of(root, "conference/title"), zone)


def parsed(content: bytes) -> Element:
    if content.count(b"<") > MOST_TAGS:
        raise UnreadableTimetable(Reason.TOO_MUCH)
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DTDForbidden as doctype:
        is_page = str(doctype.name).lower() == "html"
        raise UnreadableTimetable(Reason.NOT_A_TIMETABLE if is_page else Reason.DOCTYPE) from None
    except DefusedXmlException:
        raise UnreadableTimetable(Reason.DOCTYPE) from None
    except ParseError as error:
        is_ours = b"<schedule" in content[:10_000].replace(b"\x00", b"")
        reason = Reason.BROKEN_XML if is_ours else Reason.NOT_A_TIMETABLE
        raise UnreadableTimetable(reason, row=error.position[0]) from None
    except (LookupError, ValueError):  # an encoding that nobody knows
        raise UnreadableTimetable(Reason.BROKEN_XML, row=1) from None
    return root


def events_of(root: Element) -> Iterator[tuple[Element, Element, Element]]:
    for day in root.iterfind("day"):
        for room in day.iterfind("room"):
            for event in room.iterfind("event"):
                yield day, room, event


def row_of(day: Element, room: Element, event: Element, zone: str) -> Row:
    """The session of one event.

    Raises:
        RowUnreadable: its times cannot be read.
    """
    wall, shown = start_of(day, event)
    starts = moments(wall, zone, shown)
    duration = text_of(event, "duration").strip()
    if not duration:
        raise RowUnreadable(FaultReason.END_MISSING)
    row = Row(
        name=text_of(event, "title"),
        start=starts[0],
        end=starts[0] + read_days_and_clock(duration),
        shown_end=duration,
        code=event.get("guid") or event.get("id") or "",
        description="\n\n".join(described(event)),
        room=text_of(event, "room").strip() or room.get("name", ""),
        track=text_of(event, "track"),
        presenters=[
            "".join(person.itertext()).strip() or person.get("name", "")
            for person in event.iterfind("persons/person")
        ],
        seats=text_of(event, "seats"),
    )
    if len(starts) > 1:
        row.remark(FaultReason.TIME_COMES_TWICE, shown)
    return row


def described(event: Element) -> Iterator[str]:
    """Subtitle, abstract and description, without what only says the same again."""
    said: set[str] = set()
    for tag in ("subtitle", "abstract", "description"):
        text = text_of(event, tag).strip()
        if text and text not in said:
            yield text
            said.add(text)


def start_of(day: Element, event: Element) -> tuple[datetime, str]:
    """On the clock of the wall, and how the file says it. A <date> with a time says all; else the day's date
    and <start>, which after midnight is on the date that follows."""
    own, start = text_of(event, "date").strip(), text_of(event, "start").strip()
    said = read_when(own) if own else When("")
    if said.date and said.time:
        return joined(said.date, said.time), own
    if not start:
        raise RowUnreadable(FaultReason.START_MISSING)
    at, shown = read_when(start), f"{own or day.get('date', '')} {start}".strip()
    on = at.date or said.date or date_of_day(day)
    if on is None or at.time is None:
        raise RowUnreadable(FaultReason.NOT_A_TIME, shown)
    wall = joined(on, at.time)
    return (wall if at.date or said.date else within(day, wall)), shown


def date_of_day(day: Element) -> date | None:
    return read_when(day.get("date") or day.get("start") or "").date


def within(day: Element, wall: datetime) -> datetime:
    """The time after midnight of a day that goes on till the early morning."""
    begins, ends = bound(day, "start"), bound(day, "end")
    if begins and ends and wall < begins and wall + DAY <= ends:
        return wall + DAY
    return wall


def bound(day: Element, name: str) -> datetime | None:
    """As the clock of the wall shows it."""
    try:
        said = read_when(day.get(name, ""))
    except RowUnreadable:
        return None
    return datetime.combine(said.date, said.time.replace(tzinfo=None)) if said.date and said.time else None


def text_of(parent: Element, tag: str) -> str:
    """With what stands in elements within: some write HTML without escaping it."""
    found = parent.find(tag)
    return "" if found is None else "".join(found.itertext())


# ---- writing ---------------------------------------------------------------------------------------


def write_schedule_xml(
    title: str, zone: str, sessions: Sequence[TimetableSession], version: str = "1"
) -> bytes:
    """`read_schedule_xml` reads the same sessions again, in the order of a timetable.

    Each session needs its `upstream_id`, or the code that it has here in its place.
    """
    numbers = numbers_of(sessions)
    days = [(day, list(same)) for day, same in groupby(by_day(sessions, zone), lambda one: day_of(one, zone))]
    root = Element("schedule")
    add(root, "version", version)
    root.append(conference(title, zone, [day for day, _ in days]))
    for index, (day, same) in enumerate(days, start=1):
        root.append(day_element(index, day, same, zone, numbers, slug_of(title)))
    indent(root, space="")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def by_day(sessions: Sequence[TimetableSession], zone: str) -> list[TimetableSession]:
    return sorted(
        sessions, key=lambda one: (day_of(one, zone), one.room, one.start, one.end, one.upstream_id)
    )


def day_of(session: TimetableSession, zone: str) -> date:
    return (clock.local(session.start, zone).replace(tzinfo=None) - NEW_DAY).date()


def numbers_of(sessions: Sequence[TimetableSession]) -> dict[str, int]:
    """The form asks for a number beside the guid; programs remember favourites by it. It stays."""
    taken: dict[int, str] = {}
    for code in sorted({session.upstream_id for session in sessions}):
        number = crc32(code.encode()) % 2**31 or 1
        while number in taken:
            number += 1
        taken[number] = code
    return {code: number for number, code in taken.items()}


def conference(title: str, zone: str, days: Sequence[date]) -> Element:
    element = Element("conference")
    add(element, "title", title)
    add(element, "acronym", slug_of(title))
    if days:
        add(element, "start", days[0].isoformat())
        add(element, "end", days[-1].isoformat())
    add(element, "days", str(len(days)))
    add(element, "timeslot_duration", "00:05")
    add(element, "time_zone_name", zone)
    return element


def day_element(
    index: int,
    day: date,
    sessions: Sequence[TimetableSession],
    zone: str,
    numbers: dict[str, int],
    acronym: str,
) -> Element:
    begins = datetime.combine(day, time(), tzinfo=ZoneInfo(zone)) + NEW_DAY
    element = Element(
        "day",
        index=str(index),
        date=day.isoformat(),
        start=begins.isoformat(),
        end=(begins + DAY).isoformat(),
    )
    for room, same in groupby(sessions, lambda session: session.room):
        in_room = SubElement(element, "room", name=allowed(room))
        in_room.extend(event_element(one, zone, numbers[one.upstream_id], acronym) for one in same)
    return element


def event_element(session: TimetableSession, zone: str, number: int, acronym: str) -> Element:
    event = Element("event", guid=allowed(session.upstream_id), id=str(number))
    starts = clock.local(session.start, zone)
    add(event, "date", starts.isoformat())
    add(event, "start", f"{starts:%H:%M}")
    add(event, "duration", days_and_clock(session.end - session.start))
    add(event, "room", session.room)
    add(event, "slug", f"{acronym}-{number}-{slug_of(session.name)}")
    add(event, "title", session.name)
    for tag in ("subtitle", "abstract"):
        add(event, tag, "")
    add(event, "track", session.track)
    for tag in ("type", "language"):
        add(event, tag, "")
    add(event, "description", marked_text(session.description))
    if session.seats is not None:
        add(event, "seats", str(session.seats))
    persons = SubElement(event, "persons")
    for name in session.presenters:
        add(persons, "person", name)
    SubElement(event, "links")
    return event


def add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = allowed(text)


def allowed(text: str) -> str:
    """Without the characters that no XML may hold."""
    return FORBIDDEN.sub("", text)


def slug_of(text: str) -> str:
    return NO_SLUG.sub("-", bare(text)).strip("-")[:60].strip("-")


FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NO_SLUG = re.compile("[^a-z0-9]+")
