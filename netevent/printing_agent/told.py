"""What the server tells the agent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Label:
    """What the station prints on, in millimetres."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Job:
    """A badge that is to be printed now; `pdf` is where it is."""

    id: int
    pdf: str


@dataclass(frozen=True, slots=True)
class Told:
    """How the station stands, and what it is to print; None: nothing."""

    event_id: int
    name: str
    is_paused: bool
    label: Label
    job: Job | None


def told_in(sent: Any) -> Told:
    """
    Raises:
        KeyError, TypeError, ValueError: this is no print station's server.
    """
    station, job = sent["station"], sent["job"]
    return Told(
        event_id=int(station["event_id"]),
        name=str(station["name"]),
        is_paused=bool(station["is_paused"]),
        label=Label(float(station["width"]), float(station["height"])),
        job=Job(int(job["id"]), str(job["pdf"])) if job else None,
    )
