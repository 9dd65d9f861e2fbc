"""The form that cancels an event."""

from __future__ import annotations

from wtforms import BooleanField, TextAreaField
from wtforms.validators import Length, Optional

from netevent.core.i18n import N_
from netevent.core.text.cleaning import clean_lines
from netevent.office.event_name import EventNameForm

LONGEST = 2000


class CallOffForm(EventNameForm):
    wrong_name = N_("That is not the name of this event. Nothing was cancelled.")
    text = TextAreaField(
        N_("Your message"),
        [Optional(), Length(max=LONGEST)],
        filters=[clean_lines],
        render_kw={"rows": 6, "maxlength": LONGEST},
    )
    gives_back = BooleanField(N_("Give back all that was paid online"), default=True)
