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


def search_key(*texts: str | None) -> str:
    """What a search looks in, and the form of what is searched: no accents, no case, single spaces."""
    joined = unicodedata.normalize("NFKD", " ".join(text for text in texts if text).casefold())
    bare = "".join(sign for sign in joined if not unicodedata.combining(sign))
    return " ".join(bare.translate(_PLAIN).casefold().split())


def _readable(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return normalize_name(label[4:].encode("ascii").decode("punycode"))
    except UnicodeError:
        return label


# Letters that carry their mark inside, so that taking off accents does not reach it.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t"}
)
