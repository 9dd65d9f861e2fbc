"""The field of a form that takes a time zone: a city in any of our languages, or the zone's own name."""

from __future__ import annotations

from typing import Any

from wtforms import StringField

from netevent.core.i18n import current_language
from netevent.core.text.cleaning import clean_line
from netevent.events.zones.places import label, zone_of


class ZoneField(StringField):
    """`data` is the name of the zone, or '' where what was typed names none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = zone_of(clean_line(valuelist[0]) or "", current_language()) if valuelist else ""

    def _value(self) -> str:
        """What was typed; before that, the zone with its city."""
        if self.raw_data:
            return str(self.raw_data[0])
        return label(self.data, current_language()).typed if self.data else ""
