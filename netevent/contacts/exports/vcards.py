"""Connections as vCards (RFC 2426, version 3.0) for an address book: what their cards show, no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import vobject
from vobject.vcard import Name

from netevent.core.i18n import gettext
from netevent.profiles.cards.card import Card

LINE = 75  # octets, without the line's end
END = "\r\n"
# The library folds by itself, but not photos; so nothing is folded but by `_folded`.
UNFOLDED = 2**31


@dataclass(frozen=True, slots=True)
class Contact:
    """A card, and the JPEG of its photo where it shows one."""

    card: Card
    photo: bytes = b""


def vcards(contacts: Iterable[Contact]) -> bytes:
    text = "".join(_vcard(contact) for contact in contacts)
    lines = text.replace(END, "\n").rstrip("\n").split("\n")
    return "".join(_folded(line) + END for line in lines if line).encode()


def _vcard(contact: Contact) -> str:
    card, made = contact.card, vobject.vCard()
    made.add("n").value = Name(family=_line(card.last_name), given=_line(card.first_name))
    made.add("fn").value = _line(card.name) or _line(card.work) or gettext("Attendee")
    if card.organisation:
        made.add("org").value = [_line(card.organisation)]
    plain = {"title": card.role, "email": card.email, "tel": card.phone, "url": card.linkedin}
    for kind, value in plain.items():
        if value:
            made.add(kind).value = _line(value)
    if card.introduction:
        made.add("note").value = "\n".join(card.introduction.splitlines())
    if contact.photo:
        photo = made.add("photo")
        photo.value, photo.encoding_param, photo.type_param = contact.photo, "b", "JPEG"
    return str(made.serialize(lineLength=UNFOLDED))


def _line(text: str) -> str:
    """On one line, whatever was brought in: a name is no place for further lines of the card."""
    return " ".join(text.split())


def _folded(line: str) -> str:
    """Lines of at most 75 octets, the further ones after a space; no letter is cut in two."""
    if line.isascii():  # as photos are: nearly all of a file, and quick
        further = (line[start : start + LINE - 1] for start in range(LINE, len(line), LINE - 1))
        return f"{END} ".join([line[:LINE], *further])
    return f"{END} ".join(_pieces(line.encode()))


def _pieces(line: bytes) -> Iterator[str]:
    start, room = 0, LINE
    while start < len(line):
        end = min(start + room, len(line))
        while end < len(line) and line[end] & 0xC0 == 0x80:  # amid a letter
            end -= 1
        yield line[start:end].decode()
        start, room = end, LINE - 1
