"""The form of what cannot be taken back: it asks for the event's name once more."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import InputRequired, Length, ValidationError

from netevent.core.i18n import N_, gettext
from netevent.core.text.cleaning import clean_line
from netevent.core.text.comparing import plain
from netevent.core.web.forms import PageForm


class EventNameForm(PageForm):
    """`names`: what the event is called, in whatever language. Case, accents and spaces are not looked at.
    `wrong_name` says what another name has not done.
    """

    names: tuple[str, ...] = ()
    wrong_name = ""
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
            raise ValidationError(gettext(self.wrong_name))
