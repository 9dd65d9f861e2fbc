"""The viewer of a request or a socket, found by the cookie's token.

A viewer is kept for two seconds: the door scans far more often than anyone logs out. Whoever logs
out, changes the password or is removed is forgotten at once through `LoginChanged`, on every worker.
"""

from __future__ import annotations

from time import monotonic

from quart import has_request_context, request, websocket
from quart_auth import current_user

from netevent.changes import LoginChanged
from netevent.core.credentials import token_hash
from netevent.core.database import Database
from netevent.identity import service
from netevent.identity.accounts import Viewer

LOGIN_COOKIE = "netevent_login"
KEPT_SECONDS = 2.0
KEPT_AT_MOST = 20_000


class Logins:
    """The viewers seen a moment ago, one of these a process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[str, tuple[float, Viewer]] = {}
        self._changes = 0

    async def viewer(self) -> Viewer | None:
        """The viewer of the request or socket being served."""
        asked = request if has_request_context() else websocket
        cookie = asked.cookies.get(LOGIN_COOKIE)
        if cookie is None:
            return None
        kept = self._kept.get(cookie)
        if kept is not None and kept[0] > monotonic():
            return kept[1]
        return await self._look_up(cookie)

    async def _look_up(self, cookie: str) -> Viewer | None:
        """The signature is checked here, so a kept cookie is one that was right."""
        token = current_user.auth_id
        if token is None:
            return None
        login_id = token_hash(token)
        changes = self._changes
        viewer = await self._database.read(lambda tx: service.select_viewer(tx, login_id))
        # What was read while some login changed may be older than the change: used once, and not kept.
        if changes == self._changes:
            self._keep(cookie, viewer)
        return viewer

    def forget(self, change: LoginChanged) -> None:
        """Listens to `LoginChanged`."""
        self._changes += 1
        for cookie in [key for key, (_, viewer) in self._kept.items() if viewer.login_id == change.login_id]:
            del self._kept[cookie]

    def _keep(self, cookie: str, viewer: Viewer | None) -> None:
        if len(self._kept) >= KEPT_AT_MOST:
            self._kept.clear()
        if viewer is None:
            self._kept.pop(cookie, None)
        else:
            self._kept[cookie] = (monotonic() + KEPT_SECONDS, viewer)
