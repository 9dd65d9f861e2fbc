"""From what stands in the rows of a source to the sessions of a timetable. Called by the readings.

Here are the rules that hold whatever the source is: what is cut, what a session without a code is called,
and which sessions stay out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice

from netevent.breakouts.timetable.faults import FaultReason, RowFault, RowUnreadable, quoted
from netevent.breakouts.timetable.rich_text import plain_line, plain_text
from netevent.breakouts.timetable.timetable import Timetable, TimetableSession
from netevent.breakouts.timetable.unreadable import MOST_SESSIONS, Reason, UnreadableTimetable

# What the columns of the tables hold; a description in bytes, of which a character takes up to four.
LONGEST_NAME = LONGEST_ROOM = LONGEST_CODE = LONGEST_PRESENTER = 255
LONGEST_TRACK = 100
LONGEST_DESCRIPTION = 16_000
MOST_PRESENTERS = 50
MOST_SEATS = 100_000
MOST_DAYS = 2


@dataclass(slots=True)
class Row:
    """A session as its source says it, with what the reading already has to remark."""

    name: str
    start: datetime
    end: datetime
    shown_end: str = ""
    code: str = ""
    description: str = ""
    room: str = ""
    track: str = ""
    presenters: Sequence[str] = ()
    seats: str = ""
    remarks: list[RowUnreadable] = field(default_factory=list)

    def remark(self, reason: FaultReason, value: str, limit: int = 0) -> None:
        self.remarks.append(RowUnreadable(reason, value, limit))


class Gathering:
    """The rows of one source on their way, one after the other."""

    def __init__(self) -> None:
        self.rows = 0
        self.sessions: list[tuple[int, TimetableSession]] = []
        self.faults: list[RowFault] = []
        self.codes: set[str] = set()
        self.unnamed: Counter[str] = Counter()

    def take(self, number: int, read: Callable[[], Row]) -> None:
        """The session of one row, or the fault for which it stays out.

        Raises:
            UnreadableTimetable: it is one too many.
        """
        self.rows += 1
        if self.rows > MOST_SESSIONS:
            raise UnreadableTimetable(Reason.TOO_MANY_SESSIONS, limit=MOST_SESSIONS)
        try:
            row = read()
            session = self.session_of(row)
        except RowUnreadable as unreadable:
            self.faults.append(unreadable.at(number))
            return
        self.codes.add(session.upstream_id)
        self.sessions.append((number, session))
        self.faults.extend(remark.at(number) for remark in row.remarks)

    def session_of(self, row: Row) -> TimetableSession:
        name = plain_line(row.name)
        if not name:
            raise RowUnreadable(FaultReason.NAME_MISSING)
        check_times(row)
        check_letters(row)
        return TimetableSession(
            upstream_id=self.code_of(row, name),
            name=cut(row, name, LONGEST_NAME),
            description=cut(row, plain_text(row.description), LONGEST_DESCRIPTION),
            start=row.start,
            end=row.end,
            room=cut(row, plain_line(row.room), LONGEST_ROOM),
            track=cut(row, plain_line(row.track), LONGEST_TRACK),
            presenters=presenters_of(row),
            seats=seats_of(row),
        )

    def code_of(self, row: Row, name: str) -> str:
        code = plain_line(row.code)
        if len(code) > LONGEST_CODE:
            raise RowUnreadable(FaultReason.CODE_TOO_LONG, limit=LONGEST_CODE)
        if code in self.codes:
            raise RowUnreadable(FaultReason.CODE_TWICE, code)
        return code or self.code_from(name)

    def code_from(self, name: str) -> str:
        """The same in a later timetable, also when time and room have changed; a name that comes again is
        counted."""
        digest = sha256(name.encode()).hexdigest()[:32]
        while True:
            self.unnamed[name] += 1
            code = f"name-{digest}-{self.unnamed[name]}"
            if code not in self.codes:
                return code

    def timetable(self, title: str, zone: str) -> Timetable:
        """All that was taken.

        Raises:
            UnreadableTimetable: there was no row at all.
        """
        if not self.sessions and not self.faults:
            raise UnreadableTimetable(Reason.NO_SESSIONS)
        faults = sorted((*self.faults, *taken_rooms(self.sessions)), key=lambda fault: fault.row)
        ordered = sorted((session for _, session in self.sessions), key=place)
        return Timetable(plain_line(title)[:LONGEST_NAME], zone, tuple(ordered), tuple(faults))


def check_times(row: Row) -> None:
    if row.end <= row.start:
        raise RowUnreadable(FaultReason.ENDS_TOO_EARLY, row.shown_end)
    if row.end - row.start > timedelta(days=MOST_DAYS):
        raise RowUnreadable(FaultReason.LASTS_TOO_LONG, limit=MOST_DAYS)


def check_letters(row: Row) -> None:
    for text in (row.name, row.description, row.room, row.track, *row.presenters):
        if "\ufffd" in text:
            row.remark(FaultReason.UNREADABLE_LETTER, text)


def cut(row: Row, text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    row.remark(FaultReason.CUT, text, limit)
    return text[:limit].rstrip()


def presenters_of(row: Row) -> tuple[str, ...]:
    """Each once, in the order of the source."""
    names = dict.fromkeys(name for presenter in row.presenters if (name := plain_line(presenter)))
    if len(names) > MOST_PRESENTERS:
        row.remark(FaultReason.TOO_MANY_PRESENTERS, "", MOST_PRESENTERS)
    return tuple(cut(row, name, LONGEST_PRESENTER) for name in islice(names, MOST_PRESENTERS))


def seats_of(row: Row) -> int | None:
    text = plain_line(row.seats)
    if text in ("", "-", "–", "∞"):
        return None
    if text.isascii() and text.isdigit() and len(text) <= 9 and 0 < int(text) <= MOST_SEATS:
        return int(text)
    row.remark(FaultReason.NOT_SEATS, text)
    return None


def taken_rooms(sessions: Iterable[tuple[int, TimetableSession]]) -> Iterable[RowFault]:
    """One remark for each session that starts while another one is on in its room."""
    last: dict[str, TimetableSession] = {}
    for number, session in sorted(sessions, key=lambda numbered: place(numbered[1])):
        room = session.room.casefold()
        before = last.get(room)
        if room and before and session.start < before.end:
            yield RowFault(number, FaultReason.ROOM_TAKEN, quoted(before.name))
        if before is None or session.end > before.end:
            last[room] = session


def place(session: TimetableSession) -> tuple[datetime, datetime, str, str]:
    return session.start, session.end, session.room, session.upstream_id
