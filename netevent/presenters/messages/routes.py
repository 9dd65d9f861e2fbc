"""The form for a message to those registered, and what was sent before."""

from __future__ import annotations

from typing import Any

from quart import Blueprint
from werkzeug.wrappers import Response

from netevent.core import clock
from netevent.core.database.budget import patient
from netevent.core.errors import existing
from netevent.core.i18n import ngettext
from netevent.core.site import read, transact
from netevent.core.web.forms import answered, asked_number, filled
from netevent.core.web.requests import go_to, page
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.identity.mail_budget import spend_on_the_first_day
from netevent.presenters.messages import service
from netevent.presenters.messages.forms import MessageForm
from netevent.presenters.messages.queries import Message, select_owner_and_taken
from netevent.presenters.messages.reading import read_message_page

routes = Blueprint("session_messages", __name__)


@routes.route("/presenter/session/<int:session_id>/message", methods=["GET", "POST"])
@guards.presenter
async def write(session_id: int) -> Any:
    form = await filled(MessageForm)

    async def act() -> Response:
        owner_id, taken = existing(await read(select_owner_and_taken, session_id))
        await spend_on_the_first_day(owner_id, taken)
        with patient():  # of thousands of mails
            sent = await transact(
                service.send, session_id, viewer().id, viewer().name, form.text.data or "", clock.now()
            )
        return go_to("session_messages.write", session_id=session_id, sent=sent)

    async def show(problem: str) -> str:
        shown = await read(read_message_page, session_id)
        said = _said(shown.messages[:1])
        return page("presenters/message.html", shown=shown, form=form, problem=problem, flashes=said)

    return await answered(form, act, show)


def _said(newest: list[Message]) -> list[tuple[str, str]]:
    """What was sent just now: the address names it."""
    if not newest or newest[0].id != asked_number("sent"):
        return []
    count = newest[0].recipients
    text = ngettext(
        "Your message is on its way to %(num)s person.",
        "Your message is on its way to %(num)s people.",
        count,
    )
    return [("good", text % {"num": count})]
