"""From the bytes of a file to the rows of its table. Called by the reading of a list.

What the file is, its first bytes say; its name only decides where they are silent.
"""

from pathlib import PurePath

from netevent.attendees.importing.attendee_file.delimited import read_delimited
from netevent.attendees.importing.attendee_file.problems import AttendeeFileUnreadable, UnreadableReason
from netevent.attendees.importing.attendee_file.table import Table
from netevent.attendees.importing.attendee_file.workbook import read_workbook

MAX_MEGABYTES = 16

COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")  # .xls, and every Office file with a password
ZIP_FILES = (b"PK\x03\x04", b"PK\x05\x06")
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<meta", b"<style", b"<!--")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_table(content: bytes, filename: str, sheet: str = "") -> Table:
    """`sheet` is the one to read of a workbook; empty: the one with the attendees."""
    if len(content) > MAX_MEGABYTES * 1024 * 1024:
        raise AttendeeFileUnreadable(UnreadableReason.TOO_LARGE, limit=MAX_MEGABYTES)
    if not content.strip(b"\xef\xbb\xff\xfe \t\r\n\x00\xbf"):
        raise AttendeeFileUnreadable(UnreadableReason.EMPTY)
    if content.startswith(COMPOUND_FILE):
        if ENCRYPTED in content:
            raise AttendeeFileUnreadable(UnreadableReason.PASSWORD_PROTECTED)
        return read_workbook(content, sheet)
    if content.startswith(ZIP_FILES):
        return read_workbook(content, sheet)
    return read_text(content, PurePath(filename).suffix.lower())


def read_text(content: bytes, suffix: str) -> Table:
    """Neither a zip nor an Office file: a .csv, a web page in disguise, or nothing for us."""
    if looks_like_markup(content):
        raise AttendeeFileUnreadable(UnreadableReason.WEB_PAGE)
    if suffix in {".xlsx", ".xlsm", ".xlsb", ".ods"}:
        raise AttendeeFileUnreadable(UnreadableReason.BROKEN)
    return read_delimited(content)


def looks_like_markup(content: bytes) -> bool:
    start = content[:2000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return start.startswith(MARKUP)
