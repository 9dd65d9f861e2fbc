"""The form that adds a presenter to a session."""

from __future__ import annotations

from typing import Any

from netevent.breakouts.presenters.presenter import NewPresenter
from netevent.core.i18n import N_
from netevent.core.web.forms import PageForm, email_field, line_field, no_link


class PresenterForm(PageForm):
    """It stands beside the session's own form, which has a name too: the ids of its fields are its own."""

    email = email_field(autocomplete="off")
    name = line_field(N_("Name"), 255, "off", required=False, also=(no_link,))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            field.id = field.label.field_id = f"presenter-{field.name}"

    def presenter(self, language: str) -> NewPresenter:
        """Who has no account yet is written to in this language."""
        return NewPresenter(self.email.data or "", self.name.data or "", language)
