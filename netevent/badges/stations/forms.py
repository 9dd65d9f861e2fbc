"""The form of a print station."""

from __future__ import annotations

from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, Length

from netevent.badges.settings import words
from netevent.badges.stations.station import LABELS, Station
from netevent.core.i18n import N_
from netevent.core.text.cleaning import clean_line
from netevent.core.web.forms import PageForm
from netevent.documents.badges.formats import Format

LONGEST_NAME = 100


class StationForm(PageForm):
    name = StringField(
        N_("Name of the station"),
        [DataRequired(), Length(max=LONGEST_NAME)],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_NAME},
    )
    format = RadioField(N_("Label"), validate_choice=True, default=Format.roll_62.value)

    def offer(self) -> None:
        """Called before it is shown or checked."""
        self.format.choices = [(one.value, f"{words.name(one)} ({words.about(one)})") for one in LABELS]

    @property
    def label(self) -> Format:
        return Format(self.format.data)


def values_of(station: Station) -> dict[str, str]:
    return {"name": station.name, "format": station.format.value}
