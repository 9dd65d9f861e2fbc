"""Beginning a login in the browser of this request. Called by the routes that let somebody in."""

from __future__ import annotations

from collections.abc import Sequence

from quart import g, url_for
from quart_auth import AuthUser, login_user

from netevent.core.database import Transaction
from netevent.core.site import transact
from netevent.identity import guards, service
from netevent.identity.accounts import Account, Kind


async def log_in(accounts: Sequence[Account], chosen: Account) -> None:
    """Begin a login in this browser, in place of the one it had."""
    old = guards.maybe_viewer()

    def work(tx: Transaction) -> str:
        if old is not None:
            service.end_login(tx, old.login_id)
        return service.start_login(tx, accounts, chosen)

    login_user(AuthUser(await transact(work)), remember=True)
    g.viewer = None


def home_of(account: Account) -> str:
    """The page that an account starts on."""
    if account.kind is Kind.staff:
        return url_for("checkin.desk", event_id=account.event_id)
    return url_for(f"home.{account.kind.value}")
