"""The form of a print station."""

from __future__ import annotations

from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, Length

from netevent.badges.settings import words
from netevent.badges.stations.station import LABELS, Station
from netevent.core.i18n import N_, gettext
from netevent.core.text.cleaning import clean_line
from netevent.core.web.forms import PageForm
from netevent.documents.badges.formats import Format, Grid

LONGEST_NAME = 100


class StationForm(PageForm):
    name = StringField(
        N_("Name of the station"),
        [DataRequired(), Length(max=LONGEST_NAME)],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_NAME},
    )
    format = RadioField(N_("Label"), validate_choice=True, default=Format.roll_62.value)

    def offer(self, grid: Grid | None) -> None:
        """Called before it is shown or checked. `grid`: the event's own, whose label is offered with it."""
        labels = [one for one in LABELS if grid or one is not Format.free]
        self.format.choices = [(one.value, label_in_words(one, grid)) for one in labels]

    @property
    def label(self) -> Format:
        return Format(self.format.data)


def label_in_words(label: Format, grid: Grid | None) -> str:
    if label is Format.free and grid:
        return gettext("As on your own label sheet (%(size)s)") % {"size": words.measures(grid)}
    return f"{words.name(label)} ({words.about(label)})"


def values_of(station: Station) -> dict[str, str]:
    return {"name": station.name, "format": station.format.value}
