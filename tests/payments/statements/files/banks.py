"""Statements as banks in Europe write them, shortened: the banks' own headers and signs, invented people."""

from __future__ import annotations

from pathlib import Path

REFERENCE = "ABCDEFGHJKLM"
FOLDER = Path(__file__).resolve().parent.parent.parent.parent / "data" / "statements"


def statement(name: str) -> bytes:
    return (FOLDER / name).read_bytes()
