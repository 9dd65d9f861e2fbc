"""What a mail in the mailbox tells of one of ours. Called by `imap.collecting`."""

from __future__ import annotations

from netevent.bounces.report import Report
from netevent.bounces.reports.complaints import is_feedback, read_complaint
from netevent.bounces.reports.delivery_status import has_status, read_status
from netevent.bounces.reports.mail import parsed
from netevent.bounces.reports.wordings import is_by_daemon, read_wording


def read_report(content: bytes) -> Report | None:
    """None: an answer, somebody's holiday, a receipt, or what nobody can tell. People read those."""
    mail = parsed(content)
    if mail is None:
        return None
    if is_feedback(mail):
        return read_complaint(mail)
    if has_status(mail):
        return read_status(mail)
    return read_wording(mail) if is_by_daemon(mail) else None
