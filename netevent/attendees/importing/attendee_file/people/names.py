"""One cell with a whole name becomes a first and a last name. Called by the rows.

No rule is right for every name on earth; these keep every word, so that first and last together
always read as they were written. Where another reading is as likely, the name is in doubt, and the report
says so.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from netevent.attendees.importing.attendee_file.words.names import (
    CAPITAL_PARTICLES,
    DEGREES,
    PARTICLES,
    SALUTATIONS,
    SUFFIXES,
)

# “McDONALD” and “d'ARC” are written in capitals, too.
SMALL_START = re.compile(r"^(?:Mc|Mac|[dl]['’]|O['’])(?=[^\W\d_a-z]{2})")
VOWELS = frozenset("AEIOUYÀÁÂÃÄÅÆÈÉÊËÌÍÎÏÒÓÔÕÖØŒÙÚÛÜÝĄĘŌŪ")
EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Two letters that are a surname without being a consonant with its vowel.
TWO_LETTERS = frozenset({"NG", "AU", "AN", "OH", "IP", "IM", "UM", "EK", "OK", "UY"})


@dataclass(frozen=True, slots=True)
class Name:
    """`doubtful`: it could be divided otherwise."""

    first: str
    last: str
    doubtful: bool = False


def capitals_lead(names: Iterable[str]) -> bool:
    """Whether a column writes “DUPONT Jean”: then “LI Wei” is meant so, too."""
    several = [words for words in map(str.split, names) if len(words) > 1]
    leading = sum(bool(count_of_capitals(words, False)) for words in several)
    return leading > 1 and 2 * leading >= len(several)


def split_name(name: str, surnames_lead: bool = False) -> Name:
    """“Jan van den Berg”, “Berg, Jan”, “BERG Jan” and “Jan Berg, PhD” → first and last name.

    A single word is a first name. `surnames_lead` is what `capitals_lead` says of the column.
    """
    bare, suffix = without_suffix(name)
    last, comma, first = (part.strip() for part in bare.partition(","))
    if comma and first and last:
        parted = Name(first, last, "," in first)
    else:
        parted = split_words(bare.strip(" ,").split(), surnames_lead)
    return with_suffix(parted, suffix)


def split_reversed_name(name: str, surnames_lead: bool = False) -> Name:
    """The same where the header says that the last name comes first: “van den Berg Jan”."""
    bare, suffix = without_suffix(name)
    words = bare.strip(" ,").split()
    if "," in bare.strip(" ,") or len(words) < 2 or count_of_capitals(words, surnames_lead):
        return split_name(name, surnames_lead)
    end = 1
    while end < len(words) - 1 and words[end - 1].lower() in PARTICLES:
        end += 1
    return with_suffix(joined(words[end:], words[:end], doubtful=len(words) - end > 1), suffix)


def without_suffix(name: str) -> tuple[str, str]:
    """“Yara Zand, PhD” → “Yara Zand” and “, PhD”; “King, Jr., Martin” → “King, Martin” and “, Jr.”."""
    first, *others = name.split(",")
    known = SUFFIXES if len(first.split()) == 1 else SUFFIXES | DEGREES
    behind = [part.strip() for part in others if is_suffix(part, known)]
    bare, suffix = without_last_words(
        ",".join([first, *(one for one in others if one.strip() not in behind)])
    )
    return bare, suffix + "".join(f", {part}" for part in behind)


def without_last_words(name: str) -> tuple[str, str]:
    """“John Dale Jr.” → “John Dale” and “ Jr.”, also within “Dale Jr., John”; one word stays."""
    before, comma, after = name.partition(",")
    words = before.split()
    start = len(words)
    while start > 1 and is_suffix(words[start - 1], SUFFIXES):
        start -= 1
    if start == len(words):
        return name, ""
    return " ".join(words[:start]) + comma + after, "".join(f" {word}" for word in words[start:])


def is_suffix(text: str, known: frozenset[str]) -> bool:
    """“M.D.”, “PhD MBA” and “Jr.”; what is a name elsewhere only in capitals (“MA”, not “Ma”)."""
    words = [word.replace(".", "") for word in text.split()]
    return bool(words) and all(word in known or word.lower() in known & SUFFIXES for word in words)


def with_suffix(name: Name, suffix: str) -> Name:
    if not name.last and suffix:
        return Name(f"{name.first}{suffix}", "", name.doubtful)
    return Name(name.first, f"{name.last}{suffix}", name.doubtful)


def split_words(words: list[str], surnames_lead: bool) -> Name:
    capitals = count_of_capitals(words, surnames_lead)
    if capitals:
        short = capitals == 1 and len(letters(words[0])) < 3 and not surnames_lead
        return joined(words[capitals:], words[:capitals], doubtful=short)
    start, sure = start_of_last_name(words)
    return joined(words[:start], words[start:], doubtful=not sure or reads_otherwise(words))


def reads_otherwise(words: list[str]) -> bool:
    """“Herr Müller” has no first name, and in “山田 太郎” the last name stands first."""
    addressed = words[0].rstrip(".").lower() in SALUTATIONS if words else False
    return len(words) > 1 and (addressed or all(EAST_ASIAN.match(word) for word in words))


def count_of_capitals(words: list[str], surnames_lead: bool) -> int:
    """How many words of “DE LA TOUR Anne” are the last name; 0 when the name is not written so."""
    count = 0
    for index, word in enumerate(words):
        if in_capitals(word):
            count = index + 1
        elif word not in PARTICLES:
            break
    if count in (0, len(words)):
        return 0
    if any(is_surname(word) for word in words[:count]):
        return count
    return count if surnames_lead and all(len(letters(word)) > 1 for word in words[:count]) else 0


def in_capitals(word: str) -> bool:
    """“DUPONT-MARTIN”, “O'BRIEN” and “McDONALD”; not “J.R.R.”."""
    return SMALL_START.sub("", word).isupper() and "." not in word and bool(letters(word))


def is_surname(word: str) -> bool:
    """Whether capitals are more than initials: “LI” and “NG” are, “JP” and “AJ” are not."""
    signs = letters(word).upper()
    if not in_capitals(word) or len(signs) < 2 or word in PARTICLES:
        return False
    if len(signs) == 2 and signs.isascii():
        return signs in TWO_LETTERS or (signs[0] not in VOWELS and signs[1] in VOWELS)
    return len(signs) > 3 or not signs.isascii() or not VOWELS.isdisjoint(signs)


def letters(word: str) -> str:
    return "".join(sign for sign in word if sign.isalpha())


def start_of_last_name(words: list[str]) -> tuple[int, bool]:
    """Where it begins, and whether that is sure. The first particle begins it, or the first of the capitals
    that end the name; else the last word is it, and of three words the middle one may be either's."""
    shouted = all(in_capitals(word) for word in words)
    for index, word in enumerate(words[1:-1], start=1):
        small = word.lower()
        if word in PARTICLES or small in CAPITAL_PARTICLES or (shouted and small in PARTICLES):
            return index, True
    start = max(len(words) - 1, 1)
    while not shouted and start > 1 and len(words) > 2 and ends_in_capitals(words[start - 1 :]):
        start -= 1
    marked = start < len(words) - 1 or (not shouted and in_capitals(words[-1]))
    return start, marked or all(is_initial(word) for word in words[1:-1])


def ends_in_capitals(words: list[str]) -> bool:
    return all(in_capitals(word) and len(letters(word)) > 1 for word in words)


def is_initial(word: str) -> bool:
    return len(letters(word)) == 1


def joined(first: list[str], last: list[str], doubtful: bool = False) -> Name:
    return Name(" ".join(first), " ".join(last), doubtful)
