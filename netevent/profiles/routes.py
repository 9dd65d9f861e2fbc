"""The attendee's own profile, and how others see it."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request, session

from netevent.attendees.attendee_page import attendee_page
from netevent.attendees.questions.queries import select_has_questions
from netevent.core.database import Transaction
from netevent.core.i18n import gettext, speaking
from netevent.core.site import read, transact
from netevent.core.web.forms import answered, filled
from netevent.core.web.readers import keep_language
from netevent.core.web.requests import go_to
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.profiles import service
from netevent.profiles.cards.card import Card, Relationship, Shown
from netevent.profiles.cards.queries import select_own_card
from netevent.profiles.forms import INTRODUCTION_LENGTH, ProfileForm, defaults
from netevent.profiles.queries import OwnProfile

routes = Blueprint("profiles", __name__)

NEWS = "profile_news"


@routes.route("/attendee/profile", methods=["GET", "POST"])
@guards.attendee
async def edit() -> Any:
    own, is_asked = await read(_own, viewer().id)
    shown = {"language": own.profile.language} if request.method == "POST" else defaults(own.profile)
    form = await filled(ProfileForm, **shown)

    async def show(problem: str) -> str:
        flashes = [("good", said)] if (said := session.pop(NEWS, "")) else []
        return await attendee_page(
            "profiles/edit.html",
            form=form,
            own=own,
            is_asked=is_asked,
            most=INTRODUCTION_LENGTH,
            flashes=flashes,
        )

    return await answered(form, lambda: _saved(form), show)


@routes.get("/attendee/profile/preview")
@guards.attendee
async def preview() -> str:
    """As others see me: through the very rule that makes the cards of others."""
    stranger, connection, is_listed = await read(_preview, viewer().id)
    return await attendee_page(
        "profiles/preview.html", stranger=stranger, connection=connection, is_listed=is_listed
    )


def _own(tx: Transaction, attendee_id: int) -> tuple[OwnProfile, bool]:
    """And whether the event has questions."""
    own = service.find(tx, attendee_id)
    return own, select_has_questions(tx, own.event_id)


def _preview(tx: Transaction, attendee_id: int) -> tuple[Card | None, Card | None, bool]:
    is_listed = service.find(tx, attendee_id).profile.shown["name"] is Shown.everyone
    stranger = select_own_card(tx, attendee_id, Relationship.none)
    return stranger, select_own_card(tx, attendee_id, Relationship.connected), is_listed


async def _saved(form: ProfileForm) -> Any:
    new, reader = form.profile, viewer()
    await transact(service.save, attendee_id=reader.id, login_id=reader.login_id, new=new)
    with speaking(new.language):
        session[NEWS] = gettext("Your profile has been saved.")
    response = go_to("profiles.edit")
    keep_language(response, new.language)
    return response
