"""Who was invited to present and is no longer wanted, before having come in, leaves nothing here.

Called by what removes presenters: `breakouts.presenters.service`, and who deletes sessions and events.
"""

from __future__ import annotations

from collections.abc import Collection

from netevent.core.database import Transaction
from netevent.identity.accounts import Kind
from netevent.identity.invited import queries
from netevent.identity.service import end_logins_of


def forget_needless(tx: Transaction, organizer_ids: Collection[int]) -> None:
    """Delete those of these accounts that nobody has opened and no session or event needs."""
    if not organizer_ids:
        return
    queries.lock_organizers(tx, organizer_ids)
    for organizer_id in queries.select_needless(tx, organizer_ids):
        end_logins_of(tx, Kind.organizer, organizer_id)
        queries.delete_organizer(tx, organizer_id)
