"""Accounts that somebody else makes: an organizer invites to present, or to organize an event together.

Who was invited and is no longer wanted, before having come in, leaves nothing here. Called by
`breakouts.presenters.service` and `team.service`, and by who deletes sessions and events.
"""

from __future__ import annotations

from collections.abc import Collection

from netevent.core.credentials import NO_PASSWORD
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.text.comparing import normalize_email
from netevent.identity.accounts import Account, Kind
from netevent.identity.invited import queries
from netevent.identity.queries import select_account, select_organizer_by_email
from netevent.identity.service import AddressTaken, NewOrganizer, end_logins_of, register_organizer


def known(tx: Transaction, email: str) -> Account | None:
    """The organizer's account of this address, which nobody removes until the commit."""
    found = select_organizer_by_email(tx, normalize_email(email))
    if found is None:
        return None
    queries.lock_organizers(tx, [found.id])
    return select_account(tx, Kind.organizer, found.id)


def invite(tx: Transaction, email: str, name: str, language: str) -> Account:
    """An account without a password, which a link of `identity.links` confirms."""
    try:
        return register_organizer(tx, NewOrganizer(email, name, NO_PASSWORD, language, presents_only=True))
    except AddressTaken:  # in the same moment, by another
        return existing(known(tx, email))


def forget_needless(tx: Transaction, organizer_ids: Collection[int]) -> None:
    """Delete those of these accounts that nobody has opened and no session or event needs."""
    if not organizer_ids:
        return
    queries.lock_organizers(tx, organizer_ids)
    for organizer_id in queries.select_needless(tx, organizer_ids):
        end_logins_of(tx, Kind.organizer, organizer_id)
        queries.delete_organizer(tx, organizer_id)
