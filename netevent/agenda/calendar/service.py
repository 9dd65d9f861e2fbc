"""The private address under which a phone's calendar fetches an agenda. Called by the routes.

It is not stored: the attendee's number and `calendar_version`, signed with the site's secret. A new version
ends all older addresses.
"""

from __future__ import annotations

import re

from netevent.agenda import queries as agenda_queries
from netevent.agenda.calendar import queries as calendar_queries
from netevent.agenda.timeline import Agenda
from netevent.core.credentials import same, signature
from netevent.core.database import Transaction
from netevent.core.errors import NotFound, existing

TOKEN = re.compile(r"([1-9][0-9]{0,8})-([0-9a-f]{64})", re.ASCII)


def calendar_token(tx: Transaction, attendee_id: int, secret: str) -> str:
    """The token that is valid now.

    Raises:
        NotFound: there is no such attendee.
    """
    version = existing(calendar_queries.select_version(tx, attendee_id))
    return _token(attendee_id, version, secret)


def find_agenda(tx: Transaction, token: str, secret: str) -> Agenda:
    """The agenda that a token opens.

    Raises:
        NotFound: the token is malformed, an older one, or of an attendee who is gone.
    """
    parts = existing(TOKEN.fullmatch(token))
    attendee_id = int(parts[1])
    version = calendar_queries.select_version(tx, attendee_id)
    # Compared without an attendee too, so that it takes the same time; it fails, because no version is 0.
    is_right = same(token, _token(attendee_id, version or 0, secret))
    agenda = agenda_queries.select_calendar(tx, attendee_id) if is_right and version else None
    if agenda is None:
        raise NotFound
    return agenda


def renew_address(tx: Transaction, attendee_id: int) -> None:
    """Make the address invalid; `calendar_token` then gives another one."""
    calendar_queries.update_version(tx, attendee_id)


def _token(attendee_id: int, version: int, secret: str) -> str:
    return f"{attendee_id}-{signature(secret, 'calendar', str(attendee_id), str(version))}"
