"""What `lpstat -l -p` says of a printer: whether it can print now."""

from __future__ import annotations

import re

from netevent.printing_agent.trouble import NONE, Trouble

# By the standard's words, IPP's `printer-state-reasons`.
# What is low, or takes its time, keeps nobody from printing.
STOPS = {
    "media-empty": "no_paper",
    "media-needed": "no_paper",
    "media-jam": "jammed",
    "cover-open": "open",
    "door-open": "open",
    "interlock-open": "open",
    "input-tray-missing": "no_tray",
    "output-area-full": "full",
    "marker-supply-empty": "no_ink",
    "toner-empty": "no_ink",
    "offline": "off",
    "shutdown": "off",
    "paused": "paused",
    "cups-missing-filter": "no_driver",
}
QUEUE_STOPPED = Trouble("stopped")


def trouble_in(said: str) -> Trouble:
    """None of it where it prints."""
    found = re.search(r"^\s*Alerts: *(.+)$", said, re.MULTILINE)
    for alert in found[1].split() if found else ():
        word = re.sub(r"-(report|warning|error)$", "", alert.strip(","))
        if word in STOPS:
            return Trouble(STOPS[word])
    return QUEUE_STOPPED if re.search(r"^printer \S+ disabled", said, re.MULTILINE) else NONE
