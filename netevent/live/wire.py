"""Changes on their way to other processes: as JSON-ready values, and back. Called by `live.bus`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from netevent.changes import Change


def encode(change: Change) -> dict[str, Any]:
    """The change as JSON-ready values, with its name under ``change``."""
    return {"change": type(change).__name__, **asdict(change)}


def decode(values: dict[str, Any]) -> Change:
    """The change that `encode` wrote.

    Raises:
        KeyError: the name is none of `netevent.changes` (another release's server spoke).
        TypeError: its fields are not those of the change.
    """
    fields = dict(values)
    name = fields.pop("change")
    return KINDS[name](**fields)


KINDS: dict[str, type[Change]] = {kind.__name__: kind for kind in Change.__subclasses__()}
