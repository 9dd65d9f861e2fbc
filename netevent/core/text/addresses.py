"""E-mail addresses as people type and paste them, and as mail servers take them. Called by forms, the import
of lists, and mail."""

from __future__ import annotations

import re
import unicodedata
from secrets import token_hex

from email_validator import EmailNotValidError, validate_email

from netevent.core.text.comparing import normalize_email

# What a pasted address stands between: “Anna <anna@…>”, “mailto:anna@…?subject=x”, “[anna@…]”.
_APART = re.compile(r"[\s<>()\[\]{},;:\"“”„«»|]+")
_IN_BRACKETS = re.compile(r"<([^<>]*)>")
# A name and an address; more is none, and not worth the time that it takes.
LONGEST = 1_000
# Where nobody can have a mailbox (RFC 2606): the address of who has none, because each account has one.
NO_MAIL = "no-mail.invalid"
_DOTS = str.maketrans({"＠": "@", "。": ".", "．": ".", "｡": "."})
# A joiner spells names in Persian and Hindi, never between Latin letters.
_KEPT = "\u200c\u200d\t\n\r"
_LONE_JOINER = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]")


def clean_email(typed: str | None) -> str:
    """The one address in what was typed or pasted; the text itself where there is none, or more than one."""
    text = " ".join((typed or "").split())
    found = addresses_in(text)
    return found[0] if len(found) == 1 else text


def addresses_in(text: str) -> list[str]:
    """The different addresses in a text; what stands in pointed brackets goes before a name beside it."""
    if len(text) > LONGEST:
        return []
    visible = _visible(text)
    inside = [part for part in _IN_BRACKETS.findall(visible) if "@" in part]
    words = (word for part in inside or [visible] for word in _APART.split(part))
    parts = [part for word in words for part in _between_slashes(word)]
    found = {normalize_email(part): part for part in map(_bare, reversed(parts)) if _is_address(part)}
    return list(reversed(found.values()))


def stored_address(address: str) -> str:
    """What the database keeps: for who has no address, one of its own that is never mailed or shown."""
    return address or f"{token_hex(16)}@{NO_MAIL}"


def own_address(stored: str) -> str:
    """The address as people see it; '' for who has none."""
    return "" if stored.endswith(f"@{NO_MAIL}") else stored


def mail_address(address: str) -> str:
    """The address with its domain as mail servers know it: info@müller.example is info@xn--mller-kva.example.

    Raises:
        ValueError: the domain is none.
    """
    local, at, domain = address.rpartition("@")
    if domain.isascii():
        return address
    try:
        checked = validate_email(f"x@{domain}", check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise ValueError(f"not an e-mail address: {address!r}") from error
    return local + at + checked.ascii_domain


def _visible(text: str) -> str:
    """Without the signs that nobody sees, and without full-width signs and dots."""
    if text.isascii() and text.isprintable():
        return text
    kept = (sign for sign in text if sign in _KEPT or unicodedata.category(sign) not in ("Cf", "Cc"))
    return _LONE_JOINER.sub("", "".join(kept)).translate(_DOTS)


def _between_slashes(word: str) -> list[str]:
    """An address may hold a slash, but not another address."""
    return word.split("/") if word.count("@") > 1 else [word]


def _bare(part: str) -> str:
    """Without the marks around it, a link's question, and the dot that ends a sentence."""
    local, at, domain = part.rpartition("@")
    return local.lstrip("'‘’`/=") + at + re.split(r"[?&/]", domain)[0].rstrip("'‘’`.!,")


def _is_address(part: str) -> bool:
    local, _, domain = part.rpartition("@")
    return bool(local) and "." in domain
