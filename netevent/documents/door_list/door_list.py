"""What stands on the list: all that its drawing knows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One person. `name` begins with the last one; `due` is what is to be paid, or ''."""

    name: str
    organisation: str
    type_name: str
    code: str
    due: str = ""
    is_in: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """Those whose last name begins with it. `link` leads to the desk's page of the same people."""

    letter: str
    link: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DoorList:
    """`printed_at` is written for its reader, whose language it is."""

    event: str
    printed_at: str
    letters: tuple[Letter, ...]
    language: str = "en"
