"""The form of an event's look. The file of the logo is read by the route."""

from __future__ import annotations

from wtforms import BooleanField, StringField
from wtforms.form import BaseForm
from wtforms.validators import Length, Optional, ValidationError

from netevent.core.i18n import N_, gettext
from netevent.core.text.cleaning import clean_line
from netevent.core.web.forms import PageForm
from netevent.events.look.colours import hex_of
from netevent.events.look.service import NoColour


def a_colour(form: BaseForm, field: StringField) -> None:
    if field.data and not hex_of(field.data):
        raise ValidationError(gettext(NoColour.message))


class LookForm(PageForm):
    colour = StringField(
        N_("Colour"),
        [Optional(), Length(max=20), a_colour],
        filters=[clean_line],
        render_kw={"class": "short", "placeholder": "#0a7d5a", "autocomplete": "off", "spellcheck": "false"},
    )
    without_logo = BooleanField(N_("Remove the logo"))
