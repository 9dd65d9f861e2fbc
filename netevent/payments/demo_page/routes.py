"""The page of the demo's provider: it pays, fails or is cancelled, at any time. Elsewhere it is not there."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, redirect, request

from netevent.core.errors import NotFound, existing
from netevent.core.site import read, site
from netevent.core.web.requests import page
from netevent.identity import guards
from netevent.identity.browser import local
from netevent.payments.payment import Method
from netevent.payments.providers.all import Providers
from netevent.payments.providers.demo import ENDINGS, Demo
from netevent.payments.queries import select_told_of
from netevent.payments.webhooks.hearing import hear

routes = Blueprint("demo_payment", __name__)


@routes.get("/demo/payment/<provider_id>")
@guards.public
async def show(provider_id: str) -> str:
    _demo()
    payment = existing(await read(select_told_of, Method.demo, provider_id))
    return page("payments/demo_page/pay.html", payment=payment, back=_back())


@routes.post("/demo/payment/<provider_id>/<ending>")
@guards.public
async def end(provider_id: str, ending: str) -> Any:
    """Tell it as every provider does, and lead back to the page that waits."""
    demo = _demo()
    payment = existing(await read(select_told_of, Method.demo, provider_id))
    if ending not in ENDINGS:
        raise NotFound
    await hear(site().database, demo, *demo.telling(provider_id, ending, payment.money))
    return redirect(_back(), 303)


def _demo() -> Demo:
    """Raises NotFound: this is no demo."""
    providers = site().part(Providers)
    if Method.demo not in providers:
        raise NotFound
    demo = providers[Method.demo]
    assert isinstance(demo, Demo)
    return demo


def _back() -> str:
    """A page of this site: nobody is led elsewhere from here."""
    return local(request.args.get("back", "")) or "/"
