"""The programme's files as answers. Called by the organizer's routes and by the public programme's.

Writing takes a thread's time. They are the same for every reader.
"""

from __future__ import annotations

import asyncio

from quart import Response, request

from netevent.breakouts.exporting.reading import Export
from netevent.breakouts.timetable import write_calendar, write_schedule_xml
from netevent.core.credentials import token_hash
from netevent.core.site import site

XML = "application/xml; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"
UNSEEN_BY_CACHES = "private, no-cache"


async def schedule_xml(export: Export, cached: str = UNSEEN_BY_CACHES) -> Response:
    """To be saved."""
    version = f"{export.changed_at:%Y-%m-%d %H:%M:%S}"
    content = await asyncio.to_thread(write_schedule_xml, export.title, export.zone, export.sessions, version)
    return await _answer(content, XML, 'attachment; filename="schedule.xml"', cached)


async def calendar(export: Export, cached: str = UNSEEN_BY_CACHES) -> Response:
    """Shown, not saved: a phone then offers to put it into its calendar."""
    content = await asyncio.to_thread(_calendar, export, site().settings.base_url)
    return await _answer(content, CALENDAR, 'inline; filename="programme.ics"', cached)


def _calendar(export: Export, base_url: str) -> bytes:
    return write_calendar(
        export.title,
        export.plain,
        base_url=base_url,
        uid_prefix=f"event-{export.event_id}",
        changed_at=export.changed_at,
    )


async def _answer(content: bytes, kind: str, disposition: str, cached: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = disposition
    response.headers["Cache-Control"] = cached
    response.set_etag(token_hash(content.decode()))
    return await response.make_conditional(request)
