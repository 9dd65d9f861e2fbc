"""Beginning a login in the browser of this request. Called by the routes that let somebody in."""

from __future__ import annotations

from collections.abc import Sequence

from quart import g, redirect, request
from quart_auth import AuthUser, login_user
from werkzeug.wrappers import Response

from netevent.core.database import Transaction
from netevent.core.site import transact
from netevent.core.text.comparing import normalize_email
from netevent.core.web.paths import path
from netevent.identity import devices, guards, service
from netevent.identity.accounts import Account, Kind
from netevent.identity.own_account.browser_kind import browser_kind


async def log_in(accounts: Sequence[Account], chosen: Account, stays: bool = False) -> None:
    """Begin a login in this browser, in place of the one it had.

    It ends with the browser, or after half a day; one that `stays` was asked for.
    """
    old, device = guards.maybe_viewer(), browser_kind(request.headers.get("User-Agent", ""))

    def work(tx: Transaction) -> str:
        if old is not None:
            service.end_login(tx, old.login_id)
        return service.start_login(tx, accounts, chosen, stays, device)

    login_user(AuthUser(await transact(work)), remember=stays)
    devices.remember(normalize_email(chosen.email))
    g.viewer = None


async def welcome(account: Account, stays: bool = False) -> Response:
    """Log in as this one account, and go to the page that it starts on."""
    await log_in([account], account, stays)
    return redirect(home_of(account), 303)


def home_of(account: Account) -> str:
    """The page that an account starts on."""
    if account.kind is Kind.staff:
        return path("checkin.desk", event_id=account.event_id)
    if account.is_presenter:
        return path("presenters.dashboard")
    return path(f"home.{account.kind.value}")
