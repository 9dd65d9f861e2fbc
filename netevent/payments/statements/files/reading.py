"""The lines of a file, whatever its form. Called by `process`, in a child."""

from __future__ import annotations

from netevent.payments.statements.files.camt import read_camt
from netevent.payments.statements.files.csv_file import read_csv
from netevent.payments.statements.files.statement import Reason, Statement, UnreadableStatement

PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf")
BYTE_MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"


def read_statement(content: bytes, home: str) -> Statement:
    """`home`: the currency where the file names none.

    Raises:
        UnreadableStatement: nothing of the file can be used.
    """
    if content.startswith(PACKED):
        raise UnreadableStatement(Reason.PACKED)
    is_xml = content.lstrip(BYTE_MARKS).replace(b"\x00", b"")[:1] == b"<"
    statement = read_camt(content) if is_xml else read_csv(content, home)
    if not statement.lines and not statement.unread:
        raise UnreadableStatement(Reason.EMPTY)
    return statement
