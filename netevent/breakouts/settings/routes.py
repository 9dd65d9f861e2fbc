"""The organizer's page of what holds for all sessions."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from quart import Blueprint
from werkzeug.wrappers import Response

from netevent.breakouts.settings import service
from netevent.breakouts.settings.forms import SettingsForm
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered, filled
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.events.queries import select_programme_settings
from netevent.identity import guards

routes = Blueprint("session_settings", __name__)


@routes.route("/organizer/event/<int:event_id>/breakout-sessions/settings", methods=["GET", "POST"])
@guards.event_editor
async def edit(event_id: int) -> Any:
    form = await filled(SettingsForm, **asdict(await read(select_programme_settings, event_id)))

    async def act() -> Response:
        await transact(service.save, event_id=event_id, settings=form.settings)
        return go_to("breakouts.sessions", event_id=event_id)

    async def show(problem: str) -> str:
        given = {"form": form, "problem": problem, "base_url": site().settings.base_url}
        return await office_page("breakouts/settings/edit.html", event_id, **given)

    return await answered(form, act, show)
