"""Which columns the organizer's list shows: what the address asks for, else what this browser chose last.

Called by the list's routes. A row always has all cells, and the table's classes show those that are chosen: a
row that is pushed does not know its reader.
"""

from __future__ import annotations

from quart import Response, after_this_request, request
from werkzeug.wrappers import Response as PlainResponse

from netevent.core.site import site
from netevent.core.web.cookies import cookie_name
from netevent.core.web.readers import YEAR

COLUMNS = ("organisation", "role", "type", "email", "code", "language", "entry", "added", "note", "answers")
USUAL = ("role", "type")
# Stands in every form and address that chooses, so that no column is a choice too.
NONE = "none"
COOKIE = "netevent_columns"


def chosen_columns() -> tuple[str, ...]:
    if "column" in request.args:
        chosen = _known(request.args.getlist("column"))
        _remember(chosen)
        return chosen
    kept = request.cookies.get(cookie_name(COOKIE), "")
    return _known(kept.split(".")) if kept else USUAL


def asked_columns(chosen: tuple[str, ...]) -> list[str] | None:
    """How an address asks for them; None where they are as usual."""
    return None if chosen == USUAL else [NONE, *chosen]


def _known(names: list[str]) -> tuple[str, ...]:
    return tuple(one for one in COLUMNS if one in names)


def _remember(chosen: tuple[str, ...]) -> None:
    @after_this_request
    def keep(response: Response | PlainResponse) -> Response | PlainResponse:
        response.set_cookie(
            cookie_name(COOKIE),
            ".".join([NONE, *chosen]),
            max_age=YEAR,
            httponly=True,
            samesite="Lax",
            secure=site().settings.secure,
        )
        return response
