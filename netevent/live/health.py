"""/healthz (the process is alive) and /readyz (it can serve: database, migrations, Redis when set)."""

from __future__ import annotations

import asyncio
from typing import Any

from quart import Blueprint
from sqlalchemy.exc import SQLAlchemyError

from netevent.core.database.migrating import State, look
from netevent.core.site import site
from netevent.identity.guards import public
from netevent.live.bus import Bus

# Load balancers give up after about five seconds.
ANSWERS_WITHIN = 3.0

routes = Blueprint("health", __name__)


@routes.get("/healthz")
@public
async def alive() -> dict[str, str]:
    return {"status": "alive"}


@routes.get("/readyz")
@public
async def ready() -> Any:
    found = {"database": await _database_is_ready(), "bus": site().part(Bus).is_whole}
    is_ready = all(found.values())
    return {"status": "ready" if is_ready else "not ready", **found}, 200 if is_ready else 503


async def _database_is_ready() -> bool:
    """Whether it answers soon, with the tables of this release in it."""
    try:
        async with asyncio.timeout(ANSWERS_WITHIN):
            standing = await look(site().database)
    except (SQLAlchemyError, OSError):
        return False
    return standing.state in (State.current, State.unstamped)
