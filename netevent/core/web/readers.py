"""Whose language an answer is in, and how its page is asked for again in another one.

Called around every request by `requests` and `app`; by pages whose link came in a mail for their owner.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlencode, urlsplit

from quart import Response, current_app, g, request, session, websocket
from werkzeug.datastructures import LanguageAccept
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_accept_header
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as BaseResponse

from netevent.core import i18n
from netevent.core.site import site
from netevent.core.web.cookies import cookie_name
from netevent.core.web.paths import path

LANGUAGE_COOKIE = "netevent_language"
YEAR = 365 * 24 * 3600
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
# The language of the page that asks for a part of itself: what it gets is in the same.
PAGE_LANGUAGE = "X-Page-Language"
# No browser's list of languages is longer.
LONGEST_WISH = 1000
# What is written in a language, and in another one for another reader.
WRITTEN = ("text/html", "text/csv", "text/vcard", "text/plain", "application/json")


def choose_language() -> str:
    """The URL, the account, the session, the cookie, the browser, the default: in this order."""
    return _first_active(_wishes())


def language_of_socket() -> str:
    """The language of the page that opens this socket."""
    return _first_active(iter([websocket.args.get("lang", "")]))


def speak_as_owner(language: str) -> None:
    """Answer in the language of whom the page's link was mailed to, unless this visit chose another one."""
    i18n.set_language(_first_active(iter([_asked(), session.get("language", ""), language])))


def keep_language(response: Response | BaseResponse, code: str) -> None:
    """For this visit, and for this browser's next ones."""
    session["language"] = code
    response.set_cookie(
        cookie_name(LANGUAGE_COOKIE),
        code,
        max_age=YEAR,
        samesite="Lax",
        secure=site().settings.secure,
        httponly=True,
    )


def add_language(response: Response | BaseResponse) -> None:
    """Say which language the answer is in and what that depends on; keep what a guest asked for."""
    if response.mimetype in WRITTEN:
        if "Location" not in response.headers:
            response.headers.setdefault("Content-Language", i18n.current_language())
        response.headers.setdefault("Vary", "Accept-Language, Cookie")
    if "lang" in request.args and g.get("viewer") is None:
        _keep_asked(response)


def page_address() -> str:
    """Where this page is asked for again: its path and query, without the language.

    The answer to a form whose address is no page leads to the page that had the form, or to where one starts.
    """
    if request.method in SAFE_METHODS or _is_page(request.path):
        return _address(request.path, list(request.args.items(multi=True)))
    came_from = urlsplit(request.referrer or "")
    ours = (request.host, urlsplit(site().settings.base_url).netloc)
    if came_from.netloc in ours and _is_page(came_from.path):
        return f"/{came_from.path.lstrip('/')}"
    viewer = g.get("viewer")
    return path(f"home.{viewer.kind}" if viewer else "home.landing")


def _keep_asked(response: Response | BaseResponse) -> None:
    wanted = site().languages.best(request.args["lang"])
    if wanted and wanted != session.get("language"):
        keep_language(response, wanted)


def _wishes() -> Iterator[str]:
    yield _asked()
    viewer = g.get("viewer")
    if viewer is not None:
        yield viewer.account.language
    yield session.get("language", "")
    yield request.cookies.get(cookie_name(LANGUAGE_COOKIE), "")
    yield from _browsers_wishes()


def _asked() -> str:
    """What this very request asks for."""
    asked = request.args.get("lang", "")
    return asked if asked and site().languages.best(asked) else request.headers.get(PAGE_LANGUAGE, "")


def _browsers_wishes() -> Iterator[str]:
    """By their quality, the best first; `;q=0` is what the browser does not want."""
    header = request.headers.get("Accept-Language", "")
    if len(header) <= LONGEST_WISH:
        yield from (tag for tag, quality in parse_accept_header(header, LanguageAccept) if quality > 0)


def _first_active(wishes: Iterator[str]) -> str:
    languages = site().languages
    return next((found for one in wishes if one and (found := languages.best(one))), languages.default)


def _is_page(address: str) -> bool:
    """Whether the path can be opened, not only posted to."""
    try:
        current_app.create_url_adapter(request).match(address, "GET")  # type: ignore[union-attr]  # not in a request
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True


def _address(address: str, query: list[tuple[str, str]]) -> str:
    """One slash at the beginning: with two it would name another site."""
    kept = urlencode([(name, value) for name, value in query if name != "lang"], safe="/:")
    return quote(f"/{address.lstrip('/')}") + (f"?{kept}" if kept else "")
