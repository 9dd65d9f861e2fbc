"""What the browser asks for and tells of its subscription. `static/js` and the service worker speak here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quart import Blueprint, request
from werkzeug.wrappers import Response

from netevent.core.credentials import token_hash
from netevent.core.errors import Malformed
from netevent.core.site import site, transact
from netevent.core.web import networks
from netevent.core.web.bodies import takes
from netevent.core.web.requests import for_programs
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.identity.own_account.browser_kind import browser_kind
from netevent.push.keys.keeping import PushKeys
from netevent.push.sending import service as sending
from netevent.push.subscriptions import service
from netevent.push.subscriptions.endpoints import PushServices
from netevent.push.subscriptions.subscription import Subscription, subscription_in, text_in

routes = Blueprint("push", __name__)

# More than any browser sends: addresses have a few hundred signs.
LARGEST = 8 * 1024
CHANGES = "60/hour"
TESTS = "5/10 minutes"
RENEWALS_FROM_A_NETWORK = "600/hour"


@routes.get("/attendee/push/key")
@guards.attendee
async def key() -> dict[str, str]:
    """The public key for which a browser allows push."""
    return {"key": (await site().part(PushKeys).pair()).public_key}


@routes.post("/attendee/push/subscriptions")
@guards.attendee
@takes(LARGEST)
async def subscribe() -> Response:
    new, reader = _known(await _posted()), viewer()
    await site().limits.spend(CHANGES, "push-subscriptions", str(reader.id))
    device = browser_kind(request.headers.get("User-Agent", ""))
    await transact(service.subscribe, new, reader.id, reader.login_id, device)
    return Response(status=201)


@routes.post("/attendee/push/subscriptions/end")
@guards.attendee
async def end() -> Response:
    await transact(service.unsubscribe, viewer().id, text_in(await _posted(), "endpoint"))
    return Response(status=204)


@routes.post("/attendee/push/renewed")
@guards.public
@for_programs
@takes(LARGEST)
async def renewed() -> Response:
    """The service worker tells it, which has no page and no form's token: the old address is its proof."""
    await networks.spend(RENEWALS_FROM_A_NETWORK, "push-renewed")
    posted = await _posted()
    await transact(service.renew, text_in(posted, "old_endpoint"), _known(posted))
    return Response(status=204)


@routes.post("/attendee/push/test")
@guards.attendee
async def test() -> Response:
    """To the browser that asks: those of its login, or the one that it names."""
    reader, posted = viewer(), await _posted()
    await site().limits.spend(TESTS, "push-test", str(reader.id))
    endpoint_hash = token_hash(text_in(posted, "endpoint")) if "endpoint" in posted else ""
    await transact(sending.send_test, reader.id, reader.login_id, endpoint_hash)
    return Response(status=202)


def _known(posted: Mapping[str, Any]) -> Subscription:
    new = subscription_in(posted)
    site().part(PushServices).require(new.endpoint)
    return new


async def _posted() -> Mapping[str, Any]:
    """Raises Malformed where it is no JSON object."""
    posted = await request.get_json(force=True, silent=True)
    if not isinstance(posted, Mapping):
        raise Malformed
    return posted
