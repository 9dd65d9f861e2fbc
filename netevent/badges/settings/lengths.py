"""Lengths in millimetres as people type them: with a comma or a dot, and one decimal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from wtforms import Form, StringField, ValidationError
from wtforms.validators import StopValidation

from netevent.core.i18n import N_, gettext
from netevent.core.i18n.writing import number
from netevent.core.text.cleaning import clean_line

TYPED = re.compile(r"[+−-]?[0-9]{1,4}(?:[.,][0-9]{1,2})?")
MINUS = "−"
DECIMALS = 1
NO_LENGTH = N_("Write millimetres such as 63.5.")


class LengthField(StringField):
    """`data` is the text; what it says is `millimetres`."""

    @property
    def millimetres(self) -> float:
        """Of a valid field; 0 where nothing was typed."""
        return typed_length(self.data or "0")


@dataclass(frozen=True, slots=True)
class Between:
    """A validator: nothing shorter, nothing longer."""

    least: float
    most: float
    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, form: Form, field: LengthField) -> None:
        if not TYPED.fullmatch(field.data or ""):
            raise StopValidation(gettext(NO_LENGTH))
        if not self.least <= field.millimetres <= self.most:
            limits = {"least": number(self.least), "most": number(self.most)}
            raise ValidationError(gettext("Write a length from %(least)s to %(most)s mm.") % limits)


def length_field(label: str, least: float, most: float) -> LengthField:
    keyboard = {"inputmode": "decimal", "autocomplete": "off", "maxlength": 8, "class": "short"}
    return LengthField(label, [Between(least, most)], filters=[clean_line], render_kw=keyboard)


def typed_length(text: str) -> float:
    return round(float(text.replace(MINUS, "-").replace(",", ".")), DECIMALS)


def written_length(length: float) -> str:
    """As a field shows it."""
    return number(length)
