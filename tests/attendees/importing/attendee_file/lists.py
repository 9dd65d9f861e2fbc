"""Lists of attendees made for one test: .csv text and .xlsx workbooks."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from netevent.attendees.importing.attendee_file import (
    AttendeeFile,
    AttendeeFileUnreadable,
    AttendeeRow,
    UnreadableReason,
    read_attendee_file,
)

SAMPLES = Path(__file__).parents[3] / "data"


def sample(name: str) -> AttendeeFile:
    return read_attendee_file((SAMPLES / name).read_bytes(), name)


def csv_list(*lines: str) -> AttendeeFile:
    return read_attendee_file("\r\n".join(lines).encode(), "list.csv")


def only(attendee_file: AttendeeFile) -> AttendeeRow:
    assert not attendee_file.faults
    (row,) = attendee_file.rows
    return row


def workbook(*rows: Sequence[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    book.close()
    return target.getvalue()


def zipped(parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in dict(parts).items():
            archive.writestr(name, content)
    return target.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def refusal(content: bytes, filename: str) -> UnreadableReason:
    with pytest.raises(AttendeeFileUnreadable) as refused:
        read_attendee_file(content, filename)
    assert "%(" not in refused.value.message
    return refused.value.reason
