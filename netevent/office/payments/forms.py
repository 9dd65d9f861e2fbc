"""The forms that give money back and cancel a registration."""

from __future__ import annotations

import re
from decimal import Decimal

from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from netevent.core.i18n import N_, gettext
from netevent.core.text.cleaning import clean_line
from netevent.core.web.forms import PageForm

LONGEST_REASON = 300
AMOUNT = re.compile("[0-9]{1,8}([.,][0-9]{1,2})?")
NOTHING, ALL, PART = "nothing", "all", "part"


def _is_amount(form: PageForm, field: StringField) -> None:
    if not AMOUNT.fullmatch(field.data or "") or not _amount(field):
        raise ValidationError(gettext("Write an amount such as 25 or 12.50."))


def _amount(field: StringField) -> Decimal:
    return Decimal((field.data or "0").replace(",", "."))


def _amount_field(required: bool) -> StringField:
    return StringField(
        N_("Amount"),
        [InputRequired() if required else Optional(), _is_amount],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "inputmode": "decimal", "maxlength": 11, "class": "short"},
    )


class RefundForm(PageForm):
    amount = _amount_field(required=True)
    reason = StringField(
        N_("Reason"),
        [Optional(), Length(max=LONGEST_REASON)],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_REASON},
    )

    @property
    def back(self) -> Decimal:
        """What a valid form says."""
        return _amount(self.amount)


class CancelForm(PageForm):
    """`due`: what is given back where all is; set by the route."""

    due = Decimal(0)
    refund = RadioField(
        N_("Give money back"),
        [InputRequired()],
        choices=[
            SelectChoice(ALL, N_("All of it")),
            SelectChoice(PART, N_("A part")),
            SelectChoice(NOTHING, N_("Nothing")),
        ],
        default=NOTHING,
    )
    amount = _amount_field(required=False)

    def offer(self, due: Decimal, all_of_it: str) -> None:
        """Where nothing can be given back, nothing is asked."""
        self.due = due
        if not due:
            self.refund.data = NOTHING
            self.refund.validators = []
        self.refund.choices = [
            SelectChoice(ALL, all_of_it),
            SelectChoice(PART, gettext("A part")),
            SelectChoice(NOTHING, gettext("Nothing")),
        ]

    def validate_refund(self, field: RadioField) -> None:
        if field.data == PART and not self.amount.data:
            raise ValidationError(gettext("Write how much of it."))

    @property
    def back(self) -> Decimal:
        """What a valid form says."""
        if self.refund.data == ALL:
            return self.due
        return _amount(self.amount) if self.refund.data == PART else Decimal(0)
