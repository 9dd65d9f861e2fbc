"""The form of one attendee, as the organizer fills it in."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from netevent.attendees.linkedin import linkedin_address
from netevent.attendees.types.queries import AttendeeType
from netevent.core.i18n import N_, gettext, pgettext
from netevent.core.text.cleaning import clean_line
from netevent.core.text.comparing import normalize_email
from netevent.core.web.forms import PageForm, email_field, line_field, no_link
from netevent.office.attendees.queries import Entry
from netevent.profiles.forms import is_linkedin, is_phone

EMAIL_KEY_LENGTH = 255
NOTE_LENGTH = 200


def told_field(label: str, most: int, *validators: Any) -> StringField:
    return line_field(label, most, "off", required=False, also=validators)


class AttendeeForm(PageForm):
    first_name = line_field(N_("First name"), 100, "off", also=[no_link])
    last_name = told_field(N_("Last name"), 100, no_link)
    email = email_field(autocomplete="off")
    organisation = told_field(N_("Organisation"), 255)
    role = told_field(N_("Role"), 255)
    phone = told_field(N_("Phone"), 50, is_phone)
    linkedin = told_field(N_("LinkedIn"), 255, is_linkedin)
    type_id = SelectField(N_("Attendee type"), coerce=int, default=0)
    door_note = TextAreaField(
        N_("Note to the entrance"),
        [Optional(), Length(max=NOTE_LENGTH)],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "rows": 2},
    )

    def validate_email(self, field: StringField) -> None:
        # Compared, some letters become several.
        if len(normalize_email(field.data or "")) > EMAIL_KEY_LENGTH:
            raise ValidationError(gettext("This email address is too long."))

    def offer(self, types: list[AttendeeType]) -> None:
        none = (0, pgettext("attendee type", "none"))
        self.type_id.choices = [none, *((one.id, one.name) for one in types)]

    @property
    def entry(self) -> Entry:
        texts: dict[str, Any] = {name: self[name].data or "" for name in TEXTS}
        linkedin = linkedin_address(self.linkedin.data or "")
        return Entry(**texts, linkedin=linkedin, type_id=self.type_id.data or 0)


class StandingAttendeeForm(AttendeeForm):
    """Of somebody who is there. `seen` is the fingerprint of what stood when the form was opened."""

    is_attending = BooleanField(N_("Attending"))
    # Nobody sees the label; without one WTForms would make one of the name, in English.
    seen = HiddenField(N_("Status"))

    def need_no_email(self) -> None:
        """Of somebody who was added at the desk and has none."""
        self.email.validators = [Optional(), *list(self.email.validators)[1:]]
        self.email.flags.required = False

    @property
    def entry(self) -> Entry:
        return replace(super().entry, is_attending=bool(self.is_attending.data))


TEXTS = ("first_name", "last_name", "email", "organisation", "role", "phone", "door_note")


def defaults(entry: Entry) -> dict[str, Any]:
    """What the form shows before anything was typed."""
    return asdict(entry) | {"seen": entry.fingerprint}
