"""Complaints (ARF, RFC 5965): a reader called a mail spam, and the provider tells. Called by `reading`."""

from __future__ import annotations

import re
from email.message import Message

from netevent.bounces.report import Report, What
from netevent.bounces.reports.mail import header, parts, text_of
from netevent.bounces.reports.returned import returned_id

FEEDBACK = "message/feedback-report"
KIND = re.compile(r"^Feedback-Type:[ \t]*([\w-]+)", re.IGNORECASE | re.MULTILINE)
# Others say that it is no spam, or that a signature failed.
COMPLAINTS = {"abuse", "fraud", "opt-out", "opt-out-list", "other"}


def is_feedback(mail: Message) -> bool:
    return any(parts(mail, FEEDBACK))


def read_complaint(mail: Message) -> Report | None:
    kind = next((found for part in parts(mail, FEEDBACK) if (found := _kind(part))), "")
    message_id = returned_id(mail)
    return Report(message_id, What.complained) if message_id and kind in COMPLAINTS else None


def _kind(part: Message) -> str:
    """The parser takes it for a mail of its own, whose headers are the report's fields."""
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], Message):
        return header(inner[0], "Feedback-Type").lower()
    found = KIND.search(text_of(part))
    return found[1].lower() if found else ""
