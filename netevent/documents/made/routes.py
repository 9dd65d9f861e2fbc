"""A file on its way: how far it is, the file itself, its cancel. For the organizer who asked for it."""

from __future__ import annotations

from quart import Blueprint, Response
from quart import redirect as redirected
from werkzeug.wrappers import Response as BaseResponse

from netevent.core import clock
from netevent.core.site import read, site, transact
from netevent.documents.download import download_file
from netevent.documents.made import service
from netevent.documents.made.keeping import MadeFiles
from netevent.documents.made.screens import shown
from netevent.events.office_page import office_page
from netevent.identity import guards

routes = Blueprint("made_files", __name__)


@routes.get("/organizer/event/<int:event_id>/files/<int:file_id>")
@guards.event_team
async def show(event_id: int, file_id: int) -> str:
    made = await read(service.find, event_id, guards.viewer().id, file_id)
    found = shown(made)
    return await office_page(
        "documents/made/show.html",
        event_id,
        made=made,
        state=found.state,
        seconds_left=found.seconds_left,
    )


@routes.get("/organizer/event/<int:event_id>/files/<int:file_id>/download")
@guards.event_team
async def download(event_id: int, file_id: int) -> Response:
    made = await read(service.find_ready, event_id, guards.viewer().id, file_id, clock.now())
    file = await site().part(MadeFiles).open(made.file)
    return download_file(file, made.media_type, made.name, made.plain_name)


@routes.post("/organizer/event/<int:event_id>/files/<int:file_id>/cancel")
@guards.event_team
async def cancel(event_id: int, file_id: int) -> BaseResponse:
    """Back to where it was asked for."""
    made = await transact(service.take_back, event_id, guards.viewer().id, file_id, clock.now())
    await site().part(MadeFiles).discard(made.file)
    return redirected(made.back, 303)
