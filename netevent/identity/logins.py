"""The viewer of a request or a socket, found by the cookie's token.

A viewer is kept for two seconds: the door scans far more often than anyone logs out. Whoever logs
out, changes the password or is removed is forgotten at once through `LoginChanged`, on every worker.
"""

from __future__ import annotations

from time import monotonic

from quart_auth import current_user

from netevent.changes import LoginChanged
from netevent.core.credentials import token_hash
from netevent.core.database import Database
from netevent.identity import service
from netevent.identity.accounts import Viewer

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
        token = current_user.auth_id
        return await self._viewer_of(token) if token else None

    async def _viewer_of(self, token: str) -> Viewer | None:
        login_id = token_hash(token)
        kept = self._kept.get(login_id)
        if kept is not None and kept[0] > monotonic():
            return kept[1]
        changes = self._changes
        viewer = await self._database.read(service.select_viewer, login_id)
        # What was read while a login changed may be older than the change: use it once, do not keep it.
        if changes == self._changes:
            self._keep(login_id, viewer)
        return viewer

    def forget(self, change: LoginChanged) -> None:
        """Listens to `LoginChanged`."""
        self._changes += 1
        self._kept.pop(change.login_id, None)

    def _keep(self, login_id: str, viewer: Viewer | None) -> None:
        if len(self._kept) >= KEPT_AT_MOST:
            self._kept.clear()
        if viewer is None:
            self._kept.pop(login_id, None)
        else:
            self._kept[login_id] = (monotonic() + KEPT_SECONDS, viewer)
