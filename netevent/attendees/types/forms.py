"""The form of an attendee type."""

from __future__ import annotations

import re
from decimal import Decimal

from wtforms import (
    BooleanField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from netevent.attendees.types.queries import COLOURS, AttendeeType, TypeDetails
from netevent.core.i18n import N_, gettext
from netevent.core.i18n.writing import plain_amount
from netevent.core.text.cleaning import clean_line, clean_lines
from netevent.core.text.comparing import plain, plain_name
from netevent.core.web.forms import PageForm
from netevent.events.forms import SEATS_AT_MOST
from netevent.events.zones.moments import FormInZone, moment_field, wall_time

LONGEST_NAME = 100
LONGEST_DESCRIPTION = 1000
LONGEST_CODE = 100
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


def _can_be_typed(form: PageForm, field: StringField) -> None:
    """Codes are compared without signs, accents and case: of this one something must be left."""
    if not plain(field.data):
        raise ValidationError(gettext("Use letters or digits."))


def _clean_code(typed: str | None) -> str:
    return clean_line(typed or "").upper()


class TypeForm(FormInZone):
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
    is_offered = BooleanField(N_("On the registration page"), default=True)
    description = TextAreaField(
        N_("Description"),
        [Optional(), Length(max=LONGEST_DESCRIPTION)],
        filters=[clean_lines],
        render_kw={"rows": 3, "maxlength": LONGEST_DESCRIPTION},
    )
    capacity = IntegerField(
        N_("Capacity"),
        [Optional(), NumberRange(1, SEATS_AT_MOST)],
        render_kw={"inputmode": "numeric", "min": 1, "class": "short"},
    )
    sale_from = moment_field(N_("On sale from"))
    sale_until = moment_field(N_("On sale until"))
    unlock_code = StringField(
        N_("Code that shows it"),
        [Optional(), Length(max=LONGEST_CODE), _can_be_typed],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_CODE},
    )

    @classmethod
    def defaults(cls, one: AttendeeType) -> dict[str, object]:
        """What the form shows of a type that exists."""
        return {
            "name": one.name,
            "price": plain_amount(one.price),
            "code": one.code,
            "colour": one.colour,
            "is_offered": one.is_offered,
            "description": one.description,
            "capacity": one.capacity,
            "sale_from": wall_time(one.sale_from, cls.zone),
            "sale_until": wall_time(one.sale_until, cls.zone),
            "unlock_code": one.unlock_code,
        }

    @property
    def has_more(self) -> bool:
        """Whether something of the registration is set, or wrong."""
        fields = (self.description, self.capacity, self.sale_from, self.sale_until, self.unlock_code)
        return not self.is_offered.data or any(field.data or field.errors for field in fields)

    def validate_sale_from(self, field: DateTimeLocalField) -> None:
        self.require_moment(field)

    def validate_sale_until(self, field: DateTimeLocalField) -> None:
        self.require_moment(field)
        start, end = self.moment(self.sale_from), self.moment(field)
        if start and end and end <= start:
            raise ValidationError(gettext("This must be after the beginning of the sale."))

    @property
    def details(self) -> TypeDetails:
        """What a valid form says."""
        return TypeDetails(
            name=self.name.data or "",
            code=self.code.data or "",
            price=Decimal((self.price.data or "0").replace(",", ".")),
            colour=self.colour.data,
            is_offered=bool(self.is_offered.data),
            description=self.description.data or "",
            capacity=self.capacity.data,
            sale_from=self.moment(self.sale_from),
            sale_until=self.moment(self.sale_until),
            unlock_code=self.unlock_code.data or "",
        )
