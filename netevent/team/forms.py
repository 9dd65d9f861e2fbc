"""The forms of an event's team."""

from __future__ import annotations

from typing import Any

from wtforms import SelectField
from wtforms.validators import InputRequired

from netevent.core.i18n import N_, gettext
from netevent.core.web.forms import PageForm, email_field, line_field, no_link
from netevent.identity.roles.role import Role
from netevent.team.member import NewMember


class RoleForm(PageForm):
    role = SelectField(N_("Role in the team"), [InputRequired()], default=Role.editor.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [
            (Role.editor.value, gettext("Editor: changes everything of the event")),
            (Role.viewer.value, gettext("Viewer: sees everything, changes nothing")),
        ]

    @property
    def chosen(self) -> Role:
        return Role(self.role.data)


class MemberForm(RoleForm):
    email = email_field(autocomplete="off")
    name = line_field(N_("Name"), 255, "off", required=False, also=(no_link,))

    def member(self, language: str) -> NewMember:
        """Who has no account yet is written to in this language."""
        return NewMember(self.email.data or "", self.name.data or "", self.chosen, language)
