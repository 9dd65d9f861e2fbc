"""The form in which texts are compared and searched: addresses, names, words. One spelling for each."""

from __future__ import annotations

import re
import unicodedata

# What stands for a dot between the labels of a domain in other scripts.
_DOT = re.compile("[。．｡]")


def normalize_email(typed: str) -> str:
    """An e-mail address as it is compared: without case; a domain's xn-- spelling is its readable one."""
    local, at, domain = normalize_name(typed).rpartition("@")
    labels = _DOT.sub(".", domain).rstrip(".").split(".") if at else [domain]
    return local + at + ".".join(_readable(label) for label in labels)


def normalize_name(typed: str) -> str:
    """A name that must be the only one of its kind: without case, trimmed."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def plain_name(typed: str) -> str:
    """The same where accents do not tell two names apart either: of attendee types."""
    return bare(normalize_name(typed))


def plain(*texts: str | None) -> str:
    """Texts as one: without accents, case, apostrophes and hyphens (`O’Brien` is `obrien`), single spaces."""
    return " ".join(bare(" ".join(text for text in texts if text).translate(_JOINED)).split())


def bare(text: str) -> str:
    """Letters without accents and case."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    unmarked = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return unmarked.translate(_PLAIN).casefold()


def search_key(*texts: str | None) -> str:
    """What a search looks in: the plain texts, and the other spelling of words that have two.

    `Müller` is found by muller and by mueller, and so is `Mueller`.
    """
    key = plain(*texts)
    typed = unicodedata.normalize("NFC", " ".join(text for text in texts if text)).casefold()
    others = plain(typed.translate(_SPELLED_OUT)).split() + _DIGRAPH.sub(r"\1", key).split()
    return " ".join(dict.fromkeys([*key.split(), *(word for word in others if "@" not in word)]))


def search_words(typed: str, most: int = 6) -> list[str]:
    """What is looked for: each word must stand in the key, in whatever order they were typed."""
    return plain(_BETWEEN_WORDS.sub(" ", typed)).split()[:most]


def _readable(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return normalize_name(label[4:].encode("ascii").decode("punycode"))
    except UnicodeError:
        return label


# Signs that people type in different ways, or leave out: apostrophes and hyphens of all kinds.
_SIGNS = "'`´’‘‛ʼʹʻʾʿ′＇\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d-"
_JOINED = dict.fromkeys(map(ord, _SIGNS))
_BETWEEN_WORDS = re.compile('[\u2010-\u2014\u2212\ufe63\uff0d,;:()"“”„«»/-]')
# Letters that carry their mark inside, so that taking off accents does not reach it.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t"}
    | {"ŋ": "n", "ĸ": "k"}
)
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_DIGRAPH = re.compile("([aou])e")
