"""The keys are made on first use. Of several processes that make them at once one wins.

Called by `keeping`. Who allowed push did so for one public key: with other keys no old subscription works.
"""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.sealing import seal, unseal
from netevent.push.keys.pair import KeyPair, new_pair
from netevent.push.keys.queries import KeptKeys, insert_keys, select_keys, update_keys
from netevent.push.subscriptions.queries import delete_all

PURPOSE, OWNER = "push keys", "server"


def find_keys(tx: Transaction, server_secret: str) -> KeyPair | None:
    """None: there are none yet, or the server's secret is another than the one that sealed them."""
    return _opened(server_secret, select_keys(tx))


def find_or_make_keys(tx: Transaction, server_secret: str) -> KeyPair:
    """Also where the server's secret was changed: then the browsers have to be asked again.

    Read once: what another process makes between two looks would seem to be sealed with another secret.
    """
    old = select_keys(tx)
    found = _opened(server_secret, old)
    if found is not None:
        return found
    made = new_pair()
    sealed = KeptKeys(seal(server_secret, PURPOSE, OWNER, made.private_key), made.public_key)
    if old is not None:
        if update_keys(tx, old, sealed, clock.now()):
            delete_all(tx)
        return existing(find_keys(tx, server_secret))
    try:
        insert_keys(tx, sealed, clock.now())
    except IntegrityError:  # another process was faster
        return existing(find_keys(tx, server_secret))
    return made


def _opened(server_secret: str, kept: KeptKeys | None) -> KeyPair | None:
    private_key = unseal(server_secret, PURPOSE, OWNER, kept.private_key) if kept else ""
    return KeyPair(private_key, kept.public_key) if kept and private_key else None
