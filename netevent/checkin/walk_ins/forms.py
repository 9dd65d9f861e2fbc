"""The form that adds somebody at the desk."""

from __future__ import annotations

from wtforms import HiddenField, IntegerField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from netevent.checkin.walk_ins.service import WalkIn
from netevent.core.i18n import N_, gettext
from netevent.core.text.cleaning import clean_line
from netevent.core.text.comparing import normalize_email
from netevent.core.web.forms import LARGEST_NUMBER, PageForm, email_field, no_link

LONGEST_NAME = 100
EMAIL_KEY_LENGTH = 255


class WalkInForm(PageForm):
    """The name is one field: at a busy entrance nobody looks for the second one."""

    name = StringField(
        N_("Name"),
        [InputRequired(), Length(max=200), no_link],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "autocapitalize": "words", "enterkeyhint": "next"},
    )
    email = email_field(autocomplete="off")
    # The button that sent the form.
    type_id = IntegerField(N_("Attendee type"), [Optional(), NumberRange(0, LARGEST_NUMBER)], default=0)
    # Nobody sees the labels; without one WTForms would make one of the name, in English.
    scan_id = HiddenField(N_("Status"))
    gate = HiddenField(N_("Gate"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.email.validators = [Optional(), *list(self.email.validators)[1:]]
        self.email.flags.required = False

    def validate_name(self, field: StringField) -> None:
        first, last = self.names
        if max(len(first), len(last)) > LONGEST_NAME:
            raise ValidationError(gettext("This name is too long."))

    def validate_email(self, field: StringField) -> None:
        # Compared, some letters become several.
        if len(normalize_email(field.data or "")) > EMAIL_KEY_LENGTH:
            raise ValidationError(gettext("This email address is too long."))

    @property
    def names(self) -> tuple[str, str]:
        first, _, last = (self.name.data or "").partition(" ")
        return first, last

    def walk_in(self, language: str) -> WalkIn:
        return WalkIn(*self.names, self.email.data or "", self.type_id.data or 0, language)
