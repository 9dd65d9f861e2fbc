"""Phone numbers, as typed, pasted and imported. Called by profile and import."""

from __future__ import annotations

import re

PHONE = re.compile(r"[0-9+()./ -]*", re.ASCII)
DIGITS_AT_LEAST = 4
# “3,16123E+10”: the last digits of the number are lost.
SHORTENED = re.compile(r"[0-9]+(?:[.,][0-9]+)?E\+?[0-9]{1,3}", re.ASCII | re.IGNORECASE)


def is_phone_number(typed: str) -> bool:
    return bool(PHONE.fullmatch(typed)) and sum(sign.isdigit() for sign in typed) >= DIGITS_AT_LEAST


def is_shortened(typed: str) -> bool:
    """Whether a spreadsheet took the number for a quantity and wrote it in short."""
    return SHORTENED.fullmatch(typed) is not None
