"""Where Brevo calls us: `NETEVENT_BREVO_WEBHOOK_SECRET` is the token or the password that is set there."""

from __future__ import annotations

import structlog
from quart import Blueprint, request

from netevent.bounces.brevo.events import NotJson, read_events
from netevent.bounces.service import note
from netevent.core.credentials import same
from netevent.core.errors import NotFound
from netevent.core.site import site, transact
from netevent.core.web import networks
from netevent.core.web.requests import for_programs
from netevent.identity import guards

log = structlog.get_logger()
routes = Blueprint("brevo", __name__)

WRONG_FROM_A_NETWORK = "60/minute"


@routes.post("/mail/brevo")
@guards.public
@for_programs
async def webhook() -> tuple[str, int]:
    """200: understood, also what is known already or says nothing to us. 5xx: call again later."""
    secret = site().settings.brevo_webhook_secret.get_secret_value()
    if not secret:
        raise NotFound
    if not same(_told_secret(), secret):
        await networks.spend(WRONG_FROM_A_NETWORK, "brevo webhook")
        log.warning("brevo_webhook_refused")
        return "This needs the secret of NETEVENT_BREVO_WEBHOOK_SECRET.", 403
    body = await request.get_data()
    assert isinstance(body, bytes)
    try:
        reports = read_events(body)
    except NotJson:
        return "This is no JSON.", 400
    for report in reports:
        is_ours = await transact(note, report=report)
        log.info("brevo_told", what=report.what.value, permanent=report.is_permanent, ours=is_ours)
    return "", 200


def _told_secret() -> str:
    """By `Authorization: Bearer`, or as the password of an address with a user."""
    told = request.authorization
    return (told.token or told.password or "") if told else ""
