"""Where a line may be broken in two. Called by `fitting`."""

from __future__ import annotations

import re
import unicodedata

# A word with what separates it from the next one: spaces, or a hyphen before a letter.
WORD = re.compile(r".+?(?:\s+|(?<=\w)[-\u2010\u2013\u2014/](?=\w)|$)", re.S)
VIRAMA = "\u094d"
JOINERS = {"\u200c", "\u200d", VIRAMA}
THAI = range(0x0E01, 0x0E5C)
# Vowels that are written before the letter they are spoken after, and those that end what is before them.
THAI_LEADING, THAI_ENDING = set("เแโใไ"), set("ะาำๅๆฯ")
IDEOGRAPHS = (range(0x2E80, 0xA4D0), range(0xF900, 0xFB00), range(0xFF00, 0xFFF0), range(0x20000, 0x32000))
# What begins no line in Japanese and Chinese, and what ends none.
NOT_FIRST = set("、。，．・：；？！）］｝」』】〉》ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヶヵ々〻")
NOT_LAST = set("（［｛「『【〈《")


def words(line: str) -> list[str]:
    """With the space after them, or the hyphen that ends their first half."""
    return WORD.findall(line)


def has_no_spaces(line: str) -> bool:
    """Whether a word may also be broken between its letters."""
    return not line.isascii() and any(ord(letter) in THAI or _is_ideograph(letter) for letter in line)


def parts(line: str) -> list[str]:
    """Words; in scripts without spaces each letter, but for those that begin or end no line."""
    return [part for word in words(line) for part in _parts(word)]


def _parts(word: str) -> list[str]:
    together: list[str] = []
    for letter in letters(word):
        if together and not _may_break(together[-1], letter):
            together[-1] += letter
        else:
            together.append(letter)
    return together


def letters(line: str) -> list[str]:
    """Each with its accents, vowels and what is joined to it: so a word breaks at the very end."""
    found: list[str] = []
    for sign in line:
        if found and _goes_with(found[-1], sign):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _goes_with(before: str, sign: str) -> bool:
    if sign == " " or sign in JOINERS or unicodedata.category(sign)[0] == "M" or sign in THAI_ENDING:
        return True
    return before[-1] in JOINERS or before[-1] in THAI_LEADING


def _may_break(before: str, after: str) -> bool:
    last = before[-1]
    if ord(last) in THAI and ord(after[0]) in THAI:
        return True
    if after[0] in NOT_FIRST or last in NOT_LAST:
        return False
    return _is_ideograph(last) and _is_ideograph(after[0])


def _is_ideograph(letter: str) -> bool:
    return any(ord(letter) in block for block in IDEOGRAPHS)
