"""What a hand scanner set to a US keyboard types on a computer that has another one. Called by `badge_codes`.

A scanner presses keys. It presses those of a US keyboard, and the computer writes what stands on them: with a
German one, Z for Y and Ö for the colon.
"""

from __future__ import annotations

AZERTY = ("AMQWZ1234567890:", "Q?AZW&é\"'(§è!çàM")
# The keys that matter for a badge, by what they mean on a US keyboard, and what the computer writes.
KEYBOARDS = {
    "German": ("YZ:/-]", "ZYÖ-ß+"),
    "Swiss (German)": ("YZ:/-", "ZYé-'"),
    "Swiss (French)": ("YZ:/-", "ZYö-'"),
    "French": ("AMQWZ1234567890:/.-]", "Q?AZW&é\"'(-è_çàM!:)$"),
    "Belgian, French on Apple's computers": (AZERTY[0] + "/.-]", AZERTY[1] + "=:)$"),
    "Canadian (French)": ("/]", "éç"),
    "Dutch": (":/-]", "±-/*"),
    "Italian": (":/-]", "ç-'+"),
    "Spanish": (":/-]", "Ñ-'+"),
    "Portuguese": (":/-", "Ç-'"),
    "Brazilian": (":/]", "Ç;["),
    "Danish": (":/-", "Æ-+"),
    "Norwegian": (":/-", "Ø-+"),
    "Swedish, Finnish, Estonian": (":/-", "Ö-+"),
    "Icelandic": (":/-]", "Æþö'"),
    "Polish (214)": ("YZ:/-]", "ZYŁ-+ś"),
    "Czech": ("YZ1234567890:/-]", 'ZY+ěščřžýáíé"-=)'),
    "Czech (QWERTY)": ("1234567890:/-]", '+ěščřžýáíé"-=)'),
    "Slovak": ("YZ1234567890:/-]", 'ZY+ľščťžýáíé"-=ä'),
    "Hungarian": ("YZ0:/-]", "ZYöÉ-üú"),
    "Romanian": ("YZ:/-]", "ZYȘ-+î"),
    "Croatian, Slovenian, Serbian": ("YZ:/-]", "ZYČ-'đ"),
    "Turkish": (":/.-]", "Ş.ç*ü"),
    "Turkish (F)": ("ABCDEFGHIJKMNOQRSTUVWXYZ:/-]", "UÇVEĞAÜTNKMSZHFIİORCGÖDJY,/w"),
    "Greek": ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠ:ΡΣΤΘΩΣΧΥΖ"),
    "Russian": ("ABCDEFGHIJKLMNOPQRSTUVWXYZ:/.]", "ФИСВУАПРШОЛДЬТЩЗЙКЫЕГМЦЧНЯЖ.юъ"),
    "Ukrainian": ("ABCDEFGHIJKLMNOPQRSTUVWXYZ:/.]", "ФИСВУАПРШОЛДЬТЩЗЙКІЕГМЦЧНЯЖ.юї"),
    "Lithuanian": ("1234567890", "ąčęėįšųū„“"),
    "Dvorak": ("BCDEFGHIJKLNOPQRSTUVWXYZ:/.-]", 'XJE>UIDCHTNBRL"POYGK<QF:Szv[='),
}


def _read_by(meant: str, written: str) -> dict[int, str]:
    """For `str.translate`. What stands on no such key of a US keyboard is taken for itself."""
    pairs = list(zip(written, meant, strict=True))
    either_case = [(case, key) for sign, key in pairs for case in (sign.lower(), sign.upper(), sign)]
    return {ord(sign): key for sign, key in either_case if len(sign) == 1}


_TABLES = tuple(_read_by(*keys) for keys in KEYBOARDS.values())


def as_on_a_us_keyboard(written: str) -> list[str]:
    """What may have been meant, one reading for each keyboard that would have written it differently."""
    return list(dict.fromkeys(read for table in _TABLES if (read := written.translate(table)) != written))
