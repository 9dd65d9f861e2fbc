"""What is kept of an attendee: the page, the file, and deleting the account."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from quart import Blueprint, Response, request
from quart_auth import logout_user

from netevent.attendees.attendee_page import attendee_page
from netevent.core.i18n import N_, gettext
from netevent.core.site import read, site, transact
from netevent.core.web.requests import go_to, page
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.privacy.deletion import service
from netevent.privacy.reading import read_record
from netevent.privacy.record import Record, as_plain
from netevent.profiles.cards.card import FIELDS
from netevent.profiles.forms import TO_WHOM
from netevent.profiles.photos.keeping import Photos

routes = Blueprint("privacy", __name__)

NOT_SURE = N_("Tick the box first: this cannot be undone.")


@routes.get("/attendee/privacy")
@guards.attendee
async def overview() -> str:
    return await attendee_page("privacy/privacy.html", record=await _record(), **_fields())


@routes.get("/attendee/privacy/data")
@guards.attendee
async def data() -> str:
    record = await _record()
    zone = record.account.event_zone
    return await attendee_page("privacy/data.html", record=record, zone=zone, **_fields())


@routes.get("/attendee/privacy/data.json")
@guards.attendee
async def data_file() -> Response:
    content = await asyncio.to_thread(_json, await _record(), site().settings.base_url)
    answer = Response(content, content_type="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="netevent-my-data.json"'
    return answer


@routes.route("/attendee/privacy/delete", methods=["GET", "POST"])
@guards.attendee
async def delete() -> Any:
    """Asks first; a box has to be ticked."""
    problem = ""
    if request.method == "POST":
        if (await request.form).get("sure") == "yes":
            return await _deleted()
        problem = gettext(NOT_SURE)
    shown = await attendee_page("privacy/delete.html", record=await _record(), problem=problem)
    return shown, 422 if problem else 200


@routes.get("/goodbye")
@guards.public
async def goodbye() -> str:
    return page("privacy/goodbye.html")


def _json(record: Record, base_url: str) -> str:
    """In a thread: somebody who met many gets a long file."""
    return json.dumps(as_plain(record, base_url), ensure_ascii=False, indent=2)


async def _record() -> Record:
    return await read(read_record, attendee_id=viewer().id)


async def _deleted() -> Any:
    photo = await transact(service.delete_account, attendee_id=viewer().id)
    # A crash before this leaves files that nobody names; the next start sweeps them.
    await site().part(Photos).discard([photo])
    logout_user()
    return go_to("privacy.goodbye")


def _fields() -> dict[str, object]:
    """What pages call the fields of the profile, and those who see them."""
    return {"fields": FIELDS, "to_whom": {shown.value: gettext(text) for shown, text in TO_WHOM.items()}}
