"""The handbook's pages and pictures, for everybody."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, send_from_directory

from netevent.core.errors import existing
from netevent.core.web.requests import page
from netevent.handbook.chapters import CHAPTERS, find_chapter, written
from netevent.identity import guards
from netevent.resources import resource_path

routes = Blueprint("handbook", __name__)

KEPT_SECONDS = 3600


@routes.get("/help")
@guards.public
async def contents() -> str:
    return page("handbook/contents.html", chapters=CHAPTERS)


@routes.get("/help/<name>")
@guards.public
async def chapter(name: str) -> str:
    shown = existing(find_chapter(name))
    return page("handbook/chapter.html", chapters=CHAPTERS, shown=shown, text=written(shown))


@routes.get("/help/pictures/<name>")
@guards.public
async def picture(name: str) -> Any:
    folder = resource_path("docs") / "screenshots"
    return await send_from_directory(folder, name, cache_timeout=KEPT_SECONDS)
