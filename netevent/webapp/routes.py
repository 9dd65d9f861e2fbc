"""The manifest, the service worker, and the page that the installed app starts on. For everybody."""

from __future__ import annotations

import json

from quart import Blueprint, Response, redirect, send_from_directory
from werkzeug.wrappers import Response as BaseResponse

from netevent.core.web.requests import go_to
from netevent.identity import guards
from netevent.identity.browser import home_of
from netevent.identity.guards import maybe_viewer
from netevent.resources import resource_path
from netevent.webapp.manifest import manifest as written

routes = Blueprint("webapp", __name__)

MANIFEST = "application/manifest+json"


@routes.get("/manifest.webmanifest")
@guards.public
async def manifest() -> Response:
    """In the language of the page that links it: browsers ask for it without cookies."""
    text = json.dumps(written(), ensure_ascii=False)
    return Response(text, content_type=MANIFEST, headers={"Cache-Control": "no-cache"})


@routes.get("/service-worker.js")
@guards.public
async def service_worker() -> Response:
    """Under the root, so that it is the worker of all pages; asked for anew each time: none grows old."""
    answer = await send_from_directory(resource_path("static") / "js", "service-worker.js")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Service-Worker-Allowed"] = "/"
    return answer


@routes.get("/start")
@guards.public
async def start() -> BaseResponse:
    """Where the tap on the app's icon leads: to the own first page, or to the login."""
    viewer = maybe_viewer()
    return redirect(home_of(viewer.account), 303) if viewer else go_to("identity.login")
