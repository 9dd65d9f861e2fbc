"""The form that deletes an event: its name, typed once more."""

from __future__ import annotations

from netevent.core.i18n import N_
from netevent.office.event_name import EventNameForm


class DeleteForm(EventNameForm):
    wrong_name = N_("That is not the name of this event. Nothing was deleted.")
