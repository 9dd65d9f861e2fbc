"""A file's name is made of what people typed: nothing of it leads out of the folder or breaks the header."""

from __future__ import annotations

import pytest

from netevent.documents.download import LONGEST_NAME, download, file_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Maps on a ferry", "Maps on a ferry"),
        ("../../etc/passwd", "etcpasswd"),
        ('a/b\\c:"d"\r\nX: y', "abcdX y"),
        ("Żuraw 2.0", "Żuraw 2.0"),
        (" . ", "session"),
        ("", "session"),
        ("🎉", "session"),
        ("x" * 300, "x" * LONGEST_NAME),
    ],
)
def test_only_what_is_harmless_is_left(typed: str, name: str):
    assert file_name(typed, "session") == name


def test_who_cannot_read_the_name_gets_a_plain_one():
    header = download(b"", "text/csv", "Żuraw.csv", "plain.csv").headers["Content-Disposition"]
    assert header == "attachment; filename=plain.csv; filename*=UTF-8''%C5%BBuraw.csv"
