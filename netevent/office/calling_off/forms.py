"""The form that cancels an event."""

from __future__ import annotations

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from netevent.core.i18n import N_, gettext
from netevent.core.text.cleaning import clean_line, clean_lines
from netevent.core.text.comparing import plain
from netevent.core.web.forms import PageForm

LONGEST = 2000


class CallOffForm(PageForm):
    """`names`: what the event is called, in whatever language. Case, accents and spaces are not looked at."""

    names: tuple[str, ...] = ()
    text = TextAreaField(
        N_("Your message"),
        [Optional(), Length(max=LONGEST)],
        filters=[clean_lines],
        render_kw={"rows": 6, "maxlength": LONGEST},
    )
    gives_back = BooleanField(N_("Give back all that was paid online"), default=True)
    name = StringField(
        N_("Name of the event"),
        [InputRequired(), Length(max=255)],
        filters=[clean_line],
        render_kw={"autocomplete": "off"},
    )

    def validate_name(self, field: StringField) -> None:
        # A name of signs alone has nothing else to be compared by.
        meant = {plain(name) or name.strip() for name in self.names}
        if (plain(field.data or "") or (field.data or "").strip()) not in meant:
            raise ValidationError(gettext("That is not the name of this event. Nothing was cancelled."))
