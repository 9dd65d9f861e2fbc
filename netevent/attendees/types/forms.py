"""The form of an attendee type."""

from __future__ import annotations

import re
from decimal import Decimal

from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from netevent.attendees.types.queries import COLOURS, AttendeeType, TypeDetails
from netevent.core.i18n import N_, gettext
from netevent.core.i18n.writing import plain_amount
from netevent.core.text.cleaning import clean_line
from netevent.core.text.comparing import plain_name
from netevent.core.web.forms import PageForm

LONGEST_NAME = 100
PRICE = re.compile("[0-9]{1,8}([.,][0-9]{1,2})?")
TINTS = [SelectChoice(tint, str(tint + 1)) for tint in range(COLOURS)]
CODE = re.compile("[A-Z0-9-]{1,10}")


def _fits(form: PageForm, field: StringField) -> None:
    if not 0 < len(plain_name(field.data or "")) <= LONGEST_NAME:
        raise ValidationError(gettext("Write a name of at most 100 characters."))


def _is_price(form: PageForm, field: StringField) -> None:
    if not PRICE.fullmatch(field.data or ""):
        raise ValidationError(gettext("Write a price such as 25 or 12.50."))


def _is_code(form: PageForm, field: StringField) -> None:
    if not CODE.fullmatch(field.data or ""):
        raise ValidationError(gettext("Use at most 10 letters, digits and hyphens."))


def _clean_code(typed: str | None) -> str:
    return clean_line(typed or "").upper()


class TypeForm(PageForm):
    name = StringField(
        N_("Name"),
        [DataRequired(), Length(max=LONGEST_NAME), _fits],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_NAME},
    )
    price = StringField(
        N_("Price"),
        [Optional(), _is_price],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "inputmode": "decimal", "maxlength": 11, "class": "short"},
    )
    code = StringField(
        N_("Code"),
        [Optional(), _is_code],
        filters=[_clean_code],
        render_kw={"autocomplete": "off", "maxlength": 10, "class": "short"},
    )
    colour = RadioField(N_("Colour"), choices=TINTS, coerce=int, default=0)

    @classmethod
    def defaults(cls, one: AttendeeType) -> dict[str, object]:
        """What the form shows of a type that exists."""
        return {"name": one.name, "price": plain_amount(one.price), "code": one.code, "colour": one.colour}

    @property
    def details(self) -> TypeDetails:
        """What a valid form says."""
        price = Decimal((self.price.data or "0").replace(",", "."))
        return TypeDetails(self.name.data or "", self.code.data or "", price, self.colour.data)
