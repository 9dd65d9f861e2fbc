"""The page on which the server's operator keeps its languages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from quart import Blueprint, redirect, request
from werkzeug.wrappers import Response
from wtforms import StringField

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import Malformed
from netevent.core.i18n import N_
from netevent.core.i18n.queries import select_all_languages
from netevent.core.i18n.refreshing import LanguagesOfTable
from netevent.core.site import read, site, transact
from netevent.core.web.forms import PageForm, answered, filled
from netevent.core.web.pages import dom_id
from netevent.core.web.paths import path
from netevent.core.web.requests import page
from netevent.identity import guards
from netevent.languages import service
from netevent.languages.reading import letters, shown_languages
from netevent.resources import resource_path

routes = Blueprint("languages", __name__)

# What the buttons of a language do, by their value.
ACTS: dict[str, Callable[[Transaction, str], None]] = {
    "activate": service.activate,
    "deactivate": service.deactivate,
    "default": service.make_default,
    "up": partial(service.step, by=-1),
    "down": partial(service.step, by=1),
}


class DateFormatForm(PageForm):
    date_format = StringField(N_("Date format"))


@routes.get("/organizer/languages")
@guards.operator
async def languages() -> str:
    return await _list()


@routes.post("/organizer/languages/<code>")
@guards.operator
async def change(code: str) -> Any:
    work = ACTS.get((await request.form).get("act", ""))

    async def act() -> Response:
        if work is None:
            raise Malformed
        await transact(work, code)
        return await _back_to(code)

    return await answered(PageForm(), act, _list)


@routes.post("/organizer/languages/<code>/date-format")
@guards.operator
async def date_format(code: str) -> Any:
    form = await filled(DateFormatForm)

    async def act() -> Response:
        await transact(service.set_date_format, code, form.date_format.data or "")
        return await _back_to(code)

    return await answered(form, act, lambda problem: _list(problem, code, form))


async def _back_to(code: str) -> Response:
    """To the language's place in the list, in which this process already speaks as it was told."""
    await site().part(LanguagesOfTable).refresh()
    return redirect(f"{path('languages.languages')}#{dom_id('language', code)}", 303)


async def _list(problem: str = "", code: str = "", form: DateFormatForm | None = None) -> str:
    """`form` is the refused one of the language `code`."""
    found = await read(select_all_languages)
    now = clock.now()
    shown = await asyncio.to_thread(shown_languages, found, resource_path("translations"), now)
    return page(
        "languages/list.html",
        shown=shown,
        letters=list(letters(now)),
        most=service.LONGEST_FORMAT,
        problem=problem,
        refused={code: form} if form else {},
    )
