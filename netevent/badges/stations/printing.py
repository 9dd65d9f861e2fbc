"""The badge of a job as a station gets it. Called by the routes of stations and desks."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from netevent.badges.making.reading import PersonsBadge, design_of, read_badges
from netevent.badges.making.sources import Sources, sources_of
from netevent.badges.print_jobs import queries
from netevent.badges.print_jobs.service import JobNotYours, note_content
from netevent.badges.stations.station import Station
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import NotFound
from netevent.core.site import site, transact
from netevent.documents.badges.drawing import badge_pdf
from netevent.documents.badges.formats import Design, Paper
from netevent.documents.badges.preview import picture

MM_OF_AN_INCH = 25.4
# What label printers print with.
DOTS_OF_AN_INCH = 300


def label_of(paper: Paper) -> tuple[float, float]:
    """Width and height in millimetres of the page that comes out."""
    if paper.is_folded:
        return paper.grid.page_width, paper.grid.page_height
    return paper.grid.label_width, paper.grid.label_height


async def badge_of_job(station: Station, job_id: int) -> bytes:
    """The badge as PDF, as it is at this moment; the job knows what stood on it.

    Raises:
        JobNotYours: the station does not have the job (any more), or its person has gone.
    """
    sources = sources_of(site().settings)
    made, design = await transact(_prepare, station, job_id, sources)
    return await asyncio.to_thread(badge_pdf, made.badge, design)


async def picture_of_job(station: Station, job_id: int) -> bytes:
    """The same as PNG, with as many dots as the printer has. Raises as above."""
    pdf = await badge_of_job(station, job_id)
    width, _ = label_of(station.paper)
    return await asyncio.to_thread(picture, pdf, round(width / MM_OF_AN_INCH * DOTS_OF_AN_INCH))


def read_badge(
    tx: Transaction, event_id: int, attendee_id: int, paper: Paper, sources: Sources
) -> tuple[PersonsBadge, Design]:
    """One badge on a label of this paper.

    Raises:
        NotFound: the event has no such attendee, or they have no badge.
    """
    found = read_badges(tx, event_id, [attendee_id], sources)
    if not found:
        raise NotFound
    return found[0], _on(paper, design_of(tx, event_id, sources))


def _on(paper: Paper, design: Design) -> Design:
    """The printer's own paper. At the door one page comes out: backs are printed on folded paper alone."""
    return replace(design, paper=paper, has_back=design.has_back and paper.is_folded)


def _prepare(tx: Transaction, station: Station, job_id: int, sources: Sources) -> tuple[PersonsBadge, Design]:
    job = queries.select_job_of_station(tx, station.id, job_id)
    if job is None:
        raise JobNotYours
    made, design = read_badge(tx, station.event_id, job.attendee_id, station.paper, sources)
    note_content(tx, station.id, job_id, made.content, clock.now())
    return made, design
