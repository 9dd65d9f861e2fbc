"""What `lpstat -l -p` says of a printer, in English: whether it can print now."""

from __future__ import annotations

import re

# By the standard's words, IPP's `printer-state-reasons`.
# What is low, or takes its time, keeps nobody from printing.
STOPS = {
    "media-empty": "The printer has no paper.",
    "media-needed": "The printer has no paper.",
    "media-jam": "The paper is jammed in the printer.",
    "cover-open": "The printer is open.",
    "door-open": "The printer is open.",
    "interlock-open": "The printer is open.",
    "input-tray-missing": "The printer lacks its paper tray.",
    "output-area-full": "Take the paper out of the printer.",
    "marker-supply-empty": "The printer has no ink or toner.",
    "toner-empty": "The printer has no ink or toner.",
    "offline": "The printer is off, or has no network.",
    "shutdown": "The printer is off, or has no network.",
    "paused": "The printer is paused.",
    "cups-missing-filter": "The printer's driver is missing.",
}
QUEUE_STOPPED = "The printer's queue is stopped."


def trouble_in(said: str) -> str:
    """'' where it prints."""
    found = re.search(r"^\s*Alerts: *(.+)$", said, re.MULTILINE)
    for alert in found[1].split() if found else ():
        word = re.sub(r"-(report|warning|error)$", "", alert.strip(","))
        if word in STOPS:
            return STOPS[word]
    return QUEUE_STOPPED if re.search(r"^printer \S+ disabled", said, re.MULTILINE) else ""
