"""The forms about staff. Used by the routes of `staff` and of its parts."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from netevent.core.i18n import N_, gettext, language_choices
from netevent.core.text.cleaning import clean_line
from netevent.core.web.forms import PageForm, email_field, new_password_field, no_link
from netevent.events.details import Gate
from netevent.identity.accounts import StaffRole
from netevent.staff.queries import Details, Member

LONGEST_LIST = 30_000
ROLES = {
    StaffRole.door: N_("Entrance only"),
    StaffRole.walk_ins: N_("Entrance and new people"),
    StaffRole.money: N_("Entrance, new people and payments"),
}


def name_field(label: str) -> StringField:
    return StringField(
        label,
        [InputRequired(), Length(max=100), no_link],
        filters=[clean_line],
        render_kw={"autocomplete": "off"},
    )


class PostForm(PageForm):
    """What they may do, and where; the languages and gates are those there are."""

    role = RadioField(N_("They may do"), default=StaffRole.door.value)
    gates = SelectMultipleField(
        N_("Only at these gates"), coerce=int, widget=ListWidget(), option_widget=CheckboxInput()
    )
    language = SelectField(N_("Language"), [InputRequired()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = language_choices(kept=kwargs.get("language", ""))
        self.role.choices = [(role.value, gettext(text)) for role, text in ROLES.items()]
        self.gates.choices = []
        self._offered = 0

    def offer(self, gates: list[Gate]) -> None:
        """One gate is no choice."""
        self._offered = len(gates) if len(gates) > 1 else 0
        self.gates.choices = [(gate.id, gate.name) for gate in gates[: self._offered]]

    def details(self, first_name: str, last_name: str, email: str) -> Details:
        """All gates ticked is no restriction: a gate that is added later is among them."""
        chosen = self.gates.data or []
        gates = tuple(chosen) if len(chosen) < self._offered else ()
        return Details(first_name, last_name, email, self.language.data, StaffRole(self.role.data), gates)


class WithoutEmailForm(PostForm):
    """Of somebody who has no address."""

    first_name = name_field(N_("First name"))
    last_name = StringField(
        N_("Last name"),
        [Optional(), Length(max=100), no_link],
        filters=[clean_line],
        render_kw={"autocomplete": "off"},
    )

    @property
    def typed(self) -> Details:
        return self.details(self.first_name.data or "", self.last_name.data or "", "")


class StaffForm(PostForm):
    first_name = name_field(N_("First name"))
    last_name = name_field(N_("Last name"))
    email = email_field(autocomplete="off")

    @property
    def typed(self) -> Details:
        return self.details(self.first_name.data or "", self.last_name.data or "", self.email.data or "")

    def need_no_email(self) -> None:
        """Of a member who has none, and of whom the last name may be unknown as well."""
        for field in (self.email, self.last_name):
            field.validators = [Optional(), *list(field.validators)[1:]]
            field.flags.required = False


class ManyForm(PostForm):
    people = TextAreaField(
        N_("One person a line"),
        [InputRequired(), Length(max=LONGEST_LIST)],
        render_kw={"rows": 10, "autocomplete": "off", "spellcheck": "false"},
    )


class PasswordForm(PageForm):
    password = new_password_field()


def defaults(member: Member) -> dict[str, Any]:
    """What the form of a member shows before anything was typed."""
    return {
        "first_name": member.first_name,
        "last_name": member.last_name,
        "email": member.email,
        "language": member.language,
        "role": member.role.value,
        "gates": [gate.id for gate in member.gates],
    }
