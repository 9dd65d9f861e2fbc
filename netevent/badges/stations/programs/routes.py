"""For a program beside the printer: it knows the station's token, takes badges, and says what came out.

`Authorization: Bearer <token>`; no cookie, no form's token. What it sends and gets is JSON. That there is
work it hears from the socket `/live/print-stations/<event_id>`, with the same header and the site's `Origin`.
Written down for who makes such a program: docs/print-agents.md.
"""

from __future__ import annotations

from typing import Any

from quart import Blueprint, Response, request

from netevent.badges.print_jobs import service as job_service
from netevent.badges.stations import working
from netevent.badges.stations.bearer import bearer_hash
from netevent.badges.stations.posted import result_in, runner_in
from netevent.badges.stations.printing import badge_of_job
from netevent.badges.stations.refusals import StationGone, TokenWrong
from netevent.badges.stations.station import Station
from netevent.badges.stations.telling import next_of, told
from netevent.badges.stations.trouble import kept_trouble
from netevent.core import clock
from netevent.core.errors import Malformed
from netevent.core.site import read, transact
from netevent.core.web import networks
from netevent.core.web.paths import path
from netevent.core.web.requests import for_programs
from netevent.identity import guards

routes = Blueprint("print_programs", __name__)

WRONG_FROM_A_NETWORK = "60/minute"
LONGEST_BODY = 4_000


@routes.post("/print/agent/arrive")
@guards.public
@for_programs
async def arrive() -> dict[str, Any]:
    """The program starts: what it had before its end waits again. `takes_over` ends another one's work."""
    hashed, sent = await _known(), await _sent()
    takes_over = sent.get("takes_over") is True
    station = await transact(working.arrive, hashed, _runner(sent), takes_over, clock.now())
    return told(station, None, "", 0)


@routes.post("/print/agent/next")
@guards.public
@for_programs
async def take() -> dict[str, Any]:
    """The badge that is to be printed now: the same one until it is ended. `job` is null where none waits."""
    hashed, sent = await _known(), await _sent()
    station, job, name, waiting = await transact(next_of, hashed, _runner(sent))
    address = path("print_programs.badge", job_id=job.id) if job else ""
    return told(station, job, name, waiting, pdf=address)


@routes.get("/print/agent/jobs/<int:job_id>/badge.pdf")
@guards.public
@for_programs
async def badge(job_id: int) -> Response:
    """One page of the label's own size."""
    return Response(await badge_of_job(await _station(), job_id), content_type="application/pdf")


@routes.post("/print/agent/jobs/<int:job_id>/end")
@guards.public
@for_programs
async def end(job_id: int) -> dict[str, Any]:
    """`result`: "printed" or "failed"; why it failed, as in `state`. Said twice it counts once."""
    station, sent = await _station(), await _sent()
    result = result_in(_text(sent, "result"))
    said = _trouble(sent, "said")
    job = await transact(job_service.end, station.id, job_id, result, said, clock.now())
    return {"state": job.state.value, "tries": job.tries}


@routes.post("/print/agent/state")
@guards.public
@for_programs
async def state() -> dict[str, Any]:
    """A sign of life every fifteen seconds, with what the printer lacks: a `code` with the printer's `words`,
    or a sentence as `trouble`; all '' where nothing is wrong.
    """
    hashed, sent = await _known(), await _sent()
    trouble = _trouble(sent, "trouble")
    station = await transact(working.tell_trouble, hashed, _runner(sent), trouble, clock.now())
    return told(station, None, "", 0)


@routes.post("/print/agent/leave")
@guards.public
@for_programs
async def leave() -> tuple[str, int]:
    """The program ends: what it has waits for whoever is there."""
    hashed, sent = await _known(), await _sent()
    await transact(working.leave, hashed, _runner(sent), clock.now())
    return "", 204


async def _station() -> Station:
    hashed = bearer_hash()
    try:
        return await read(working.find_station, hashed)
    except StationGone:
        await networks.spend(WRONG_FROM_A_NETWORK, "print-token-from")
        raise TokenWrong from None


async def _known() -> str:
    """The hash of the token, which is that of a station."""
    await _station()
    return bearer_hash()


async def _sent() -> dict[str, Any]:
    if (request.content_length or 0) > LONGEST_BODY:
        raise Malformed
    sent = await request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise Malformed
    return sent


def _runner(sent: dict[str, Any]) -> str:
    return runner_in(_text(sent, "runner"))


def _trouble(sent: dict[str, Any], sentence: str) -> str:
    return kept_trouble(_text(sent, "code"), _text(sent, "words"), _text(sent, sentence))


def _text(sent: dict[str, Any], name: str) -> str:
    value = sent.get(name, "")
    if not isinstance(value, str):
        raise Malformed
    return value
