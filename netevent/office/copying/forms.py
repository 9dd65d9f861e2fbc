"""The form that copies an event: what the new one is called, and when it starts."""

from __future__ import annotations

from datetime import datetime

from wtforms import DateTimeLocalField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from netevent.core import clock
from netevent.core.i18n import N_, gettext
from netevent.core.text.cleaning import clean_line
from netevent.core.web.forms import PageForm, no_link
from netevent.events.forms import FIRST_YEAR, FORMATS, LAST_YEAR, SKIPPED, believable


class CopyForm(PageForm):
    """`zone` is that of the event: its clock on the wall says when the copy starts."""

    zone = "UTC"
    name = StringField(N_("Event name"), [InputRequired(), Length(max=255), no_link], filters=[clean_line])
    start = DateTimeLocalField(N_("Starts"), [InputRequired(), believable], format=FORMATS)

    @property
    def starts(self) -> datetime:
        """Of a valid form. Of a time that the clock shows twice the first counts."""
        return self._readings(self.start)[0]

    def validate_start(self, field: DateTimeLocalField) -> None:
        if field.data and not self._readings(field):
            raise ValidationError(gettext(SKIPPED))

    def _readings(self, field: DateTimeLocalField) -> list[datetime]:
        """None of a year that is refused anyway: the ends of the calendar have no neighbours in UTC."""
        if field.data is None or not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            return []
        return clock.readings(field.data.replace(tzinfo=None), self.zone)
