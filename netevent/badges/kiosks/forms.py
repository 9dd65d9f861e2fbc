"""The forms of a kiosk: the organizer's, and the PIN on its page."""

from __future__ import annotations

import re

from wtforms import Form, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from netevent.badges.kiosks.kiosk import Kiosk, Wish
from netevent.badges.kiosks.reading import Kiosks
from netevent.core.i18n import N_, gettext
from netevent.core.text.cleaning import clean_line
from netevent.core.web.forms import PageForm, number_in

LONGEST_NAME = 100
PIN = re.compile("[0-9]{4,8}")
PIN_LOOK = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 8}


def of_digits(form: Form, field: PasswordField) -> None:
    """ASCII digits alone: every keypad has them."""
    if PIN.fullmatch(field.data or "") is None:
        raise ValidationError(gettext("A PIN has 4 to 8 digits."))


class KioskForm(PageForm):
    name = StringField(
        N_("Name of the kiosk"),
        [DataRequired(), Length(max=LONGEST_NAME)],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_NAME},
    )
    gate = SelectField(N_("Gate"), [Optional()])
    station = SelectField(N_("Print station"), [Optional()])

    def offer(self, known: Kiosks) -> None:
        """Called before it is shown or checked."""
        self.gate.choices = [("", gettext("No gate")), *_choices(known.gates)]
        self.station.choices = [("", gettext("None: no badge is printed")), *_choices(known.stations)]

    @property
    def wish(self) -> Wish:
        return Wish(self.name.data or "", number_in(self.gate.data), number_in(self.station.data))


class NewKioskForm(KioskForm):
    pin = PasswordField(N_("PIN"), [InputRequired(), of_digits], render_kw=PIN_LOOK)


class ChangedKioskForm(KioskForm):
    pin = PasswordField(N_("New PIN"), [Optional(), of_digits], render_kw=PIN_LOOK)


class PinForm(PageForm):
    pin = PasswordField(N_("PIN"), [InputRequired(), Length(max=20)], render_kw=PIN_LOOK)


def values_of(kiosk: Kiosk) -> dict[str, str]:
    return {
        "name": kiosk.name,
        "gate": str(kiosk.gate_id or ""),
        "station": str(kiosk.station_id or ""),
    }


def _choices(names: dict[int, str]) -> list[tuple[str, str]]:
    return [(str(number), name) for number, name in names.items()]
