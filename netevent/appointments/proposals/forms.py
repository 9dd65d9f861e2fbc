"""The form of a proposal: when, where and why. Made by `proposals.routes`."""

from __future__ import annotations

from datetime import date, datetime

from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from netevent.appointments.appointment import Proposal
from netevent.appointments.slots.availability import Chosen
from netevent.core.i18n import N_, gettext
from netevent.core.text.cleaning import clean_line, clean_lines
from netevent.core.web.forms import PageForm

PLACE_LENGTH, NOTES_LENGTH = 255, 500


class ProposalForm(PageForm):
    start = StringField(N_("Time"))
    minutes = IntegerField(N_("Duration"), [InputRequired()])
    day = StringField(N_("Day"))
    point = IntegerField(N_("Where"), [Optional()])
    place = StringField(N_("Another place"), [Length(max=PLACE_LENGTH)], filters=[clean_line])
    notes = TextAreaField(
        N_("Notes"), [Length(max=NOTES_LENGTH)], filters=[clean_lines], render_kw={"rows": 3}
    )

    def validate_start(self, field: StringField) -> None:
        if moment(field.data) is None:
            raise ValidationError(gettext("Choose a time."))

    @property
    def proposal(self) -> Proposal:
        start = moment(self.start.data)
        assert start is not None  # the form is valid
        place = "" if self.point.data else self.place.data or ""
        return Proposal(start, self.minutes.data or 0, self.point.data or None, place, self.notes.data or "")

    @property
    def chosen(self) -> Chosen:
        return Chosen(self.minutes.data or 0, day(self.day.data), moment(self.start.data))


def moment(text: str | None) -> datetime | None:
    """The UTC moment of an offered time, or None."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo is None else None


def day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
