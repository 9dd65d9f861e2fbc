"""What a check found. Made by the checks, shown by `cli.doctor`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    good = "ok"
    doubtful = "look"
    broken = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; `fix` says what to do where it isn't good."""

    subject: str
    health: Health
    text: str
    fix: str = ""
