"""What batches are called, ask and tell, in the reader's language. For the templates of `office/batches`."""

from __future__ import annotations

from collections.abc import Callable

from netevent.core.i18n import gettext, ngettext
from netevent.core.i18n.writing import number
from netevent.office.batches.batch import Left


def name(kind: str) -> str:
    """What the bar calls it."""
    return {
        "type": gettext("Assign a type"),
        "attending": gettext("Set to attending"),
        "not_attending": gettext("Set to not attending"),
        "mail": gettext("Mail the personal link"),
        "remove": gettext("Remove from the event"),
    }[kind]


def question(kind: str, people: int, type_name: str = "") -> str:
    return _counted(_QUESTIONS["no_type" if kind == "type" and not type_name else kind], people, type_name)


def consequence(kind: str, people: int) -> str:
    """What follows for whom it changes, where that is more than the question says; else ''."""
    return _counted(_CONSEQUENCES[kind], people) if kind in _CONSEQUENCES else ""


def outcome(kind: str, people: int, type_name: str = "") -> str:
    return _counted(_OUTCOMES["no_type" if kind == "type" and not type_name else kind], people, type_name)


def undone(kind: str, people: int) -> str:
    return _counted(_UNDONE.get(kind, _as_before), people)


def reason(left: Left, people: int) -> str:
    return _counted(_REASONS[left], people)


def _counted(text: Callable[[int], str], people: int, type_name: str = "") -> str:
    return text(people) % {"people": number(people), "type": type_name}


_QUESTIONS: dict[str, Callable[[int], str]] = {
    "type": lambda n: ngettext(
        "Assign %(type)s to %(people)s person?", "Assign %(type)s to %(people)s people?", n
    ),
    "no_type": lambda n: ngettext(
        "Take the type from %(people)s person?", "Take the type from %(people)s people?", n
    ),
    "attending": lambda n: ngettext(
        "Set %(people)s person to attending?", "Set %(people)s people to attending?", n
    ),
    "not_attending": lambda n: ngettext(
        "Set %(people)s person to not attending?", "Set %(people)s people to not attending?", n
    ),
    "mail": lambda n: ngettext(
        "Mail the personal link to %(people)s person?", "Mail the personal link to %(people)s people?", n
    ),
    "remove": lambda n: ngettext(
        "Remove %(people)s person from the event?", "Remove %(people)s people from the event?", n
    ),
}
_CONSEQUENCES: dict[str, Callable[[int], str]] = {
    "attending": lambda n: ngettext(
        "%(people)s person takes a seat again, as long as there are seats.",
        "%(people)s people take a seat again, as long as there are seats.",
        n,
    ),
    "not_attending": lambda n: ngettext(
        "%(people)s person loses the seat, also in sessions, and the appointments are cancelled.",
        "%(people)s people lose their seats, also in sessions, and their appointments are cancelled.",
        n,
    ),
    "mail": lambda n: ngettext("%(people)s person gets a mail.", "%(people)s people get a mail.", n),
    "remove": lambda n: ngettext(
        "%(people)s person is deleted, with profile, connections, appointments and seats.",
        "%(people)s people are deleted, with profiles, connections, appointments and seats.",
        n,
    ),
}
_OUTCOMES: dict[str, Callable[[int], str]] = {
    "type": lambda n: ngettext(
        "%(people)s person now has the type %(type)s.", "%(people)s people now have the type %(type)s.", n
    ),
    "no_type": lambda n: ngettext(
        "%(people)s person now has no type.", "%(people)s people now have no type.", n
    ),
    "attending": lambda n: ngettext("%(people)s person attends now.", "%(people)s people attend now.", n),
    "not_attending": lambda n: ngettext(
        "%(people)s person does not attend now.", "%(people)s people do not attend now.", n
    ),
    "mail": lambda n: ngettext(
        "The mail to %(people)s person is on its way.", "The mails to %(people)s people are on their way.", n
    ),
    "remove": lambda n: ngettext("%(people)s person was removed.", "%(people)s people were removed.", n),
}
_UNDONE: dict[str, Callable[[int], str]] = {
    "mail": lambda n: ngettext(
        "The mail to %(people)s person was cancelled.", "The mails to %(people)s people were cancelled.", n
    ),
}


def _as_before(n: int) -> str:
    return ngettext("%(people)s person is as before.", "%(people)s people are as before.", n)


_REASONS: dict[Left, Callable[[int], str]] = {
    Left.is_in: lambda n: ngettext(
        "%(people)s person is checked in and stays as is.",
        "%(people)s people are checked in and stay as they are.",
        n,
    ),
    Left.same: lambda n: ngettext(
        "Nothing changes for %(people)s person.", "Nothing changes for %(people)s people.", n
    ),
    Left.no_seat: lambda n: ngettext(
        "%(people)s person found no seat: the event is full.",
        "%(people)s people found no seat: the event is full.",
        n,
    ),
    Left.unconfirmed: lambda n: ngettext(
        "%(people)s person has not confirmed the address and gets no mail.",
        "%(people)s people have not confirmed their addresses and get no mail.",
        n,
    ),
    Left.unreachable: lambda n: ngettext(
        "%(people)s person has no email address and gets no mail.",
        "%(people)s people have no email address and get no mail.",
        n,
    ),
    Left.recent: lambda n: ngettext(
        "%(people)s person was mailed in the last ten minutes and gets no second mail.",
        "%(people)s people were mailed in the last ten minutes and get no second mail.",
        n,
    ),
    Left.changed: lambda n: ngettext(
        "%(people)s person was changed by somebody since, and stays so.",
        "%(people)s people were changed by somebody since, and stay so.",
        n,
    ),
    Left.returned: lambda n: ngettext(
        "%(people)s person cannot come back: the address is registered again.",
        "%(people)s people cannot come back: their addresses are registered again.",
        n,
    ),
    Left.mailed: lambda n: ngettext(
        "The mail to %(people)s person had left already.",
        "The mails to %(people)s people had left already.",
        n,
    ),
    Left.counted: lambda n: ngettext(
        "%(people)s of them is checked in, and stays in the counts without a name.",
        "%(people)s of them are checked in, and stay in the counts without names.",
        n,
    ),
    Left.gone: lambda n: ngettext(
        "%(people)s person is not in the list any more.", "%(people)s people are not in the list any more.", n
    ),
}
