"""What stands on one badge: all that its drawing knows. Made by `netevent.badges`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A session or an appointment on the back: `when` is written for the badge's reader."""

    when: str
    title: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """`link` is what the QR code says, in capitals. What is empty is not drawn, so who makes it leaves out
    what the organizer does not want. `colour` is that of the type's band as #rrggbb. `photo` is the
    file of a picture, or ''. `language` is the one that its person reads: a name
    in ideographs alone has its shapes.
    """

    link: str
    name: str
    event: str
    date: str = ""
    organisation: str = ""
    role: str = ""
    type_name: str = ""
    colour: str = ""
    languages: str = ""
    answers: tuple[str, ...] = ()
    photo: str = ""
    agenda: tuple[AgendaLine, ...] = ()
    language: str = "en"
