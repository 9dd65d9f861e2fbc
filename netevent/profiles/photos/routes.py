"""The attendee's own photo, and the addresses at which people see each other's."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from quart import Blueprint, Response, request, session
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as BaseResponse
from wtforms import FloatField
from wtforms.validators import NumberRange, Optional

from netevent.attendees.attendee_page import attendee_page
from netevent.core.errors import Malformed, NotFound, Refusal, existing
from netevent.core.i18n import N_, gettext
from netevent.core.pictures.kinds import BYTES_AT_MOST
from netevent.core.pictures.problems import Problem
from netevent.core.pictures.process import PictureRefused
from netevent.core.pictures.reading import SIZES, Crop
from netevent.core.site import read, site
from netevent.core.web.bodies import takes
from netevent.core.web.forms import PageForm, filled
from netevent.core.web.paths import path
from netevent.core.web.requests import go_to, refused, wants_json
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.profiles.cards.queries import select_card
from netevent.profiles.photos.keeping import Photos
from netevent.profiles.photos.service import visible_photo

routes = Blueprint("photos", __name__)

UPLOADS_OF_AN_ATTENDEE = "30/hour"
# A photo as a phone takes it, and the form around it.
LARGEST_UPLOAD = BYTES_AT_MOST + 1024 * 1024
# The two choosers of the form: a file, or the camera. A program may send either.
CHOOSERS = ("photo", "camera")
FILE = re.compile(rf"([0-9a-f]{{32}})-({'|'.join(str(size) for size in SIZES)})\.jpg")
# Asked for anew each time, which costs no picture: what others may see can change at any moment.
CACHED = "private, no-cache"
NOTICE = "photo_news"

SAVED = N_("Your photo has been saved.")
REMOVED = N_("Your photo has been removed.")


class NoPhotoChosen(Malformed):
    code = "no_photo"
    message = N_("Choose a photo first.")


class CropForm(PageForm):
    """Fractions of the upright picture; left out, the middle is meant."""

    x = FloatField(validators=[Optional(), NumberRange(0, 1)])
    y = FloatField(validators=[Optional(), NumberRange(0, 1)])
    size = FloatField(validators=[Optional(), NumberRange(0.01, 1)])


@routes.get("/attendee/photo")
@guards.attendee
async def own() -> str:
    return await _own_page()


@routes.post("/attendee/photo")
@guards.attendee
@takes(LARGEST_UPLOAD)
async def save() -> Any:
    try:
        await site().limits.spend(UPLOADS_OF_AN_ATTENDEE, "photo", str(viewer().id))
        await _photos().save(viewer().id, await _chosen_file(), await _crop())
    except NotFound:
        raise
    except Refusal as refusal:
        if wants_json():
            raise
        return await _own_page(problem=refusal.text), refusal.status
    return _done(SAVED)


@routes.post("/attendee/photo/remove")
@guards.attendee
async def remove() -> Any:
    await _photos().remove(viewer().id)
    return _done(REMOVED)


@routes.get("/photos/<int:attendee_id>/<file>")
@guards.logged_in
async def show(attendee_id: int, file: str) -> Response:
    """Only the photo that the person has now, and only to who may see it."""
    named = FILE.fullmatch(file)
    if named is None or named[1] != await read(visible_photo, viewer=viewer(), attendee_id=attendee_id):
        raise NotFound
    try:
        content = await asyncio.to_thread(_photos().path(named[1], int(named[2])).read_bytes)
    except FileNotFoundError:
        raise NotFound from None
    answer = Response(content, content_type="image/jpeg", headers={"Cache-Control": CACHED})
    answer.set_etag(file.removesuffix(".jpg"))
    return await answer.make_conditional(request)


@routes.errorhandler(413)
async def show_too_large(_error: RequestEntityTooLarge) -> Any:
    """Larger than any request may be: refused before the form is read."""
    return refused(PictureRefused(Problem.too_large))


async def _chosen_file() -> bytes:
    files = await request.files
    for chooser in CHOOSERS:
        file = files.get(chooser)
        if file is not None and file.filename:
            return await asyncio.to_thread(file.read)
    raise NoPhotoChosen


async def _crop() -> Crop | None:
    form = await filled(CropForm)
    if not form.validate():
        raise Malformed
    x, y, size = form.x.data, form.y.data, form.size.data
    return None if x is None or y is None or size is None else Crop(x, y, size)


async def _own_page(problem: str = "") -> str:
    own_id = viewer().id
    card = existing(await read(select_card, viewer_id=own_id, person_id=own_id))
    said = session.pop(NOTICE, "")
    flashes = [("good", gettext(said))] if said else []
    return await attendee_page("profiles/photo.html", card=card, problem=problem, flashes=flashes)


def _done(said: str) -> BaseResponse | dict[str, str]:
    """The page says it once; the script that sent the photo is told where the page is."""
    session[NOTICE] = said
    return {"next": path("photos.own")} if wants_json() else go_to("photos.own")


def _photos() -> Photos:
    return site().part(Photos)
