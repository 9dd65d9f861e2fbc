"""What happens around every request: language, form tokens, the policy headers, errors, one log line.

Put together by `app`. Pages are rendered through `page`, which adds what a page knows of its reader;
fragments never see that.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from secrets import token_urlsafe
from time import perf_counter
from typing import Any, TypeVar

import structlog
from markupsafe import escape
from quart import Quart, Response, current_app, g, has_request_context, redirect, request, websocket
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from netevent.core import i18n
from netevent.core.credentials import same, signature
from netevent.core.errors import LoginNeeded, Refusal, TokenMissing
from netevent.core.site import site
from netevent.core.web import pages
from netevent.core.web.bodies import SMALL, token_in_body
from netevent.core.web.cookies import LOGIN_COOKIE, cookie_name
from netevent.core.web.origins import allowed_origin
from netevent.core.web.paths import in_language, path
from netevent.core.web.policy import framed_policy, policy_of
from netevent.core.web.readers import SAFE_METHODS, YEAR, add_language, page_address

log = structlog.get_logger()

FORM_COOKIE = "netevent_form"

# Only the decoder of the camera's pictures compiles WebAssembly, and it runs in this worker alone.
WORKER_SCRIPT = "/static/js/camera/scan-worker.js"
HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(self), microphone=(), geolocation=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
# Seconds after which a program may try again.
WAITING = {429: "300", 503: "5"}
WORKER_POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"

View = TypeVar("View", bound=Callable[..., Any])


def page(template: str, **context: Any) -> str:
    """A whole page for the reader of this request."""
    known = {
        "viewer": g.get("viewer"),
        "csrf_token": csrf_token(),
        "languages": site().languages.active,
        "site_url": site().settings.base_url,
        "demo": site().settings.demo,
        "organizers": site().settings.organizers,
    }
    if "page_address" not in context:
        known["page_address"] = page_address()
    return pages.render(template, i18n.current_language(), **known | context)


def fragment(template: str, **context: Any) -> str:
    """A fragment for an answer to htmx: in the reader's language, without the reader."""
    return pages.render(template, i18n.current_language(), **context)


def go_to(endpoint: str, /, **values: object) -> BaseResponse:
    """On to another page, after a form that was taken or where this page has nothing to show."""
    return redirect(path(endpoint, **values), 303)


def wants_json() -> bool:
    accepted = request.headers.get("Accept", "")
    if "json" not in accepted:
        return False
    return (
        accepted == "application/json"
        or request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
    )


def wants_fragment() -> bool:
    """Whether htmx or the desk asks, and will put the answer into the page it has."""
    return "HX-Request" in request.headers or request.headers.get("X-Requested-With") == "desk"


def csrf_token() -> str:
    """The token of the login, or, for a guest, one bound to a cookie of the form."""
    viewer = g.get("viewer")
    if viewer is not None:
        return str(viewer.csrf_token)
    g.form_cookie = g.get("form_cookie") or request.cookies.get(cookie_name(FORM_COOKIE)) or token_urlsafe(24)
    return signature(site().secret, "form", g.form_cookie)


def for_programs(view: View) -> View:
    """Another server calls it, which has no form's token and no login: the view must check who it is.

    Nobody is logged in there, whatever cookie comes along.
    """
    view.is_for_programs = True  # type: ignore[attr-defined]  # read by `is_for_programs`
    return view


def is_for_programs() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "is_for_programs", False))


async def check_token() -> None:
    """Refuse an unsafe request that this site's own page did not make.

    Raises:
        TokenMissing: the token is missing or another's, or the request comes from another origin.
    """
    if request.method in SAFE_METHODS or is_for_programs():
        return
    origin = request.headers.get("Origin")
    if origin is not None and not allowed_origin(origin, request.host):
        raise TokenMissing
    sent = request.headers.get("X-CSRF-Token") or await token_in_body()
    if not sent or not same(sent, csrf_token()):
        # A login's cookie without a viewer: logged out meanwhile, and that is what the answer must say.
        was_logged_in = g.get("viewer") is None and cookie_name(LOGIN_COOKIE) in request.cookies
        raise LoginNeeded if was_logged_in else TokenMissing


def add_headers(response: Response) -> Response:
    headers = response.headers
    add_policy(response, WORKER_POLICY if request.path == WORKER_SCRIPT else g.get("own_policy", ""))
    if request.path.startswith("/static/") and response.status_code < 400:
        headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if "v" in request.args else "no-cache"
    else:
        headers.setdefault("Cache-Control", "no-store")
        add_language(response)
    if response.status_code in WAITING:
        headers.setdefault("Retry-After", WAITING[response.status_code])
    _keep_form_cookie(response)
    return response


def add_policy(response: Response | BaseResponse, policy: str = "") -> None:
    """The headers that every answer has, a refused socket's too; a view may have set a stricter one."""
    for name, value in HEADERS:
        response.headers.setdefault(name, value)
    response.headers.add("Content-Security-Policy", policy or policy_of(site().settings))
    if site().settings.secure:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"


def framed(document: str, style: str) -> Response:
    """A document that a page of ours shows in a frame, and that has this style and may do nothing at all."""
    g.own_policy = framed_policy(style)
    return Response(document, content_type="text/html; charset=utf-8")


def _keep_form_cookie(response: Response) -> None:
    cookie = g.get("form_cookie")
    if cookie and cookie != request.cookies.get(cookie_name(FORM_COOKIE)):
        response.set_cookie(
            cookie_name(FORM_COOKIE), cookie, httponly=True, samesite="Lax", secure=site().settings.secure
        )


def log_request(response: Response) -> None:
    viewer = g.get("viewer")
    log.info(
        "request",
        method=request.method,
        # the rule, not the path: a path may carry a token
        route=request.url_rule.rule if request.url_rule else "-",
        status=response.status_code,
        ms=round((perf_counter() - g.started) * 1000, 1),
        who=f"{viewer.kind}:{viewer.id}" if viewer else "-",
    )


def refused(error: Refusal) -> Any:
    """A refusal as JSON, as a fragment, or as a page; a guest's page request goes to the login.

    A socket that is refused before it is accepted, and another server, get the sentence alone.
    """
    if not has_request_context() or is_for_programs():
        return Response(error.text, error.status, content_type="text/plain; charset=utf-8")
    if wants_json():
        return {"error": {"code": error.code, "message": error.text}}, error.status
    if isinstance(error, LoginNeeded) and request.method in SAFE_METHODS and not wants_fragment():
        return redirect(path("identity.login", next=request.full_path.rstrip("?")))
    if wants_fragment():
        return fragment("errors/_error.html", text=error.text), error.status
    is_unread = error.code in UNREAD or (request.content_length or 0) > SMALL
    if g.get("viewer") is None and is_unread:
        return _unread(error), error.status
    return page("errors/error.html", status=error.status, text=error.text), error.status


def _unread(error: Refusal) -> str:
    made = _unread_page(error.status, error.text, i18n.current_language(), site().languages)
    return made.replace(in_language(HERE, ""), str(escape(in_language(page_address(), ""))))


@lru_cache(maxsize=100)
def _unread_page(status: int, text: str, language: str, known: i18n.Languages) -> str:
    """Made once: whoever floods the server with such requests must not cost it a page each."""
    about = {"status": status, "text": text, "languages": known.active, "page_address": HERE}
    return pages.render("errors/unread.html", language, **about)


async def show_refusal(error: Refusal) -> Any:
    return refused(error)


async def show_http_error(error: HTTPException) -> Any:
    return refused(refusal_for(error))


async def show_fault(error: Exception) -> Any:
    asked = request if has_request_context() else websocket
    log.exception("fault", route=asked.url_rule.rule if asked.url_rule else "-")
    return refused(Fault())


async def show_unavailable(error: Exception) -> Any:
    """The database is away: one line, not a traceback for each request that meets it."""
    log.error("database_unavailable", error=str(getattr(error, "orig", None) or error))
    return refused(Unavailable())


class Fault(Refusal):
    status = 500
    code = "fault"
    message = i18n.N_(
        "Something went wrong on our side. Everything saved before is safe. Try again in a moment."
    )


class Unavailable(Refusal):
    status = 503
    code = "database_unavailable"
    message = i18n.N_("The server cannot reach its database right now. Wait a moment, then try again.")


# Where the address of the refused page goes.
HERE = "/-here-"
# Refused before the view: these have one of a few fixed texts.
UNREAD = {"csrf", "request_entity_too_large", "length_required", "request_timeout"}
MESSAGES = {
    404: i18n.N_("There is nothing at this address. It may have been removed, or the link is incomplete."),
    405: i18n.N_("This address cannot be used like that. Go back and try again."),
    413: i18n.N_("This is too large. Send a smaller file."),
}


def refusal_for(error: HTTPException) -> Refusal:
    status = error.code or 500
    refusal = Refusal(MESSAGES.get(status, Refusal.message))
    refusal.status = status
    refusal.code = (error.name or "error").lower().replace(" ", "_")
    return refusal


def start_clock() -> None:
    g.started = perf_counter()


def set_up_requests(app: Quart) -> None:
    """Error answers and headers; the order of the steps before a view stands in `app`."""
    app.register_error_handler(Refusal, show_refusal)
    app.register_error_handler(HTTPException, show_http_error)
    for away in (OperationalError, InterfaceError, NoConnectionLeft):
        app.register_error_handler(away, show_unavailable)
    app.register_error_handler(Exception, show_fault)
