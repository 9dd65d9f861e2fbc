"""Beginning a login in the browser of this request. Called by the routes that let somebody in.

Whoever comes in by a password or by a link in a mail goes through `enter`, which asks for the second step
where an account has one. What has passed that goes through `enter_after` or `enter_by_passkey`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from quart import g, redirect, request
from quart_auth import AuthUser, login_user
from werkzeug.wrappers import Response

from netevent.core.database import Transaction
from netevent.core.site import read, transact
from netevent.core.text.comparing import normalize_email
from netevent.core.web.paths import path
from netevent.core.web.requests import go_to
from netevent.identity import devices, guards, service
from netevent.identity.accounts import Account, Kind
from netevent.identity.own_account.browser_kind import browser_kind
from netevent.identity.second_step import service as second_step
from netevent.identity.second_step import waiting
from netevent.identity.second_step.waiting import Kept


async def enter(
    accounts: Sequence[Account],
    chosen: Account,
    stays: bool = False,
    wanted: str = "",
    until: datetime | None = None,
) -> Response:
    """Log in with these accounts, and go to the page that was `wanted`.

    If one of them asks for a second step, the login waits for it. One that lasts `until` a moment outlives
    the browser too.
    """
    if any(one.kind is not Kind.attendee for one in accounts):
        token = await transact(second_step.wait_for, accounts, chosen, _device())
        if token:
            waiting.keep(Kept(token, stays, wanted, until))
            return go_to("second_step.ask")
    return await _enter(accounts, chosen, stays, wanted, until)


async def enter_after(kept: Kept, accounts: Sequence[Account], chosen: Account) -> Response:
    """The login that waited: the second step has opened these of its accounts."""
    return await _enter(accounts, chosen, kept.stays, kept.wanted, kept.until)


async def enter_by_passkey(account: Account, stays: bool, wanted: str) -> Response:
    """Log in as this one account; where its login waits for the second step, with what that opens, too."""
    kept = waiting.kept()
    found = await read(second_step.look, kept.token) if kept else None
    if kept is None or found is None or account not in found.asking:
        return await _enter([account], account, stays, wanted)
    others = await transact(second_step.open_others, found)
    return await enter_after(kept, [account, *others], account)


async def welcome(account: Account, stays: bool = False, until: datetime | None = None) -> Response:
    """Log in as this one account, and go to the page that it starts on."""
    return await enter([account], account, stays, home_of(account), until)


def home_of(account: Account) -> str:
    """The page that an account starts on."""
    if account.kind is Kind.staff:
        return path("checkin.desk", event_id=account.event_id)
    if account.is_presenter:
        return path("presenters.dashboard")
    return path(f"home.{account.kind.value}")


def wanted_page() -> str:
    """Where the reader wanted to go before the login, if that is a page of this site."""
    return local(request.args.get("next", ""))


def local(address: str) -> str:
    """The address if it is this site's. Browsers read a backslash as a slash, and skip tabs and line ends."""
    is_path = address.startswith("/") and not address.startswith("//")
    return address if is_path and address.isprintable() and "\\" not in address else ""


async def _enter(
    accounts: Sequence[Account], chosen: Account, stays: bool, wanted: str, until: datetime | None = None
) -> Response:
    await _log_in(accounts, chosen, stays, until)
    start = path("identity.accounts") if len(accounts) > 1 else home_of(chosen)
    return redirect(wanted or start, 303)


async def _log_in(accounts: Sequence[Account], chosen: Account, stays: bool, until: datetime | None) -> None:
    """Begin a login in this browser, in place of the one it had.

    It ends with the browser, or after half a day; one that `stays` was asked for.
    """
    old = guards.maybe_viewer()

    def work(tx: Transaction) -> str:
        if old is not None:
            service.end_login(tx, old.login_id)
        return service.start_login(tx, accounts, chosen, stays, _device(), until)

    login_user(AuthUser(await transact(work)), remember=stays or until is not None)
    if chosen.email:
        devices.remember(normalize_email(chosen.email))
    waiting.forget()
    g.viewer = None


def _device() -> str:
    return browser_kind(request.headers.get("User-Agent", ""))
