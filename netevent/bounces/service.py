"""Notes what was told. Called by `imap.collecting` and `brevo.routes`."""

from __future__ import annotations

from netevent.bounces.report import Report, What
from netevent.core.database import Transaction
from netevent.core.mail.record import note_bounced, note_complained, note_delivered


def note(tx: Transaction, report: Report) -> bool:
    """False: it is about no mail of ours. Told twice it counts once."""
    if report.what is What.complained:
        return note_complained(tx, report.message_id)
    if report.what is What.delivered:
        note_delivered(tx, report.message_id)
        return True
    is_permanent = report.what is What.failed and report.is_permanent
    return note_bounced(tx, report.message_id, report.said, is_permanent)
