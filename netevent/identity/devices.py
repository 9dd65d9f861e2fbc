"""Browsers that an account logged in from before: they have tries of their own, which no stranger uses up.

The cookie holds a random number, and for each address a mark that only this server can make of both. It lets
nobody in. Called by `identity.browser` and `identity.tries`.
"""

from __future__ import annotations

from secrets import token_hex

from quart import after_this_request, request

from netevent.core.credentials import same, signature
from netevent.core.site import site
from netevent.core.web.cookies import AnyResponse, cookie_name

COOKIE = "netevent_device"
YEAR = 365 * 24 * 3600
MOST_ADDRESSES = 8
MARK_LENGTH = 32


def known_as(email_key: str) -> str:
    """The number of this browser, if the account logged in from it before; else ''."""
    number, marks = _kept()
    wanted = _mark(number, email_key)
    return number if any(same(mark, wanted) for mark in marks) else ""


def remember(email_key: str) -> None:
    number, marks = _kept()
    number = number or token_hex(16)
    mark = _mark(number, email_key)
    value = ".".join([number, mark, *(one for one in marks if one != mark)][: MOST_ADDRESSES + 1])

    @after_this_request
    def keep(response: AnyResponse) -> AnyResponse:
        secure = site().settings.secure
        response.set_cookie(
            cookie_name(COOKIE), value, max_age=YEAR, httponly=True, samesite="Lax", secure=secure
        )
        return response


def _kept() -> tuple[str, list[str]]:
    number, *marks = request.cookies.get(cookie_name(COOKIE), "").split(".")
    return number, marks[:MOST_ADDRESSES]


def _mark(number: str, email_key: str) -> str:
    return signature(site().secret, "device", number, email_key)[:MARK_LENGTH]
