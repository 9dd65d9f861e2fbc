"""The form of the decisions about all sessions."""

from __future__ import annotations

from wtforms import BooleanField, IntegerField
from wtforms.validators import NumberRange, Optional

from netevent.core.i18n import N_
from netevent.core.web.forms import PageForm
from netevent.events.details import ProgrammeSettings

LONGEST_WAIT = 120


class SettingsForm(PageForm):
    presenters_may_write = BooleanField(N_("Presenters may write to those registered"))
    no_show_minutes = IntegerField(
        N_("Minutes after which the seats of those who have not come are offered again"),
        [Optional(), NumberRange(1, LONGEST_WAIT)],
        render_kw={"inputmode": "numeric", "min": 1, "max": LONGEST_WAIT, "class": "short"},
    )
    is_public = BooleanField(N_("The programme is public"))

    @property
    def settings(self) -> ProgrammeSettings:
        """What a valid form says."""
        return ProgrammeSettings(
            bool(self.presenters_may_write.data), self.no_show_minutes.data, bool(self.is_public.data)
        )
