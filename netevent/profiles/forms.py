"""The form of the own profile: what is typed, made clean, and to whom each field shows."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, cast

from wtforms import BooleanField, Form, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from netevent.attendees.linkedin import LENGTH, linkedin_address
from netevent.attendees.phone import is_phone_number
from netevent.attendees.writing import TOLD
from netevent.core.i18n import N_, gettext, language_choices
from netevent.core.text.cleaning import clean_line, clean_lines
from netevent.core.web.forms import PageForm, line_field, no_link
from netevent.profiles.cards.card import FIELDS, Shown
from netevent.profiles.queries import Profile

INTRODUCTION_LENGTH = 1000

TO_WHOM = {
    Shown.everyone: N_("Everyone"),
    Shown.connections: N_("My connections"),
    Shown.nobody: N_("Nobody"),
}
NOT_LINKEDIN = N_(
    "This is not the address of a LinkedIn profile. It looks like linkedin.com/in/your-name: "
    "open your profile there and copy the address."
)
NOT_A_PHONE = N_(
    "A phone number can contain only digits, spaces and + ( ) - . /, for example +31 6 12345678."
)


def shown_field(label: str) -> SelectField:
    """To whom a field shows; a screen reader hears the label, others see the eye beside it."""
    return SelectField(label, [InputRequired()])


def is_phone(form: Form, field: StringField) -> None:
    if not is_phone_number(field.data or ""):
        raise ValidationError(gettext(NOT_A_PHONE))


def is_linkedin(form: Form, field: StringField) -> None:
    if not linkedin_address(field.data or ""):
        raise ValidationError(gettext(NOT_LINKEDIN))


class ProfileForm(PageForm):
    first_name = line_field(N_("First name"), 100, "given-name", also=[no_link])
    last_name = line_field(N_("Last name"), 100, "family-name", also=[no_link])
    organisation = line_field(N_("Organisation"), 255, "organization", required=False)
    role = line_field(N_("Role"), 255, "organization-title", required=False)
    introduction = TextAreaField(
        N_("Introduction"), [Optional(), Length(max=INTRODUCTION_LENGTH)], filters=[clean_lines]
    )
    phone = StringField(
        N_("Phone"),
        [Optional(), Length(max=50), is_phone],
        filters=[clean_line],
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )
    linkedin = StringField(
        N_("LinkedIn"),
        [Optional(), Length(max=LENGTH), is_linkedin],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "inputmode": "url", "autocapitalize": "off", "spellcheck": "false"},
    )
    language = SelectField(N_("Language"), [InputRequired()])
    wants_digest = BooleanField(N_("Email me about seats, requests and appointments I missed"))
    wants_announcements = BooleanField(N_("Email me the organizer's announcements"))
    shows_name = shown_field(N_("Who sees your name"))
    shows_organisation = shown_field(N_("Who sees your organisation"))
    shows_role = shown_field(N_("Who sees your role"))
    shows_introduction = shown_field(N_("Who sees your introduction"))
    shows_photo = shown_field(N_("Who sees your photo"))
    shows_email = shown_field(N_("Who sees your email address"))
    shows_phone = shown_field(N_("Who sees your phone number"))
    shows_linkedin = shown_field(N_("Who sees your LinkedIn profile"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = language_choices(kept=kwargs.get("language", ""))
        choices = [(shown.value, gettext(text)) for shown, text in TO_WHOM.items()]
        for field in FIELDS:
            cast(SelectField, self[f"shows_{field}"]).choices = choices
        # Somebody without a name would be nobody to a connection.
        self.shows_name.choices = choices[:2]

    @property
    def profile(self) -> Profile:
        told = {name: self[name].data or "" for name in TOLD}
        told["linkedin"] = linkedin_address(told["linkedin"])
        return Profile(
            email="",
            **told,
            introduction=self.introduction.data or "",
            wants_digest=bool(self.wants_digest.data),
            wants_announcements=bool(self.wants_announcements.data),
            shown={field: Shown(self[f"shows_{field}"].data) for field in FIELDS},
        )


def defaults(profile: Profile) -> dict[str, Any]:
    """What the form shows before anything was typed."""
    shown = {f"shows_{field}": value.value for field, value in profile.shown.items()}
    if profile.shown["name"] is Shown.nobody:
        shown["shows_name"] = Shown.connections.value
    return asdict(profile) | shown
