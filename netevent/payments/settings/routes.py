"""The organizer's page of how an event is paid."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request, session
from werkzeug.wrappers import Response

from netevent.core.i18n import N_, gettext
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered, filled
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.payments.providers.all import Providers
from netevent.payments.settings import service
from netevent.payments.settings.currencies import only_choice
from netevent.payments.settings.forms import SettingsForm
from netevent.payments.settings.reading import read_settings

routes = Blueprint("payment_settings", __name__)
SAVED = N_("The payment settings are saved.")
# In the session: the event whose page says so next.
SAVED_LAST = "payment_settings"


@routes.route("/organizer/event/<int:event_id>/payment-settings", methods=["GET", "POST"])
@guards.event_editor
async def edit(event_id: int) -> Any:
    of_server = site().part(Providers).methods
    shown = await read(read_settings, event_id)
    form = await filled(SettingsForm, **SettingsForm.defaults(shown.settings))
    form.offer(of_server)
    if shown.is_fixed and request.method != "POST":
        form.currency.choices = only_choice(shown.settings.currency)

    async def act() -> Response:
        await transact(service.save, event_id, form.settings)
        session[SAVED_LAST] = event_id
        return go_to("payment_settings.edit", event_id=event_id)

    async def show(problem: str) -> str:
        is_saved = session.pop(SAVED_LAST, 0) == event_id
        return await office_page(
            "payments/settings/edit.html",
            event_id,
            form=form,
            problem=problem,
            shown=shown,
            cannot_be_paid=shown.cannot_be_paid(of_server),
            flashes=[("good", gettext(SAVED))] if is_saved else [],
        )

    return await answered(form, act, show)
