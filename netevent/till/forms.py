"""The form of the till."""

from __future__ import annotations

from decimal import Decimal

from wtforms import StringField
from wtforms.validators import Length, Optional, ValidationError

from netevent.core.i18n import N_, gettext
from netevent.core.text.amounts import typed_amount
from netevent.core.text.cleaning import clean_line
from netevent.core.web.forms import PageForm


class TillForm(PageForm):
    """`amount` is asked only where nobody knows what is due."""

    amount = StringField(
        N_("Amount"),
        [Optional(), Length(max=12)],
        filters=[clean_line],
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )

    def validate_amount(self, field: StringField) -> None:
        if not self.money:
            raise ValidationError(gettext("Write an amount such as 25 or 12.50."))

    @property
    def money(self) -> Decimal | None:
        """None: nothing was typed, or no amount."""
        return typed_amount(self.amount.data or "")
