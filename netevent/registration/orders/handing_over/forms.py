"""The form that hands a seat over."""

from __future__ import annotations

from netevent.attendees.writing import Details
from netevent.core.i18n import N_
from netevent.core.web.forms import PageForm, email_field, line_field, no_link


class HandOverForm(PageForm):
    first_name = line_field(N_("First name"), 100, "off", also=[no_link])
    last_name = line_field(N_("Last name"), 100, "off", also=[no_link])
    email = email_field(autocomplete="off")

    def person(self, language: str) -> Details:
        names = (self.first_name.data or "", self.last_name.data or "")
        return Details(self.email.data or "", *names, language=language)
