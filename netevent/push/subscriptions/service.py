"""The rules of subscriptions. Called by `routes` and `reactions`.

An address belongs to one browser: whoever is logged in there now has it. It ends with the login, and when
its push service does not know it any more (`sending`).
"""

from __future__ import annotations

from netevent.core import clock
from netevent.core.credentials import token_hash
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees
from netevent.core.errors import NotFound
from netevent.push.subscriptions import queries
from netevent.push.subscriptions.subscription import Subscription

# Of one attendee: more devices than anybody has, and few enough that nobody fills the table.
MOST = 10


def subscribe(tx: Transaction, new: Subscription, attendee_id: int, login_id: str, device: str) -> None:
    """Sent twice it counts once; of too many the oldest goes."""
    lock_attendees(tx, attendee_id)
    if queries.upsert_subscription(tx, new, attendee_id, login_id, device, clock.now()):
        queries.delete_surplus(tx, attendee_id, MOST)


def unsubscribe(tx: Transaction, attendee_id: int, endpoint: str) -> None:
    """One that is not there, or another's, is left as it is."""
    queries.delete_subscription(tx, attendee_id, token_hash(endpoint))


def renew(tx: Transaction, old_endpoint: str, new: Subscription) -> None:
    """The browser has a new address; who knows the old one is that browser.

    Raises:
        NotFound: nobody has the old one.
    """
    if not queries.update_renewed(tx, token_hash(old_endpoint), new):
        raise NotFound


def remove_device(tx: Transaction, attendee_id: int, subscription_id: int) -> None:
    """Raises:
    NotFound: it is not there, or another's.
    """
    if not queries.delete_device(tx, attendee_id, subscription_id):
        raise NotFound


def end_with_login(tx: Transaction, login_id: str) -> None:
    queries.delete_of_ended_login(tx, login_id)


def forget_ended(tx: Transaction) -> None:
    """Of logins that have run out. They are not used meanwhile."""
    queries.delete_ended(tx)
