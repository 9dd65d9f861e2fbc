"""The forms of vouchers: one that adds one or many, and one that edits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from wtforms import (
    DateTimeLocalField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from netevent.attendees.types.queries import AttendeeType
from netevent.core.i18n import N_, gettext
from netevent.core.i18n.writing import plain_amount
from netevent.core.text.cleaning import clean_line
from netevent.core.text.comparing import plain
from netevent.core.web.forms import PageForm, number_in
from netevent.events.forms import SEATS_AT_MOST
from netevent.events.zones.moments import FormInZone, in_zone, moment_field, wall_time
from netevent.registration.vouchers.service import RANDOM_LENGTH
from netevent.registration.vouchers.voucher import Voucher, VoucherDetails, VoucherKind

LONGEST_CODE = 40
LONGEST_NOTE = 200
MOST_AT_ONCE = 500
KINDS = {VoucherKind.percent: N_("A percentage"), VoucherKind.amount: N_("An amount")}
VALUE = re.compile("[0-9]{1,8}([.,][0-9]{1,2})?")


def _can_be_typed(form: PageForm, field: StringField) -> None:
    """Codes are compared without signs, accents and case."""
    key = plain(field.data)
    if field.data and not key:
        raise ValidationError(gettext("Use letters or digits."))
    if len(key) > LONGEST_CODE:
        raise ValidationError(gettext("This code is too long."))


class VoucherForm(FormInZone):
    code = StringField(
        N_("Code"),
        [DataRequired(), Length(max=LONGEST_CODE), _can_be_typed],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_CODE, "autocapitalize": "characters"},
    )
    kind = RadioField(N_("Takes off"), default=VoucherKind.percent.value)
    value = StringField(
        N_("How much"),
        [DataRequired()],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "inputmode": "decimal", "maxlength": 11, "class": "short"},
    )
    most_uses = IntegerField(
        N_("Seats at most"),
        [Optional(), NumberRange(1, SEATS_AT_MOST)],
        render_kw={"inputmode": "numeric", "min": 1, "class": "short"},
    )
    reserved = IntegerField(
        N_("Reserved seats"),
        [Optional(), NumberRange(0, SEATS_AT_MOST)],
        render_kw={"inputmode": "numeric", "min": 0, "class": "short"},
    )
    reserved_was = HiddenField(N_("Status"), default="0")
    expires_at = moment_field(N_("Expires"))
    type_ids = SelectMultipleField(
        N_("For the types"), coerce=int, widget=ListWidget(), option_widget=CheckboxInput()
    )
    note = StringField(
        N_("Note"),
        [Optional(), Length(max=LONGEST_NOTE)],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_NOTE},
    )
    types: Sequence[AttendeeType] = ()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.type_ids.choices = [(one.id, one.name) for one in self.types]
        self.kind.choices = [(kind.value, gettext(text)) for kind, text in KINDS.items()]

    @classmethod
    def defaults(cls, one: Voucher) -> dict[str, object]:
        """What the form shows of a voucher that exists."""
        return {
            "code": one.code,
            "kind": one.kind,
            "value": plain_amount(one.value),
            "most_uses": one.most_uses,
            "reserved": one.reserved,
            "reserved_was": str(one.reserved),
            "expires_at": wall_time(one.expires_at, cls.zone),
            "type_ids": list(one.type_ids),
            "note": one.note,
        }

    @property
    def has_more(self) -> bool:
        """Whether something is set, or wrong, that many vouchers have no need of."""
        fields = (self.reserved, self.expires_at, self.type_ids, self.note)
        return any(field.data or field.errors for field in fields)

    def validate_value(self, field: StringField) -> None:
        if not VALUE.fullmatch(field.data or "") or not self._value:
            raise ValidationError(gettext("Write a number such as 25 or 12.50."))
        if self.kind.data == VoucherKind.percent and self._value > 100:
            raise ValidationError(gettext("A percentage is at most 100."))

    def validate_reserved(self, field: IntegerField) -> None:
        if self.most_uses.data and (field.data or 0) > self.most_uses.data:
            raise ValidationError(gettext("These are more seats than the code can be used for."))

    def validate_expires_at(self, field: DateTimeLocalField) -> None:
        self.require_moment(field)

    @property
    def _value(self) -> Decimal:
        return Decimal((self.value.data or "0").replace(",", "."))

    @property
    def held_before(self) -> int:
        """How many seats the voucher held when the form was made."""
        return number_in(self.reserved_was.data) or 0

    @property
    def details(self) -> VoucherDetails:
        """What a valid form says."""
        return VoucherDetails(
            code=self.code.data or "",
            kind=VoucherKind(self.kind.data),
            value=self._value,
            most_uses=self.most_uses.data,
            reserved=self.reserved.data or 0,
            expires_at=self.moment(self.expires_at),
            note=self.note.data or "",
            type_ids=tuple(self.type_ids.data or ()),
        )


class NewVouchersForm(VoucherForm):
    """`code` is what the codes begin with where there are several, and may be empty."""

    code = StringField(
        N_("Code"),
        [Optional(), Length(max=LONGEST_CODE), _can_be_typed],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_CODE, "autocapitalize": "characters"},
    )
    number = IntegerField(
        N_("How many codes"),
        [Optional(), NumberRange(1, MOST_AT_ONCE)],
        default=1,
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_AT_ONCE, "class": "short"},
    )

    def validate_number(self, field: IntegerField) -> None:
        code = self.code.data or ""
        # Compared, some letters become several.
        if (field.data or 1) > 1 and max(len(code), len(plain(code))) > LONGEST_CODE - RANDOM_LENGTH:
            raise ValidationError(gettext("What several codes begin with has at most 32 characters."))
        if (field.data or 1) * (self.reserved.data or 0) > SEATS_AT_MOST:
            raise ValidationError(gettext("These are too many reserved seats."))


def voucher_form(zone: str, types: Sequence[AttendeeType]) -> type[VoucherForm]:
    return type("VoucherFormOfEvent", (in_zone(VoucherForm, zone),), {"types": types})


def new_vouchers_form(zone: str, types: Sequence[AttendeeType]) -> type[NewVouchersForm]:
    return type("NewVouchersFormOfEvent", (in_zone(NewVouchersForm, zone),), {"types": types})
