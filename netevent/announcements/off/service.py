"""The rules of wanting no announcements by mail. Called by `off.routes`; `announcements` puts the link in.

What concerns the own seat is no announcement: it is mailed all the same.
"""

from __future__ import annotations

import re

from netevent.announcements.off import queries
from netevent.announcements.off.queries import Reader
from netevent.core.credentials import same, signature
from netevent.core.database import Transaction
from netevent.core.errors import NotFound, existing
from netevent.core.web.paths import url

TOKEN = re.compile(r"([1-9][0-9]{0,8})-[0-9a-f]{64}", re.ASCII)


def off_link(base_url: str, secret: str, attendee_id: int) -> str:
    """The address at which this attendee turns announcements by mail off."""
    return url(base_url, "announcements_off.ask_off", token=_token(attendee_id, secret))


def find_reader(tx: Transaction, token: str, secret: str) -> Reader:
    """Whose link it is.

    Raises:
        NotFound: it is no such link, or the attendee is gone.
    """
    parts = TOKEN.fullmatch(token)
    if parts is None or not same(token, _token(int(parts[1]), secret)):
        raise NotFound
    return existing(queries.select_reader(tx, int(parts[1])))


def want(tx: Transaction, token: str, secret: str, is_wanted: bool) -> None:
    """Said twice it is the same.

    Raises:
        NotFound: as `find_reader`.
    """
    queries.update_wants(tx, find_reader(tx, token, secret).id, is_wanted)


def _token(attendee_id: int, secret: str) -> str:
    return f"{attendee_id}-{signature(secret, 'announcements-off', str(attendee_id))}"
