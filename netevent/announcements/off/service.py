"""The rules of wanting no announcements by mail. Called by `off.routes`; `announcements` puts the link in.

What concerns the own seat is no announcement: it is mailed all the same.
"""

from __future__ import annotations

from netevent.announcements.off import queries
from netevent.announcements.off.queries import Reader
from netevent.core.credentials import number_in, signed_number
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.mail.queries import delete_suppression
from netevent.core.mail.state import Reason
from netevent.core.web.paths import url

PURPOSE = "announcements-off"


def off_link(base_url: str, secret: str, attendee_id: int) -> str:
    """The address at which this attendee turns announcements by mail off."""
    return url(base_url, "announcements_off.ask_off", token=signed_number(secret, PURPOSE, attendee_id))


def find_reader(tx: Transaction, token: str, secret: str) -> Reader:
    """Whose link it is.

    Raises:
        NotFound: it is no such link, or the attendee is gone.
    """
    attendee_id = existing(number_in(secret, PURPOSE, token))
    return existing(queries.select_reader(tx, attendee_id))


def want(tx: Transaction, token: str, secret: str, is_wanted: bool) -> None:
    """Said twice it is the same. Who wants them again takes back that a mail was reported as spam.

    Raises:
        NotFound: as `find_reader`.
    """
    reader = find_reader(tx, token, secret)
    queries.update_wants(tx, reader.id, is_wanted)
    if is_wanted:
        delete_suppression(tx, reader.email_key, Reason.complained)
