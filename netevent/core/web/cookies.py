"""The login's and the session's cookie, checked as Quart does it, but not anew for every request.

A desk sends the same cookie with every scan; checking its signature again costs a tenth of a check-in.
Used by `app`.
"""

from __future__ import annotations

from time import monotonic

from itsdangerous import URLSafeTimedSerializer
from quart import Quart, Response
from quart.sessions import SecureCookieSessionInterface, SessionMixin
from quart_auth import QuartAuth
from werkzeug.wrappers import Response as PlainResponse

from netevent.core.site import site

AnyResponse = Response | PlainResponse
LOGIN_COOKIE = "netevent_login"
SESSION_COOKIE = "netevent_session"
KEPT_SECONDS = 60.0
KEPT_AT_MOST = 20_000


def cookie_name(name: str) -> str:
    """Over HTTPS with a prefix by which browsers keep it to this very host: no neighbour can plant one."""
    return f"__Host-{name}" if site().settings.secure else name


class LoginCookie(QuartAuth):
    """Remembers for a minute which cookie carries which token; it does not check that login."""

    def __init__(self, app: Quart) -> None:
        super().__init__(app)
        self._kept: dict[str, tuple[float, str]] = {}

    def load_token(self, token: str, app: Quart | None = None) -> str | None:
        kept = self._kept.get(token)
        if kept is not None and kept[0] > monotonic():
            return kept[1]
        loaded = super().load_token(token, app)
        if loaded is not None:
            self._keep(token, loaded)
        return loaded

    def _keep(self, token: str, loaded: str) -> None:
        if len(self._kept) >= KEPT_AT_MOST:
            self._kept.clear()
        self._kept[token] = (monotonic() + KEPT_SECONDS, loaded)


class SessionCookie(SecureCookieSessionInterface):
    """Makes its serializer once, and looks only at sessions that somebody looked at."""

    _serializer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Quart) -> URLSafeTimedSerializer | None:
        if self._serializer is None:
            self._serializer = super().get_signing_serializer(app)
        return self._serializer

    async def save_session(self, app: Quart, session: SessionMixin, response: AnyResponse | None) -> None:
        if session.modified or session.accessed:
            await super().save_session(app, session, response)
