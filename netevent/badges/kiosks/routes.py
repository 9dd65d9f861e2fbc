"""The organizer's kiosks: a page that lists and adds, and one for each."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request

from netevent.badges.devices.linking import linked, token_shown
from netevent.badges.devices.service import NewLink
from netevent.badges.kiosks import service
from netevent.badges.kiosks.forms import ChangedKioskForm, NewKioskForm, values_of
from netevent.badges.kiosks.kiosk import Kiosk
from netevent.badges.kiosks.reading import read_kiosks
from netevent.badges.kiosks.screens import OFFICE_KIOSKS
from netevent.core.credentials import hash_password
from netevent.core.i18n import gettext
from netevent.core.qr import qr_svg
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered, filled
from netevent.core.web.paths import url
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.identity import guards

routes = Blueprint("kiosks", __name__)


@routes.route("/organizer/event/<int:event_id>/badges/kiosks", methods=["GET", "POST"])
@guards.organizer
async def kiosks(event_id: int) -> Any:
    """The list, and the form that adds. The link of a new one is shown then."""
    known = await read(read_kiosks, event_id)
    form = await filled(NewKioskForm)
    form.offer(known)

    async def act() -> Any:
        pin_hash = await hash_password(form.pin.data or "")

        async def add(token: str) -> NewLink[Kiosk]:
            return await transact(service.add, event_id, form.wish, pin_hash, token)

        return await linked(event_id, add, "kiosks.link", "kiosk_id")

    async def show(problem: str) -> str:
        return await office_page(
            "badges/kiosks/list.html", event_id, OFFICE_KIOSKS, form=form, problem=problem
        )

    return await answered(form, act, show)


@routes.route("/organizer/event/<int:event_id>/badges/kiosks/<int:kiosk_id>", methods=["GET", "POST"])
@guards.event_editor
async def kiosk(event_id: int, kiosk_id: int) -> Any:
    one = await read(service.find, event_id, kiosk_id)
    form = await filled(ChangedKioskForm, **values_of(one))
    form.offer(await read(read_kiosks, event_id))

    async def act() -> Any:
        pin_hash = await hash_password(form.pin.data) if form.pin.data else ""
        await transact(service.change, event_id, kiosk_id, form.wish, pin_hash)
        return _back(event_id)

    async def show(problem: str) -> str:
        return await office_page("badges/kiosks/kiosk.html", event_id, device=one, form=form, problem=problem)

    return await answered(form, act, show)


@routes.route("/organizer/event/<int:event_id>/badges/kiosks/<int:kiosk_id>/link", methods=["GET", "POST"])
@guards.event_editor
async def link(event_id: int, kiosk_id: int) -> Any:
    """A POST makes a new link. It is shown to who has just made it; others are led to where that is done."""
    if request.method == "POST":
        return await _renewed(event_id, kiosk_id)
    one = await read(service.find, event_id, kiosk_id)
    token = await token_shown(service.KIOSKS, event_id, kiosk_id)
    if not token:
        return go_to("kiosks.kiosk", event_id=event_id, kiosk_id=kiosk_id)
    address = url(site().settings.base_url, "kiosk_page.open_link", token=token)
    qr = qr_svg(address, gettext("QR code that opens the kiosk"))
    return await office_page("badges/kiosks/link.html", event_id, device=one, link=address, qr=qr)


async def _renewed(event_id: int, kiosk_id: int) -> Any:
    async def renew(token: str) -> NewLink[Kiosk]:
        return await transact(service.renew_link, event_id, kiosk_id, token)

    return await linked(event_id, renew, "kiosks.link", "kiosk_id", kiosk_id)


@routes.route("/organizer/event/<int:event_id>/badges/kiosks/<int:kiosk_id>/remove", methods=["GET", "POST"])
@guards.event_editor
async def remove(event_id: int, kiosk_id: int) -> Any:
    """Asks first; a POST is the answer."""
    if request.method == "POST":
        await transact(service.remove, event_id, kiosk_id)
        return _back(event_id)
    one = await read(service.find, event_id, kiosk_id)
    return await office_page("badges/kiosks/remove.html", event_id, device=one)


def _back(event_id: int) -> Any:
    return go_to("kiosks.kiosks", event_id=event_id)
