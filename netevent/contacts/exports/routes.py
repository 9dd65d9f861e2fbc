"""Taking the own connections along: one or all as vCards, all as a table."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

from quart import Blueprint, Response

from netevent.contacts.exports.table import table
from netevent.contacts.exports.vcards import Contact, vcards
from netevent.contacts.queries import Person, select_people
from netevent.contacts.service import find_person
from netevent.core.site import read, site
from netevent.documents.download import download, file_name
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.profiles.photos.files import PhotoFiles

routes = Blueprint("exports", __name__)

VCARD, CSV = "text/vcard; charset=utf-8", "text/csv; charset=utf-8"
PHOTO_PIXELS = 256
PHOTO_NAME = re.compile(r"[A-Za-z0-9_-]{2,}")


@routes.get("/attendee/people/<person:person_id>/card.vcf")
@guards.attendee
async def card(person_id: int) -> Response:
    person = await read(find_person, viewer_id=viewer().id, person_id=person_id)
    made = await asyncio.to_thread(_vcards, [person], _photos())
    return download(made, VCARD, f"{file_name(person.card.name, 'card')}.vcf", "card.vcf")


@routes.get("/attendee/people/connections.vcf")
@guards.attendee
async def all_cards() -> Response:
    people = await read(select_people, viewer_id=viewer().id)
    made = await asyncio.to_thread(_vcards, people, _photos())
    return download(made, VCARD, "connections.vcf")


@routes.get("/attendee/people/connections.csv")
@guards.attendee
async def all_rows() -> Response:
    people = await read(select_people, viewer_id=viewer().id)
    return download(await asyncio.to_thread(table, people), CSV, "connections.csv")


def _vcards(people: Sequence[Person], folder: Path) -> bytes:
    """In a thread: it reads photos, and writes some hundred cards."""
    return vcards(Contact(person.card, _photo(folder, person.card.photo)) for person in people)


def _photo(folder: Path, name: str) -> bytes:
    """The photo's file; nothing where there is none (any more)."""
    if not PHOTO_NAME.fullmatch(name):
        return b""
    try:
        return PhotoFiles(folder).path(name, PHOTO_PIXELS).read_bytes()
    except OSError:
        return b""


def _photos() -> Path:
    return site().settings.var_dir / "photos"
