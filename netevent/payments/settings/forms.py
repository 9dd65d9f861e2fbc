"""The form of how an event is paid."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from stdnum import bic, get_cc_module, iban
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from netevent.core.i18n import N_, gettext
from netevent.core.i18n.writing import plain_amount
from netevent.core.text.cleaning import clean_line, clean_lines
from netevent.core.web.forms import PageForm
from netevent.payments.payment import Method
from netevent.payments.settings.currencies import currencies, grouped_choices
from netevent.payments.settings.payment_settings import Account, PaymentSettings, Seller

METHODS = {
    Method.stripe: N_("Online with Stripe: cards, wallets and more"),
    Method.mollie: N_("Online with Mollie: iDEAL, cards and more"),
    Method.transfer: N_("Bank transfer"),
    Method.desk: N_("At the desk, on the day"),
    Method.demo: N_("Demo payment: no money moves"),
}
LONGEST_WAIT = 60
HOLDER_LENGTH, NAME_LENGTH, VAT_ID_LENGTH, TEXT_LENGTH = 70, 255, 30, 500
PERCENT = re.compile("[0-9]{1,2}([.,][0-9]{1,2})?")


def _compact(typed: str | None) -> str:
    """As banks keep it: capitals without spaces."""
    return re.sub(r"[\s.-]", "", clean_line(typed)).upper()


def _line(label: str, most: int, **more: Any) -> StringField:
    return StringField(
        label,
        [Length(max=most)],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "maxlength": most} | more,
    )


class IbanField(StringField):
    def _value(self) -> str:
        """In groups of four, as it is read from a card; what was typed stays as it was."""
        return str(self.raw_data[0] if self.raw_data else iban.format(self.data or ""))


class SettingsForm(PageForm):
    currency = SelectField(N_("Currency"), [InputRequired()])
    methods = SelectMultipleField(
        N_("Ways to pay"), coerce=Method, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    holder = _line(N_("Account holder"), HOLDER_LENGTH)
    iban = IbanField(
        N_("IBAN"),
        filters=[_compact],
        render_kw={"autocomplete": "off", "maxlength": 50, "spellcheck": "false"},
    )
    bic = StringField(
        N_("BIC"),
        filters=[_compact],
        render_kw={"autocomplete": "off", "maxlength": 20, "spellcheck": "false", "class": "short"},
    )
    transfer_days = IntegerField(
        N_("Days until an unpaid transfer lapses"),
        [InputRequired(), NumberRange(1, LONGEST_WAIT)],
        render_kw={"inputmode": "numeric", "min": 1, "max": LONGEST_WAIT, "class": "short"},
    )
    seller = _line(N_("Name on invoices"), NAME_LENGTH)
    address = TextAreaField(
        N_("Address"),
        [Length(max=TEXT_LENGTH)],
        filters=[clean_lines],
        render_kw={"rows": 3, "maxlength": TEXT_LENGTH},
    )
    vat_id = _line(N_("VAT number"), VAT_ID_LENGTH)
    vat_percent = StringField(
        N_("VAT in percent"),
        filters=[clean_line],
        render_kw={"autocomplete": "off", "inputmode": "decimal", "maxlength": 5, "class": "short"},
    )
    note = TextAreaField(
        N_("Note on invoices"),
        [Length(max=TEXT_LENGTH)],
        filters=[clean_lines],
        render_kw={"rows": 3, "maxlength": TEXT_LENGTH},
    )

    def offer(self, of_server: frozenset[Method]) -> None:
        """Give the choices: the currencies, and the ways to pay that this server knows. An account is asked
        of who takes transfers.
        """
        self.currency.choices = grouped_choices()
        self.holder.flags.required = self.iban.flags.required = self._by_transfer
        known = of_server | {Method.transfer, Method.desk}
        self.methods.choices = [
            (method, gettext(name)) for method, name in METHODS.items() if method in known
        ]

    def validate_currency(self, field: SelectField) -> None:
        if field.data not in currencies():
            raise ValidationError(gettext("Choose a currency."))

    def validate_holder(self, field: StringField) -> None:
        if self._by_transfer and not field.data:
            raise ValidationError(gettext("Write whose account it is, as the bank knows it."))

    def validate_iban(self, field: StringField) -> None:
        if self._by_transfer and not field.data:
            raise ValidationError(gettext("Write the IBAN to which people transfer."))
        if field.data and not iban.is_valid(field.data, check_country=False):
            raise ValidationError(gettext("This is not a valid IBAN. Compare it with your bank card."))

    def validate_bic(self, field: StringField) -> None:
        if field.data and not bic.is_valid(field.data):
            raise ValidationError(gettext("This is not a valid BIC. It has 8 or 11 letters and digits."))

    def validate_vat_id(self, field: StringField) -> None:
        if field.data and not _is_vat_id(field.data):
            raise ValidationError(
                gettext(
                    "This VAT number does not have the form of its country. Check its letters and digits."
                )
            )

    def validate_vat_percent(self, field: StringField) -> None:
        if field.data and not PERCENT.fullmatch(field.data):
            raise ValidationError(gettext("Write a percentage such as 21 or 5.5."))

    @property
    def _by_transfer(self) -> bool:
        return Method.transfer in (self.methods.data or ())

    @classmethod
    def defaults(cls, settings: PaymentSettings) -> dict[str, object]:
        account, seller = settings.account, settings.seller
        return {
            "currency": settings.currency,
            "methods": list(settings.methods),
            "holder": account.holder,
            "iban": account.iban,
            "bic": account.bic,
            "transfer_days": settings.transfer_days,
            "seller": seller.name,
            "address": seller.address,
            "vat_id": seller.vat_id,
            "vat_percent": plain_amount(seller.vat_percent) if seller.vat_percent else "",
            "note": seller.note,
        }

    @property
    def settings(self) -> PaymentSettings:
        """What a valid form says."""
        chosen = tuple(method for method in METHODS if method in (self.methods.data or ()))
        percent = Decimal((self.vat_percent.data or "0").replace(",", "."))
        return PaymentSettings(
            currency=self.currency.data,
            methods=chosen,
            transfer_days=self.transfer_days.data or 1,
            account=Account(_text(self.holder), _text(self.iban), _text(self.bic)),
            seller=Seller(
                _text(self.seller), _text(self.address), _text(self.vat_id), percent, _text(self.note)
            ),
        )


def _text(field: StringField) -> str:
    return field.data or ""


def _is_vat_id(typed: str) -> bool:
    """By the rules of the country whose letters it begins with; others are not known here."""
    letters = typed[:2].lower()
    rules = (
        get_cc_module({"el": "gr", "xi": "gb"}.get(letters, letters), "vat") if letters.isalpha() else None
    )
    return rules is None or bool(rules.is_valid(typed))
