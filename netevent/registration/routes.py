"""An attendee's registration for an event, by the event's code: the simple form, with a password.

An event that offers types has another one (`registration.form`); the addresses of this one lead there.
"""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request
from wtforms import StringField
from wtforms.validators import ValidationError

from netevent.attendees.writing import Details
from netevent.core import clock
from netevent.core.i18n import N_, current_language, gettext
from netevent.core.i18n.localized import LocalizedText
from netevent.core.site import read, transact
from netevent.core.text.comparing import normalize_email
from netevent.core.web import networks
from netevent.core.web.forms import (
    PageForm,
    answered,
    email_field,
    filled,
    line_field,
    new_password_field,
    no_link,
)
from netevent.core.web.requests import go_to, page
from netevent.events.codes import UNKNOWN_CODES, code_in
from netevent.events.details import Event
from netevent.events.opening.state import Registering, registering
from netevent.events.queries import select_description, select_event_by_code
from netevent.identity import guards, own_password
from netevent.identity.passwords import hashed
from netevent.live.visitor_page import visitor_page
from netevent.registration import service
from netevent.registration.form.queries import select_offers_types
from netevent.registration.personal_link.links import links
from netevent.registration.rates import spend_registration
from netevent.registration.screens import FORM, let_in
from netevent.registration.service import Registration

routes = Blueprint("registration", __name__)

EMAIL_KEY_LENGTH = 255
LONGEST_LINK = 100


class AttendeeForm(PageForm):
    first_name = line_field(N_("First name"), 100, "given-name", also=[no_link])
    last_name = line_field(N_("Last name"), 100, "family-name", also=[no_link])
    email = email_field()
    organisation = line_field(N_("Organisation"), 255, "organization", required=False)
    role = line_field(N_("Role"), 255, "organization-title", required=False)
    password = new_password_field()
    word = line_field(N_("Invitation word"), 100, "off", required=False)

    def validate_email(self, field: StringField) -> None:
        # Compared, some letters become several.
        if len(normalize_email(field.data or "")) > EMAIL_KEY_LENGTH:
            raise ValidationError(gettext("This email address is too long."))


@routes.route("/register/attendee/<code>", methods=["GET", "POST"])
@guards.public
async def register(code: str) -> Any:
    event = await _event(code)
    if event is None:
        await networks.spend(UNKNOWN_CODES, "event-code")
        return page("registration/unknown.html"), 404
    if await read(select_offers_types, event.id):
        return go_to("event_registration.register", code=event.code, link=_link() or None)
    form = await filled(AttendeeForm)
    if not event.details.entry_word:
        del form.word

    async def show(problem: str) -> str:
        """With the seats that are left now."""
        now = (await _event(code) if problem else event) or event
        return await _form_page(now, await read(select_description, event.id), form, problem)

    return await answered(form, lambda: _registered(event, form), show)


async def _event(code: str) -> Event | None:
    key = code_in(code)
    return await read(select_event_by_code, code=key) if key else None


async def _registered(event: Event, form: AttendeeForm) -> str:
    """The same answer whether the address is registered already; in about the same time."""
    email_key = normalize_email(form.email.data or "")
    await spend_registration(event.id, [email_key])
    password_hash = await hashed(email_key, form.password.data or "")
    word = form.word.data if "word" in form else ""
    new = Registration(_details(form), password_hash, word or "", _link())
    await transact(service.register, event, new, links())
    own_password.remember(email_key, password_hash)
    return page("registration/confirm.html", event=event, email=form.email.data, can_mail=links().can_mail)


def _details(form: AttendeeForm) -> Details:
    return Details(
        first_name=form.first_name.data or "",
        last_name=form.last_name.data or "",
        email=form.email.data or "",
        organisation=form.organisation.data or "",
        role=form.role.data or "",
        language=current_language(),
    )


async def _form_page(event: Event, description: LocalizedText, form: AttendeeForm, problem: str) -> str:
    """Live where it tells how many seats are left."""
    state = registering(event, clock.now(), _link())
    shown = {"event": event, "description": description, "form": form, "problem": problem, "state": state}
    if state is not Registering.open or event.seats_left is None:
        return page("registration/attendee.html", **shown)
    let_in(event.id)
    return await visitor_page("registration/attendee.html", FORM, event.id, **shown)


def _link() -> str:
    """The secret that the address may have."""
    return request.args.get("link", "")[:LONGEST_LINK]
